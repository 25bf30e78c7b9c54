package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import genontk.Dense;
import genontk.run.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The apple data of Kumar (2015), if they are on this machine: 247 trees, 2,828 SNPs, none missing.
 */
class AppleTest {

  private static final int PEOPLE = 247;
  private static final int SNPS = 2828;

  private static Path apple() {
    String given = System.getenv("GENONTK_SHARED_DATA");
    Path data = given == null ? besideTheRepository() : Path.of(given);
    Path bed = data == null ? null : data.resolve("apple/apple.bed");
    assumeTrue(bed != null && Files.exists(bed), "the apple data are not at hand");
    return bed;
  }

  private static Path besideTheRepository() {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.exists(root.resolve("VERSION"))) {
      root = root.getParent();
    }
    return root == null || root.getParent() == null ? null : root.resolveSibling("shared/data");
  }

  @Test
  void countsAgreeWithAnotherDecoder() throws IOException {
    Path path = apple();
    byte[] bytes = Files.readAllBytes(path);
    PlinkBed bed = PlinkBed.open(path);
    assertEquals(PEOPLE, bed.people());
    assertEquals(SNPS, bed.snps().size());
    double[] values = new double[PEOPLE];
    for (int snp = 0; snp < SNPS; snp++) {
      bed.read(snp, values);
      double[] expected = new double[PEOPLE];
      for (int i = 0; i < PEOPLE; i++) {
        long bit = 8L * 3 + 8L * snp * 62 + 2L * i;
        int low = bytes[(int) (bit / 8)] >> (bit % 8) & 1;
        int high = bytes[(int) (bit / 8)] >> (bit % 8 + 1) & 1;
        expected[i] = low == 1 && high == 0 ? Double.NaN : 2 - low - high;
      }
      assertArrayEquals(expected, values, "SNP " + snp);
    }
  }

  @Test
  void nothingIsMissingAndEverySnpVaries() {
    PlinkBed bed = PlinkBed.open(apple());
    int[] everyone = Dense.range(PEOPLE);
    Standardization learnt =
        Standardization.learn(
            bed, everyone, Scale.CENTER, new SnpFilter(0, 1, false), Execution.quiet());
    assertEquals(SNPS, learnt.snps().size());
    double least = 1;
    for (double mean : learnt.means()) {
      least = Math.min(least, Math.min(mean / 2, 1 - mean / 2));
    }
    assertTrue(least >= 0.044 && least < 0.05, "the least frequency is " + least);
  }
}
