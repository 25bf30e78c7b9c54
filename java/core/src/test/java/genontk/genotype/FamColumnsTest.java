package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamColumnsTest {

  @TempDir Path folder;

  private PersonTable read(String text) throws IOException {
    return PersonTable.read(Files.writeString(folder.resolve("x.fam"), text));
  }

  private PlinkBed open(String fam) throws IOException {
    return PlinkBed.open(PlinkFiles.write(folder, "x", new int[] {0, 0}, fam, PlinkFiles.bim(2)));
  }

  @Test
  void furtherColumnsAreFurtherPhenotypes() throws IOException {
    String fam = "f 1 0 0 1 0.5 NA -9 3\nf 2 dad mum 2 -9 1.5 2.5 4\n";
    assertEquals(List.of("1", "2"), open(fam).ids());
    assertEquals(List.of(Sex.MALE, Sex.FEMALE), open(fam).sexes());
    PersonTable table = read(fam);
    assertEquals(
        "father mother sex phenotype phenotype1 phenotype2 phenotype3",
        String.join(" ", table.columns().stream().map(PersonTable.Column::name).toList()));
    assertEquals(List.of("0", "dad"), table.columns().get(0).words());
    assertArrayEquals(new double[] {Double.NaN, 2.5}, table.columns().get(5).numbers());
  }

  @Test
  void aHeaderOfAFamIsNoPerson() throws IOException {
    for (String header :
        List.of("#FID IID PAT MAT SEX PHENO1", "FID\tIID\tfather\tmother\tsex\tphenotype")) {
      PlinkBed bed = open(header + "\nf 1 0 0 1 -9\nf 2 0 0 2 -9\n");
      assertEquals(List.of("1", "2"), bed.ids());
      assertEquals(List.of(Sex.MALE, Sex.FEMALE), bed.sexes());
    }
    String named = "family person father mother sex case\nf 1 0 0 1 -9\nf 2 0 0 2 -9\n";
    String message = assertThrows(InvalidInput.class, () -> open(named)).getMessage();
    assertTrue(message.contains("header in line 1"), message);
  }

  @Test
  void zeroIsMissingAmongCasesAndControls() throws IOException {
    PersonTable table =
        read("f 1 0 0 1 1 0 5\nf 2 0 0 2 2 1 0\nf 3 0 0 0 0 1 0\nf 4 0 0 0 -9 0 1\n");
    assertArrayEquals(
        new double[] {1, 2, Double.NaN, Double.NaN}, table.columns().get(3).numbers());
    assertArrayEquals(new double[] {0, 1, 1, 0}, table.columns().get(4).numbers());
    assertArrayEquals(new double[] {5, 0, 0, 1}, table.columns().get(5).numbers());
    assertArrayEquals(
        new double[] {1, 2, Double.NaN, Double.NaN}, table.columns().get(2).numbers());
    assertEquals(3, table.notes().size(), table.notes().toString());
    assertTrue(table.notes().get(1).contains("0 is missing; lines: 1"), table.notes().get(1));
  }

  @Test
  void aPsamIsCodedAsAFam() throws IOException {
    Path file =
        Files.writeString(folder.resolve("x.psam"), "#IID SEX PHENO1\n1 1 1\n2 0 0\n3 2 2\n");
    assertArrayEquals(
        new double[] {1, Double.NaN, 2}, PersonTable.read(file).columns().get(1).numbers());
  }

  @Test
  void otherFilesKeepZero() throws IOException {
    Path file = Files.writeString(folder.resolve("x.txt"), "f 1 0\nf 2 1\nf 3 2\n");
    assertArrayEquals(new double[] {0, 1, 2}, PersonTable.read(file).columns().get(0).numbers());
  }

  @Test
  void aFamWithFewerColumnsIsRefused() {
    assertThrows(InvalidInput.class, () -> open("f 1 0 0 1\nf 2 0 0 2\n"));
    String message =
        assertThrows(InvalidInput.class, () -> open("f 1 0 0 1 -9\nf 2 0 0 2 -9 3\n")).getMessage();
    assertTrue(message.contains("line 2"), message);
  }
}
