package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.Cancelled;
import genontk.error.InvalidInput;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EmpiricalNeuralTangentKernelTest {

  private static EmpiricalNeuralTangentKernel raw(
      int depth, int width, int networks, Parameterization parameterization) {
    return new EmpiricalNeuralTangentKernel(
        depth, width, networks, 7, parameterization, false, false);
  }

  /** Returns the Jacobian J (people x parameters) of network k. */
  private static double[][] jacobian(
      EmpiricalNeuralTangentKernel kernel, int number, double[][] x) {
    Network network = Network.draw(kernel, number, x[0].length, Execution.quiet());
    return GradientsByHand.of(network, kernel.parameterization()).jacobian(x);
  }

  private static double[][] average(
      EmpiricalNeuralTangentKernel kernel, double[][] rows, double[][] columns) {
    double[][] sum = new double[rows.length][columns.length];
    for (int k = 0; k < kernel.networks(); k++) {
      double[][] product =
          Dense.times(jacobian(kernel, k, rows), Dense.transpose(jacobian(kernel, k, columns)));
      sum = Dense.combine(1, sum, 1.0 / kernel.networks(), product);
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 7, 1, NTK",
    "2, 9, 1, NTK",
    "3, 6, 2, NTK",
    "1, 8, 3, STANDARD",
    "3, 7, 1, STANDARD"
  })
  void itIsTheProductOfTheWholeJacobian(
      int depth, int width, int networks, Parameterization parameterization) {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(12, 5, 1));
    StandardizedGenotypes fresh = TestData.centred(TestData.genotypes(8, 5, 2));
    EmpiricalNeuralTangentKernel kernel = raw(depth, width, networks, parameterization);
    double[][] expected = average(kernel, TestData.values(x), TestData.values(x));
    double scale = Dense.largest(expected);
    assertTrue(scale > 0.1, "the network is not dead");
    assertTrue(Dense.distance(expected, Computed.square(kernel, x)) < 1e-14 * scale);
    Kernels.Cross cross = Computed.crossed(fresh, x, kernel);
    double[][] block = average(kernel, TestData.values(fresh), TestData.values(x));
    assertTrue(Dense.distance(block, Dense.of(cross.matrices().get(0))) < 1e-14 * scale);
    double[][] own = average(kernel, TestData.values(fresh), TestData.values(fresh));
    for (int i = 0; i < 8; i++) {
      assertEquals(own[i][i], cross.diagonals().get(0)[i], 1e-14 * scale);
    }
  }

  @Test
  void theGradientsByHandAreThoseByDifferences() {
    double[][] x = Dense.of(TestData.normal(3, 4, 1));
    for (Parameterization parameterization : Parameterization.values()) {
      EmpiricalNeuralTangentKernel kernel = raw(3, 5, 1, parameterization);
      Network network = Network.draw(kernel, 0, 4, Execution.quiet());
      GradientsByHand gradients = GradientsByHand.of(network, parameterization);
      assertEquals(4 * 5 + 2 * 25 + 5, gradients.jacobian(x)[0].length);
      assertTrue(Dense.distance(gradients.byDifferences(x), gradients.jacobian(x)) < 1e-8);
    }
  }

  /** 700 people take three strips of columns; the kernel has no seams between them. */
  @Test
  void stripsOfPeopleJoinWithoutASeam() {
    Matrix genotypes = TestData.genotypes(700, 6, 3);
    StandardizedGenotypes x = TestData.centred(genotypes);
    EmpiricalNeuralTangentKernel kernel = raw(2, 10, 2, Parameterization.NTK);
    double[][] whole = Computed.square(kernel, x);
    double[][] cross = Computed.cross(kernel, x, x);
    double[][] expected = average(kernel, TestData.values(x), TestData.values(x));
    assertTrue(Dense.distance(expected, whole) < 1e-13 * Dense.largest(expected));
    assertTrue(Dense.distance(expected, cross) < 1e-13 * Dense.largest(expected));
    assertEquals(0, Dense.distance(whole, Dense.transpose(whole)));
  }

  @ParameterizedTest
  @EnumSource
  void aUnitDiagonalAndADivisorScaleTheRawKernel(Parameterization parameterization) {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(15, 6, 4));
    StandardizedGenotypes fresh = TestData.centred(TestData.genotypes(5, 6, 5));
    double[][] raw = Computed.square(raw(2, 20, 3, parameterization), x);
    double[][] rawCross = Computed.cross(raw(2, 20, 3, parameterization), fresh, x);
    double[] own = Computed.crossed(fresh, x, raw(2, 20, 3, parameterization)).diagonals().get(0);
    EmpiricalNeuralTangentKernel scaled =
        new EmpiricalNeuralTangentKernel(2, 20, 3, 7, parameterization, true, true);
    double[][] square = Computed.square(scaled, x);
    Kernels.Cross cross = Computed.crossed(fresh, x, scaled);
    for (int j = 0; j < 15; j++) {
      for (int i = 0; i < 15; i++) {
        assertEquals(raw[i][j] / Math.sqrt(raw[i][i] * raw[j][j]) / 6, square[i][j], 1e-15);
      }
      assertEquals(1.0 / 6, square[j][j]);
      for (int i = 0; i < 5; i++) {
        double expected = rawCross[i][j] / Math.sqrt(own[i] * raw[j][j]) / 6;
        assertEquals(expected, cross.matrices().get(0).get(i, j), 1e-15);
      }
    }
    assertArrayEquals(
        new double[] {1. / 6, 1. / 6, 1. / 6, 1. / 6, 1. / 6}, cross.diagonals().get(0));
  }

  @Test
  void networksDoNotDependOnTheirNumber() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(20, 6, 4));
    double[][] one = Computed.square(raw(2, 12, 1, Parameterization.NTK), x);
    double[][] three = Computed.square(raw(2, 12, 3, Parameterization.NTK), x);
    double[][] values = TestData.values(x);
    double[][] others = new double[20][20];
    for (int k = 1; k < 3; k++) {
      double[][] j = jacobian(raw(2, 12, 1, Parameterization.NTK), k, values);
      others = Dense.combine(1, others, 1, Dense.times(j, Dense.transpose(j)));
    }
    double[][] mean = Dense.combine(1 / 3., one, 1 / 3., others);
    assertTrue(Dense.distance(mean, three) < 1e-14);
    assertTrue(Dense.distance(one, three) > 0.01, "the networks differ");
  }

  /** Compares the weights with a second implementation of the documented generator. */
  @Test
  void weightsFollowFromTheSeedAsDocumented() {
    EmpiricalNeuralTangentKernel kernel = raw(2, 5, 1, Parameterization.NTK);
    Network network = Network.draw(kernel, 3, 4, Execution.quiet());
    for (int j = 0; j < 4; j++) {
      assertArrayEquals(documented(7, 3, 1, j, 5), network.hidden()[0].columnValues(j));
    }
    for (int j = 0; j < 5; j++) {
      assertArrayEquals(documented(7, 3, 2, j, 5), network.hidden()[1].columnValues(j));
    }
    assertArrayEquals(documented(7, 3, 3, 0, 5), network.output());
  }

  private static double[] documented(long seed, int network, int layer, int unit, int count) {
    long golden = 0x9e3779b97f4a7c15L;
    long state = seed;
    for (long step : new long[] {network + 1, layer, unit + 1}) {
      // The first output of a SplittableRandom of seed s is mix(s + golden).
      state = new SplittableRandom(state + golden * (step - 1)).nextLong();
    }
    SplittableRandom random = new SplittableRandom(state);
    double[] deviates = new double[count + 1];
    for (int k = 0; k < count; ) {
      double u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      double square = u * u + v * v;
      if (square < 1 && square > 0) {
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        deviates[k++] = u * factor;
        deviates[k++] = v * factor;
      }
    }
    return java.util.Arrays.copyOf(deviates, count);
  }

  @Test
  void weightsAreStandardNormalAndUncorrelatedBetweenColumns() {
    EmpiricalNeuralTangentKernel kernel = raw(2, 1000, 1, Parameterization.NTK);
    Matrix weights = Network.draw(kernel, 0, 1000, Execution.quiet()).hidden()[0];
    double[] moments = new double[4];
    double neighbours = 0;
    for (int k = 0; k < weights.data().length; k++) {
      double w = weights.data()[k];
      for (int m = 0; m < 4; m++) {
        moments[m] += Math.pow(w, m + 1) / 1e6;
      }
      neighbours += k < 1000 ? 0 : w * weights.data()[k - 1000] / 1e6;
    }
    assertArrayEquals(new double[] {0, 1, 0, 3}, moments, 0.03);
    assertEquals(0, neighbours, 0.004);
  }

  @Test
  void theSeedDecidesAndThreadsDoNot() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(300, 20, 6));
    EmpiricalNeuralTangentKernel kernel = new EmpiricalNeuralTangentKernel(2, 30, 2, 1);
    double[][] results = new double[3][];
    int[] counts = {1, 2, 5};
    for (int k = 0; k < 3; k++) {
      results[k] = Computed.onThreads(counts[k], kernel, x, Precision.DOUBLE).data();
    }
    assertArrayEquals(results[0], results[1]);
    assertArrayEquals(results[0], results[2]);
    double[][] other = Computed.square(new EmpiricalNeuralTangentKernel(2, 30, 2, 2), x);
    assertNotEquals(results[0][1], other[1][0]);
  }

  @Test
  void aRowOfZerosHasAKernelOfZeros() {
    double[][] rows = {{1, -2, 0, 4}, {-1, 2, 1, 0}, {0, 0, 0, 0}, {0, 0, -1, -4}};
    StandardizedGenotypes x = TestData.centred(Dense.matrix(rows));
    EmpiricalNeuralTangentKernel kernel = new EmpiricalNeuralTangentKernel(2, 10, 1, 1);
    assertArrayEquals(new double[4], Computed.square(kernel, x)[2]);
    Kernels.Cross cross = Computed.crossed(x, x, kernel);
    assertArrayEquals(new double[] {1, 1, 0, 1}, cross.diagonals().get(0));
    assertEquals(0, cross.fresh().squaredNorms()[2]);
  }

  @Test
  void itIsComputedTogetherWithPairwiseKernels() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(20, 8, 7));
    EmpiricalNeuralTangentKernel empirical = new EmpiricalNeuralTangentKernel(1, 10, 1, 1);
    Kernels.Trained trained =
        Computed.trained(x, new AdditiveKernel(), empirical, new NeuralTangentKernel(1));
    assertEquals(
        List.of("additive", "ntk", "ntk"), trained.kernels().stream().map(Kernel::name).toList());
    double[][] alone = Computed.square(empirical, x);
    assertEquals(0, Dense.distance(alone, Dense.of(trained.matrices().get(1))));
    double[][] exact = Computed.square(new NeuralTangentKernel(1), x);
    assertEquals(0, Dense.distance(exact, Dense.of(trained.matrices().get(2))));
    Kernels.Cross cross = Computed.crossed(x, x, empirical, new AdditiveKernel());
    assertTrue(Dense.distance(alone, Dense.of(cross.matrices().get(0))) < 1e-14);
    assertArrayEquals(new AdditiveKernel().diagonal(trained.people()), cross.diagonals().get(1));
  }

  @Test
  void optionsOutsideTheirRangesAreRefused() {
    for (int[] options :
        new int[][] {
          {0, 5, 1}, {AngularKernel.MAX_DEPTH + 1, 5, 1}, {1, 0, 1}, {1, 30_001, 1}, {1, 5, 0}
        }) {
      assertThrows(
          InvalidInput.class,
          () -> new EmpiricalNeuralTangentKernel(options[0], options[1], options[2], 1));
    }
    assertThrows(InvalidInput.class, () -> Parameterization.named("mup"));
    assertEquals(Parameterization.STANDARD, Parameterization.named("standard"));
  }

  @Test
  void cancellingStopsIt() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(60, 30, 8));
    assertThrows(
        Cancelled.class,
        () -> Computed.cancelled(new EmpiricalNeuralTangentKernel(2, 10, 1, 1), x));
  }
}
