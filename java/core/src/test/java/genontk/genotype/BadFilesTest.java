package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadFilesTest {

  @TempDir Path folder;

  private Path fileset(String fam, String bim) throws IOException {
    return PlinkFiles.write(folder, "x", new int[] {0, 0}, fam, bim);
  }

  @Test
  void windowsLineEndsByteOrderMarksAndLeadingZerosAreUnderstood() throws IOException {
    PlinkBed bed =
        PlinkBed.open(
            fileset(
                "\uFEFF1 007 0 0 1 -9\r\n1 008 0 0 2 -9\r\n",
                "\uFEFF1 s1 0 5 1 2\r\n1 s2 0 6 0 A\r\n"));
    assertEquals(List.of("007", "008"), bed.ids());
    assertEquals(List.of(Sex.MALE, Sex.FEMALE), bed.sexes());
    assertEquals("1", bed.snps().get(0).chromosome());
    assertEquals("2", bed.snps().get(0).allele2());
    assertEquals("0", bed.snps().get(1).allele1());
  }

  @Test
  void aNameWithASpaceIsReportedWithItsLine() throws IOException {
    Path bed = fileset("1 a 0 0 1 -9\n1 b c 0 0 1 -9\n", PlinkFiles.bim(2));
    String message = assertThrows(InvalidInput.class, () -> PlinkBed.open(bed)).getMessage();
    assertTrue(message.contains("line 2") && message.contains("space"), message);
  }

  @Test
  void aNameOfTwoSnpsIsReported() throws IOException {
    Path bed = fileset(PlinkFiles.fam(2), "1 s1 0 5 A G\n1 s1 0 6 A G\n");
    String message = assertThrows(InvalidInput.class, () -> PlinkBed.open(bed)).getMessage();
    assertTrue(message.contains("s1"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.bed", "x.bim", "x.fam"})
  void gzipIsRecognisedByItsContent(String name) throws IOException {
    Path bed = fileset(PlinkFiles.fam(2), PlinkFiles.bim(2));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(Files.readAllBytes(folder.resolve(name)));
    }
    Files.write(folder.resolve(name), packed.toByteArray());
    if (!name.equals("x.bed")) {
      assertEquals(2, PlinkBed.open(bed).people());
      return;
    }
    String message = assertThrows(InvalidInput.class, () -> PlinkBed.open(bed)).getMessage();
    assertTrue(message.contains("gzip -dc") && message.contains(name), message);
  }

  @ParameterizedTest
  @CsvSource({
    "a.vcf.gz, --vcf",
    "a.vcf, --vcf",
    "a.bgen, ref-first",
    "a.pgen, --pfile",
    "a.bcf, --bcf"
  })
  void otherFormatsAreRefusedWithTheCommandThatConvertsThem(String name, String option) {
    Path file = folder.resolve(name);
    String message = assertThrows(InvalidInput.class, () -> PlinkBed.open(file)).getMessage();
    assertTrue(message.contains("plink2 --") && message.contains(option), message);
    assertTrue(message.contains("--make-bed") && message.contains("convert"), message);
  }

  @Test
  void oneBytePerGenotypeIsReadByItsCode() throws IOException {
    Path file = Files.write(folder.resolve("x.bk"), new byte[] {0, 1, 2, 3, (byte) 200, 1});
    double[] codes = new double[256];
    Arrays.fill(codes, Double.NaN);
    System.arraycopy(new double[] {0, 1, 2}, 0, codes, 0, 3);
    codes[200] = 1.55;
    List<Snp> snps = List.of(Snp.named("a"), Snp.named("b"));
    ByteGenotypes genotypes = new ByteGenotypes(file, codes, 3, List.of("p", "q", "r"), snps);
    double[] values = new double[3];
    genotypes.read(1, values);
    assertTrue(Double.isNaN(values[0]) && values[1] == 1.55 && values[2] == 1);
    assertThrows(InvalidInput.class, () -> new ByteGenotypes(file, codes, 2, null, snps));
  }
}
