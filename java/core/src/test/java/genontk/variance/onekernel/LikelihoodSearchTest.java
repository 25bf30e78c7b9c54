package genontk.variance.onekernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.design.FixedEffects;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.Threads;
import genontk.variance.KernelsCase;
import genontk.variance.component.VarianceComponents;
import genontk.variance.solution.OneKernel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The highest likelihood where it has two modes, lies at a bound or has rounded eigenvalues. */
class LikelihoodSearchTest {

  private static VarianceComponents diagonal(double[] values, double[] eta) {
    RestrictedSpectrum spectrum =
        RestrictedSpectrum.of(
            Dense.matrix(Dense.diagonal(values)),
            FixedEffects.of(Matrix.zeros(values.length, 0), List.of()),
            TestData.algebra(),
            Execution.quiet());
    return new Reml(true).estimate(spectrum, eta);
  }

  /**
   * Few large eigenvalues make a mode at a small ratio of variances, many small ones a mode at a
   * large ratio.
   */
  @Test
  void theHigherOfTwoModesIsFound() {
    double[] values = new double[31];
    int[] highest = new int[2];
    for (double middle : new double[] {7.2, 8.4}) {
      double[] eta = new double[31];
      for (int i = 0; i < 31; i++) {
        values[i] = i < 8 ? 2e-4 : i < 25 ? 0.0475 : 9.9;
        eta[i] = i < 8 ? 1 : i < 25 ? middle : 8.8;
      }
      double best = Double.NEGATIVE_INFINITY;
      double at = 0;
      int modes = 0;
      double[] profile = new double[1601];
      for (int k = 0; k <= 1600; k++) {
        double ratio = Math.pow(10, -8 + k / 100.0);
        profile[k] = profile(values, eta, ratio);
        if (profile[k] > best) {
          best = profile[k];
          at = ratio;
        }
        if (k > 1 && profile[k - 1] > profile[k - 2] && profile[k - 1] > profile[k]) {
          modes++;
        }
      }
      assertEquals(2, modes, "the profile has two modes");
      VarianceComponents fit = diagonal(values, eta);
      assertEquals(at, fit.genetic(0) / fit.residual(), 0.03 * at);
      assertTrue(fit.logLikelihood() >= best);
      highest[at < 1 ? 0 : 1]++;
    }
    assertArrayEquals(new int[] {1, 1}, highest, "each mode was the higher one once");
  }

  /** Returns the likelihood of independent eta_i ~ N(0, r (ratio d_i + 1)), r profiled out. */
  private static double profile(double[] values, double[] eta, double ratio) {
    double squares = 0;
    double logs = 0;
    for (int i = 0; i < eta.length; i++) {
      double w = ratio * values[i] + 1;
      squares += eta[i] * eta[i] / w;
      logs += Math.log(w);
    }
    int m = eta.length;
    return -0.5 * (m * Math.log(2 * Math.PI * squares / m) + m + logs);
  }

  @Test
  void aKernelOfRankOneIsFitted() {
    double[] values = new double[12];
    values[11] = 5;
    double[] eta = TestData.normal(12, 4);
    eta[11] = 7;
    VarianceComponents fit = diagonal(values, eta);
    double residual = 0;
    for (int i = 0; i < 11; i++) {
      residual += eta[i] * eta[i] / 11;
    }
    assertEquals(residual, fit.residual(), 1e-10);
    assertEquals((49 - residual) / 5, fit.genetic(0), 1e-9);
  }

  /** The likelihood rises without limit towards a residual of zero, which is a bound too. */
  @Test
  void aTraitWithoutNoiseEndsAtTheBoundOfTheResidual() {
    double[] values = new double[12];
    double[] eta = new double[12];
    for (int i = 6; i < 12; i++) {
      values[i] = i - 5;
      eta[i] = Math.sqrt(values[i]) * (i % 2 == 0 ? 1.2 : -0.8);
    }
    VarianceComponents fit = diagonal(values, eta);
    assertArrayEquals(new boolean[] {false, true}, fit.boundary());
    assertEquals(1, fit.heritability().estimate()[0], 1e-6);
    assertEquals(0, fit.convergence().gradientNorm());
  }

  private static VarianceComponents tridiagonal(KernelsCase data) {
    return new Reml(true).estimate(OneKernel.problem(data.terms(), 0), Threads.of(2));
  }

  /** Kernels of full and of low rank, with one trait that ends at each bound. */
  @ParameterizedTest
  @CsvSource({"30, 40, 2, 1, 1", "30, 6, 2, 1, 2", "30, 40, 0, 1, 3", "40, 60, 3, .01, 4"})
  void aTridiagonalFormGivesWhatTheSpectrumGives(
      int n, int rank, double genetic, double residual, long seed) {
    double[][] kernel = TestData.kernel(n, rank, seed);
    double[][] design = TestData.design(n, 2, seed + 1);
    double[] y = TestData.trait(kernel, design, genetic, residual, seed + 2);
    VarianceComponents expected = new Reml(true).estimate(TestData.spectrum(kernel, design), y);
    VarianceComponents found = tridiagonal(new KernelsCase(new double[][][] {kernel}, design, y));
    assertArrayEquals(expected.estimate(), found.estimate(), 1e-8);
    assertArrayEquals(expected.unconstrained(), found.unconstrained(), 1e-7);
    assertArrayEquals(expected.boundary(), found.boundary());
    assertArrayEquals(expected.lower(), found.lower(), 1e-7);
    assertArrayEquals(expected.upper(), found.upper(), 1e-7);
    assertEquals(expected.logLikelihood(), found.logLikelihood(), 1e-9);
    double[][] covariance = Dense.of(expected.covariance());
    assertTrue(
        Dense.distance(covariance, Dense.of(found.covariance()))
            < 1e-8 * Dense.largest(covariance));
  }

  /** Single precision leaves eigenvalues of a kernel of rank 6 on both sides of zero. */
  @Test
  void aKernelInSinglePrecisionMayLeaveNoResidual() {
    double[][] kernel = TestData.kernel(30, 6, 5);
    double[][] design = TestData.design(30, 1, 6);
    double[] y = TestData.trait(kernel, design, 1, 0, 7);
    for (double[] row : kernel) {
      Arrays.setAll(row, j -> (float) row[j]);
    }
    KernelsCase data = new KernelsCase(new double[][][] {kernel}, design, y);
    assertTrue(OneKernel.problem(data.terms(), 0).forms().values()[0] == 0);
    VarianceComponents fit = tridiagonal(data);
    assertEquals(1, fit.heritability().estimate()[0], 1e-5);
    assertEquals(0, fit.convergence().gradientNorm(), 1e-6);
  }
}
