package genontk.variance.reml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.KernelsCase;
import genontk.variance.VarianceMethod;
import genontk.variance.component.VarianceComponents;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several kernels that are fitted though one is no covariance, and those that are refused. */
class RefusedKernelsTest {

  private static final int N = 16;

  /**
   * GCTA's relationship matrix has such eigenvalues where genotypes are missing; V has none at the
   * estimate.
   */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 1, 1", "3, 2, .5", "4, .2, 1", "5, 3, .3", "6, 4, .1", "7, 0, 1"})
  void slightlyNegativeEigenvaluesAreAcceptedWhereTheCovarianceHasNone(
      long seed, double genetic, double residual) {
    KernelsCase whole = KernelsCase.of(N, 2, seed, genetic, 1, residual);
    double[][] p0 = Dense.contrasts(whole.design());
    double[] way = Dense.times(p0, TestData.normal(N, seed + 40));
    double square = Dense.dot(way, way);
    double[][] out =
        Dense.combine(
            1,
            Dense.identity(N),
            -1 / square,
            Dense.times(Dense.column(way), Dense.transpose(Dense.column(way))));
    double[][] singular = Dense.times(out, whole.kernels()[0], out);
    double[][] slight =
        Dense.combine(
            1,
            singular,
            -0.1 / square,
            Dense.times(Dense.column(way), Dense.transpose(Dense.column(way))));
    KernelsCase one = new KernelsCase(new double[][][] {slight}, whole.design(), whole.y());
    KernelsCase two =
        new KernelsCase(new double[][][] {slight, whole.kernels()[1]}, whole.design(), whole.y());
    for (KernelsCase data : List.of(one, two)) {
      VarianceComponents fit = data.estimate(VarianceMethod.REML, true).variances();
      assertEquals(data.likelihood(fit.estimate()), fit.logLikelihood(), 1e-9);
      TestData.choleskyRoot(data.covariance(fit.estimate()));
      double[] score = data.score(fit.estimate());
      for (int k = 0; k < fit.estimate().length; k++) {
        boolean zero = fit.estimate()[k] == 0;
        assertEquals(0, zero ? Math.max(0, score[k]) : score[k], 1e-6, "component " + k);
        assertTrue(fit.lower()[k] <= fit.estimate()[k] && fit.estimate()[k] <= fit.upper()[k]);
      }
      double[] share = fit.heritability().upper();
      assertTrue(Arrays.stream(share).allMatch(h2 -> h2 <= 1), Arrays.toString(share));
    }
  }

  /** Kernels with slightly negative eigenvalues are fitted. */
  @Test
  void kernelsWithEigenvaluesFarBelowZeroAreRefused() {
    double[][] design = TestData.design(N, 2, 1);
    double[][] good = TestData.kernel(N, 30, 1);
    double[] way = Dense.times(Dense.contrasts(design), TestData.normal(N, 4));
    double square = Dense.dot(way, way);
    double[][] outer = Dense.times(Dense.column(way), Dense.transpose(Dense.column(way)));
    double[][] flat = Dense.times(Dense.contrasts(design), good, Dense.contrasts(design));
    double[][] left =
        Dense.combine(1, Dense.identity(N), -1 / square, Dense.combine(1, outer, 0, outer));
    double[][] singular = Dense.times(left, flat, left);
    double[] y = TestData.normal(N, 5);
    for (double share : new double[] {-1e-9, 1e-3, 0.9}) {
      double[][] other = Dense.combine(1, singular, -share / square, outer);
      KernelsCase data = new KernelsCase(new double[][][] {good, other}, design, y);
      if (share < 0.1) {
        data.estimate(VarianceMethod.REML, true);
      } else {
        assertThrows(NotPositiveDefinite.class, () -> data.estimate(VarianceMethod.REML, true));
      }
    }
    KernelsCase negative =
        new KernelsCase(new double[][][] {good, Dense.combine(-1, good, 0, good)}, design, y);
    for (VarianceMethod method : VarianceMethod.values()) {
      assertThrows(NotPositiveDefinite.class, () -> negative.estimate(method, true));
    }
  }

  private static void assertRefused(List<Matrix> kernels, double[] y) {
    for (VarianceMethod method : VarianceMethod.values()) {
      assertThrows(
          InvalidInput.class,
          () ->
              method.estimate(
                  kernels,
                  TestData.fixed(TestData.design(N, 2, 1)),
                  y,
                  true,
                  TestData.algebra(),
                  Execution.quiet()),
          method.label());
    }
  }

  @Test
  void dataThatCannotBeSplitAreRefused() {
    KernelsCase data = KernelsCase.of(N, 2, 1, 1, 1, 1);
    Matrix good = data.matrices().get(0);
    double[] constant = new double[N];
    Arrays.fill(constant, 3);
    assertRefused(List.of(good, Dense.matrix(TestData.kernel(N + 1, 30, 1))), data.y());
    assertRefused(List.of(good, Matrix.zeros(N, N)), data.y());
    assertRefused(List.of(good, Dense.matrix(Dense.constant(N, 2))), data.y());
    assertRefused(List.of(good, Matrix.identity(N)), data.y());
    assertRefused(List.of(), data.y());
    assertRefused(data.matrices(), constant);
    assertRefused(data.matrices(), new double[N + 1]);
  }
}
