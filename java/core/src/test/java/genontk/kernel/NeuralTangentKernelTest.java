package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.Cancelled;
import genontk.error.InvalidInput;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeuralTangentKernelTest {

  @ParameterizedTest
  @ValueSource(ints = {0, -1, AngularKernel.MAX_DEPTH + 1, Integer.MAX_VALUE})
  void depthsOutsideTheRangeAreRefused(int depth) {
    assertThrows(InvalidInput.class, () -> new NeuralTangentKernel(depth));
  }

  private static double[][] kernel(StandardizedGenotypes x, int depth) {
    return Computed.square(new NeuralTangentKernel(depth), x);
  }

  private static double[][] exact(double[][] x, int depth) {
    double[][] exact = new double[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        exact[i][j] =
            i == j
                ? 1
                : Precise.neuralTangent(Precise.correlation(x[i], x[j]), depth).doubleValue();
      }
    }
    return exact;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 10})
  void peoplesKernelIsExactInSixtyDigits(int depth) {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(9, 30, 1));
    double[][] kernel = kernel(x, depth);
    assertTrue(Dense.distance(exact(TestData.values(x), depth), kernel) < 5e-15);
    assertEquals(0, Dense.distance(kernel, Dense.transpose(kernel)));
  }

  @Test
  void peopleWhoDifferInOneOfFiveThousandSnpsKeepTheirDistance() {
    Matrix genotypes = TestData.genotypes(6, 5000, 2);
    for (int j = 0; j < 5000; j++) {
      genotypes.set(1, j, genotypes.get(0, j));
      genotypes.set(2, j, genotypes.get(0, j));
    }
    genotypes.set(1, 1234, (genotypes.get(0, 1234) + 1) % 3);
    for (int j = 0; j < 40; j++) {
      genotypes.set(2, 100 * j, (genotypes.get(0, 100 * j) + 1) % 3);
    }
    StandardizedGenotypes x = TestData.centred(genotypes);
    double[][] kernel = kernel(x, 2);
    double[][] values = TestData.values(x);
    double[][] exact = exact(values, 2);
    assertEquals(0, Dense.distance(exact, kernel), 2e-14);
    for (int[] pair : new int[][] {{1, 0}, {2, 0}, {2, 1}}) {
      double distance =
          BigDecimal.ONE
              .subtract(
                  Precise.neuralTangent(Precise.correlation(values[pair[0]], values[pair[1]]), 2))
              .doubleValue();
      assertTrue(distance > 1e-3 && distance < 0.2, "near twins: " + distance);
      assertEquals(distance, 1 - kernel[pair[0]][pair[1]], 1e-13 * distance);
    }
  }

  @Test
  void duplicatesAreOneExactlyAndAlikeToEveryoneElse() {
    Matrix genotypes = TestData.genotypes(8, 50, 3);
    for (int j = 0; j < 50; j++) {
      genotypes.set(5, j, genotypes.get(1, j));
    }
    double[][] kernel = kernel(TestData.centred(genotypes), 3);
    assertEquals(1, kernel[5][1]);
    for (int j = 0; j < 8; j++) {
      assertEquals(1, kernel[j][j]);
      assertEquals(kernel[1][j], kernel[5][j], 2e-15);
    }
  }

  @Test
  void proportionalPeopleAreAsNearAsDuplicates() {
    double[][] rows = {{3, 6, -9, 3}, {1, 2, -3, 1}, {-2, -4, 6, -2}, {-2, -4, 6, -2}};
    double[][] kernel = kernel(TestData.centred(Dense.matrix(rows)), 2);
    double[][] values = TestData.values(TestData.centred(Dense.matrix(rows)));
    assertTrue(Dense.distance(Dense.matrix(rows).toArray(), Dense.matrix(values).toArray()) == 0);
    assertEquals(1, kernel[0][1], 1e-15);
    assertEquals(1, kernel[2][3]);
    double opposite = Precise.neuralTangent(BigDecimal.ONE.negate(), 2).doubleValue();
    assertEquals(opposite, kernel[0][2], 2e-15);
    assertEquals(opposite, kernel[1][3], 2e-15);
  }

  @Test
  void nearlyOppositePeopleKeepTheirDigitsToo() {
    double[][] half = Dense.of(TestData.normal(3, 400, 4));
    double[][] rows = new double[6][];
    for (int i = 0; i < 3; i++) {
      rows[i] = half[i];
      rows[i + 3] = Arrays.stream(half[i]).map(value -> -value).toArray();
    }
    rows[3][7] += 1e-5;
    rows[0][7] -= 1e-5;
    StandardizedGenotypes x = TestData.centred(Dense.matrix(rows));
    assertTrue(Dense.distance(exact(TestData.values(x), 1), kernel(x, 1)) < 5e-15);
  }

  /** Person 3 has the mean at every SNP: rho = 0, an angle of pi/2, and K_ii = 1. */
  @Test
  void aRowOfZerosIsUnrelatedToEveryone() {
    double[][] rows = {{1, -2, 0, 4}, {-1, 2, 1, 0}, {0, 0, 0, 0}, {0, 0, -1, -4}};
    double[][] kernel = kernel(TestData.centred(Dense.matrix(rows)), 2);
    double a0 = Definitions.neuralTangent(0, 2);
    assertArrayEquals(new double[] {a0, a0, 1, a0}, kernel[2], 1e-15);
    Gram.People people =
        Computed.trained(TestData.centred(Dense.matrix(rows)), new NeuralTangentKernel(2)).people();
    assertArrayEquals(new double[] {1, 1, 1, 1}, new NeuralTangentKernel(2).diagonal(people));
    assertEquals(0, people.squaredNorms()[2]);
  }

  @Test
  void aCrossBlockHasTheEntriesOfTheSquareBlock() {
    Matrix genotypes = TestData.genotypes(40, 60, 5);
    for (int j = 0; j < 60; j++) {
      genotypes.set(7, j, genotypes.get(3, j));
    }
    genotypes.set(7, 4, (genotypes.get(3, 4) + 1) % 3);
    StandardizedGenotypes x = TestData.centred(genotypes);
    double[][] square = kernel(x, 3);
    double[][] cross = Computed.cross(new NeuralTangentKernel(3), x, x);
    assertTrue(Dense.distance(square, cross) < 5e-15);
    for (int i = 0; i < 40; i++) {
      assertEquals(1, cross[i][i], "a person's own genotypes again");
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    Matrix genotypes = TestData.genotypes(700, 90, 6);
    for (int j = 0; j < 90; j++) {
      genotypes.set(640, j, genotypes.get(3, j));
    }
    StandardizedGenotypes x = TestData.centred(genotypes);
    double[][] results = new double[3][];
    int[] counts = {1, 4, 7};
    for (int k = 0; k < counts.length; k++) {
      results[k] =
          Computed.onThreads(counts[k], new NeuralTangentKernel(2), x, Precision.DOUBLE).data();
    }
    assertArrayEquals(results[0], results[1]);
    assertArrayEquals(results[0], results[2]);
  }

  @Test
  void permutingPeoplePermutesTheKernel() {
    Matrix genotypes = TestData.genotypes(30, 40, 7);
    int[] order = TestData.permutation(30, 1);
    double[][] kernel = kernel(TestData.centred(genotypes), 2);
    double[][] permuted = kernel(TestData.centred(genotypes.selectRows(order)), 2);
    assertTrue(Dense.distance(Dense.select(kernel, order, order), permuted) < 1e-14);
  }

  @Test
  void cancellingStopsTheKernel() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(60, 30, 8));
    assertThrows(Cancelled.class, () -> Computed.cancelled(new NeuralTangentKernel(2), x));
  }
}
