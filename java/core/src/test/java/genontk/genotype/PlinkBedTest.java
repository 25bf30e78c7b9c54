package genontk.genotype;

import static genontk.genotype.PlinkFiles.bim;
import static genontk.genotype.PlinkFiles.bytes;
import static genontk.genotype.PlinkFiles.fam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlinkBedTest {

  private static final double NA = Double.NaN;

  @TempDir Path folder;

  private static double[] read(PlinkBed bed, int snp) {
    double[] values = new double[bed.people()];
    bed.read(snp, values);
    return values;
  }

  /**
   * There are two bits per person, the first person in the lowest: 00 two copies, 01 missing, 10
   * one, 11 none. Seven people leave two bits of the second byte unused.
   */
  @Test
  void bitsAreReadAsThePlinkFormatSays() throws IOException {
    int[] body = {
      0b11_10_01_00, 0b00_00_01_10, // 2 NA 1 0 | 1 NA 2
      0b00_00_00_11, 0b11_10_11_11, // 0 2 2 2 | 0 0 1, spare bits set
    };
    PlinkBed bed = PlinkBed.open(PlinkFiles.write(folder, "x", body, fam(7), bim(2)));
    assertEquals(7, bed.people());
    assertArrayEquals(new double[] {2, NA, 1, 0, 1, NA, 2}, read(bed, 0));
    assertArrayEquals(new double[] {0, 2, 2, 2, 0, 0, 1}, read(bed, 1));
  }

  @Test
  void everyNumberOfPeopleModuloFourIsRead() throws IOException {
    for (int n = 1; n <= 9; n++) {
      int[] body = new int[2 * ((n + 3) / 4)];
      double[][] expected = new double[2][n];
      double[] copies = {2, NA, 1, 0};
      for (int snp = 0; snp < 2; snp++) {
        for (int i = 0; i < n; i++) {
          int code = (i * 7 + snp * 3 + n) % 4;
          body[snp * ((n + 3) / 4) + i / 4] |= code << (2 * (i % 4));
          expected[snp][i] = copies[code];
        }
      }
      PlinkBed bed = PlinkBed.open(PlinkFiles.write(folder, "n" + n, body, fam(n), bim(2)));
      assertArrayEquals(expected[0], read(bed, 0), "n = " + n);
      assertArrayEquals(expected[1], read(bed, 1), "n = " + n);
    }
  }

  @Test
  void snpsAreDescribedAsTheBimSays() throws IOException {
    PlinkBed bed =
        PlinkBed.open(
            PlinkFiles.write(
                folder,
                "x",
                new int[2],
                fam(3),
                "X rs1 0.5 1234567890123 A G\r\n\n7 b 0 -5 T 0\n"));
    assertTrue(bed.hasSnpNames());
    assertEquals(
        List.of(new Snp("rs1", "X", 1234567890123L, "A", "G"), new Snp("b", "7", -5, "T", "0")),
        bed.snps());
  }

  @Test
  void anIdIsTheIidIfUniqueElseFidAndIid() throws IOException {
    Path unique = PlinkFiles.write(folder, "u", new int[1], "a x 0 0 1 1\nb y 0 0 1 1\n", bim(1));
    assertEquals(List.of("x", "y"), PlinkBed.open(unique).ids());
    Path shared = PlinkFiles.write(folder, "s", new int[1], "a x 0 0 1 1\nb x 0 0 1 1\n", bim(1));
    assertEquals(List.of("a:x", "b:x"), PlinkBed.open(shared).ids());
    Path twice = PlinkFiles.write(folder, "t", new int[1], "a x 0 0 1 1\na x 0 0 1 1\n", bim(1));
    assertThrows(InvalidInput.class, () -> PlinkBed.open(twice));
  }

  private void assertRefused(Path bed) {
    InvalidInput error = assertThrows(InvalidInput.class, () -> PlinkBed.open(bed));
    assertTrue(error.getMessage().length() > 20, error.getMessage());
  }

  @Test
  void aFileThatIsAbsentOrNoBedIsRefused() throws IOException {
    assertRefused(folder.resolve("nothing.bed"));
    assertRefused(folder.resolve("x.vcf"));
    Files.createDirectory(folder.resolve("folder.bed"));
    assertRefused(folder.resolve("folder.bed"));
  }

  @Test
  void aPathWithoutAFileNameIsRefused() {
    assertRefused(Path.of("/"));
    assertRefused(Path.of(""));
  }

  @Test
  void aBedWithoutBimOrFamIsRefused() throws IOException {
    Path bed = PlinkFiles.write(folder, "x", new int[1], fam(2), bim(1));
    Files.delete(folder.resolve("x.fam"));
    assertRefused(bed);
    Files.writeString(folder.resolve("x.fam"), fam(2));
    Files.delete(folder.resolve("x.bim"));
    assertRefused(bed);
  }

  @Test
  void truncatedAndOverlongFilesAreRefused() throws IOException {
    Path bed = PlinkFiles.write(folder, "x", new int[6], fam(5), bim(3));
    byte[] whole = Files.readAllBytes(bed);
    for (int length = 0; length < whole.length; length++) {
      Files.write(bed, java.util.Arrays.copyOf(whole, length));
      assertRefused(bed);
    }
    Files.write(bed, java.util.Arrays.copyOf(whole, whole.length + 1));
    assertRefused(bed);
    Files.write(bed, whole);
    assertEquals(3, PlinkBed.open(bed).snps().size());
  }

  @Test
  void otherMagicNumbersAndIndividualMajorFilesAreRefused() throws IOException {
    Path bed = PlinkFiles.write(folder, "x", new int[1], fam(2), bim(1));
    for (int[] header :
        new int[][] {{0x6c, 0x1b, 0}, {0x6c, 0x1b, 2}, {0x1b, 0x6c, 1}, {0, 0, 1}}) {
      Files.write(bed, bytes(header[0], header[1], header[2], 0));
      assertRefused(bed);
    }
  }

  @Test
  void tablesWithOtherColumnsAreRefused() throws IOException {
    assertRefused(PlinkFiles.write(folder, "a", new int[1], "F P 0 0 1\n", bim(1)));
    assertRefused(
        PlinkFiles.write(folder, "b", new int[1], "F P 0 0 1 -9\nF Q 0 0 1 -9 x\n", bim(1)));
    assertRefused(PlinkFiles.write(folder, "c", new int[1], fam(1), "1 s 0 5 A\n"));
    assertRefused(PlinkFiles.write(folder, "d", new int[1], "", bim(1)));
    assertRefused(PlinkFiles.write(folder, "e", new int[0], fam(1), "\n \n"));
  }

  @Test
  void duplicateSnpsAndPositionsInWordsAreRefused() throws IOException {
    assertRefused(PlinkFiles.write(folder, "a", new int[2], fam(1), "1 s 0 5 A G\n1 s 0 6 A G\n"));
    assertRefused(PlinkFiles.write(folder, "b", new int[1], fam(1), "1 s 0 five A G\n"));
    assertRefused(PlinkFiles.write(folder, "c", new int[1], fam(1), "1 s 0 5.5 A G\n"));
  }

  @Test
  void tablesThatAreNoTextAreRefused() throws IOException {
    Path bed = PlinkFiles.write(folder, "x", new int[1], fam(1), bim(1));
    Files.write(folder.resolve("x.bim"), bytes(0x1f, 0x8b, 8, 0, 0xff, 0xfe, 0xc3, 0x28));
    assertRefused(bed);
  }

  @Test
  void namesOfAnyAlphabetAreKept() throws IOException {
    Path bed = PlinkFiles.write(folder, "x", new int[1], fam(1), bim(1));
    Files.write(folder.resolve("x.fam"), "Ж Ωμέγα 0 0 1 -9\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of("Ωμέγα"), PlinkBed.open(bed).ids());
  }

  @Test
  void packedGenotypesReadBackAsTheyWere() {
    double[][] rows = {
      {0, NA, 2}, {1, 1, 0}, {2, 0, NA}, {NA, 2, 1}, {0, 0, 1}, {1, NA, 2},
    };
    DosageMatrix dosages = new DosageMatrix(genontk.Dense.matrix(rows), null, null);
    int[] people = {5, 0, 3, 3, 2};
    int[] columns = {2, 1};
    byte[] packed = PackedGenotypes.pack(dosages, people, columns).orElseThrow();
    assertEquals(3 + 2 * 2, packed.length);
    PlinkBed bed =
        PlinkBed.wrap(
            packed, List.of("a", "b", "c", "d", "e"), List.of(Snp.named("x"), Snp.named("y")));
    for (int j = 0; j < columns.length; j++) {
      double[] expected = new double[people.length];
      for (int i = 0; i < people.length; i++) {
        expected[i] = rows[people[i]][columns[j]];
      }
      assertArrayEquals(expected, read(bed, j));
    }
  }

  @Test
  void packedGenotypesAreAPlinkFile() throws IOException {
    DosageMatrix dosages =
        new DosageMatrix(genontk.Dense.matrix(new double[][] {{0}, {1}, {2}, {NA}}), null, null);
    byte[] packed = PackedGenotypes.pack(dosages, new int[] {0, 1, 2, 3}, new int[] {0}).get();
    assertArrayEquals(bytes(0x6c, 0x1b, 1, 0b01_00_10_11), packed);
  }

  @Test
  void dosagesAreNotPacked() {
    for (double value : new double[] {0.5, 3, -1, 1e-300}) {
      DosageMatrix dosages =
          new DosageMatrix(genontk.Dense.matrix(new double[][] {{value}, {1}}), null, null);
      assertTrue(PackedGenotypes.pack(dosages, new int[] {0, 1}, new int[] {0}).isEmpty());
    }
  }

  @Test
  void packedBytesOfOtherSizesAreRefused() {
    List<String> ids = List.of("a", "b");
    List<Snp> snps = List.of(Snp.named("x"));
    assertThrows(InvalidInput.class, () -> PlinkBed.wrap(new byte[3], ids, snps));
    assertThrows(InvalidInput.class, () -> PlinkBed.wrap(new byte[5], ids, snps));
    assertThrows(InvalidInput.class, () -> PlinkBed.wrap(new byte[0], ids, snps));
  }
}
