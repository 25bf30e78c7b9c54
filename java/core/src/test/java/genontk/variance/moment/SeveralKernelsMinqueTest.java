package genontk.variance.moment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.variance.KernelsCase;
import genontk.variance.VarianceMethod;
import genontk.variance.component.VarianceComponents;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeveralKernelsMinqueTest {

  private static final int N = 24;

  private static double[] weights(KernelsCase data, VarianceMethod method) {
    double[] weights = new double[data.components()];
    double[] scales = data.scales();
    for (int k = 0; k < weights.length; k++) {
      boolean counts = method == VarianceMethod.MINQUE1 || k == weights.length - 1;
      weights[k] = counts ? 1 / scales[k] : 0;
    }
    return weights;
  }

  @ParameterizedTest
  @CsvSource({"MINQUE0, 1, 1", "MINQUE0, 3, 2", "MINQUE1, 1, 1", "MINQUE1, 3, 2"})
  void theUnconstrainedEstimateSolvesTheDefinition(VarianceMethod method, int q, long seed) {
    KernelsCase data = KernelsCase.of(N, q, seed, 1, 2, 1);
    double[][] p = data.projection(weights(data, method));
    double[] solution = Dense.times(Dense.inverse(data.traces(p)), data.forms(p));
    VarianceComponents fit = data.estimate(method, true).variances();
    assertArrayEquals(solution, fit.unconstrained(), 1e-9);
  }

  /** The regression of all n^2 entries of rr' on those of P_0 K_k P_0 and P_0, no intercept. */
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "2, 3"})
  void minque0IsTheHasemanElstonRegressionOfAllEntries(int q, long seed) {
    KernelsCase data = KernelsCase.of(N, q, seed, 1, 2, 1, 1);
    double[][] p0 = Dense.contrasts(data.design());
    double[] r = Dense.times(p0, data.y());
    int count = data.components();
    double[][][] x = new double[count][][];
    for (int k = 0; k < count; k++) {
      x[k] = Dense.times(p0, data.term(k), p0);
    }
    double[][] moments = new double[count][count];
    double[] right = new double[count];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        for (int a = 0; a < count; a++) {
          right[a] += x[a][i][j] * r[i] * r[j];
          for (int b = 0; b < count; b++) {
            moments[a][b] += x[a][i][j] * x[b][i][j];
          }
        }
      }
    }
    double[] regression = Dense.times(Dense.inverse(moments), right);
    MomentEstimate estimate = MomentEstimate.of(data.terms(), true);
    assertArrayEquals(regression, estimate.unconstrained(), 1e-9);
    assertArrayEquals(
        estimate.estimate(),
        data.estimate(VarianceMethod.MINQUE0, true).variances().estimate(),
        1e-12);
  }

  /** S^-1 C S^-1, C_ij = 2 tr(P V_i P V P V_j P V), V at the constrained estimate. */
  @ParameterizedTest
  @CsvSource({"MINQUE0, 1, 1", "MINQUE0, 3, 2", "MINQUE1, 1, 1", "MINQUE1, 3, 2"})
  void standardErrorsAreTheSandwichAtTheEstimate(VarianceMethod method, int q, long seed) {
    KernelsCase data = KernelsCase.of(N, q, seed, 1, 2, 1);
    VarianceComponents fit = data.estimate(method, true).variances();
    double[][] p = data.projection(weights(data, method));
    double[][] v = data.covariance(fit.estimate());
    int count = data.components();
    double[][] filling = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        filling[i][j] =
            2
                * Dense.trace(
                    Dense.times(
                        Dense.times(Dense.times(p, data.term(i), p), v),
                        Dense.times(Dense.times(p, data.term(j), p), v)));
      }
    }
    double[][] bread = Dense.inverse(data.traces(p));
    double[][] covariance = Dense.times(bread, filling, bread);
    assertTrue(
        Dense.distance(covariance, Dense.of(fit.covariance())) < 1e-9 * Dense.largest(covariance));
    assertEquals(Dense.restrictedLikelihood(v, data.design(), data.y()), fit.logLikelihood(), 1e-9);
  }

  /**
   * min (s - s_0)'S(s - s_0) over s >= 0: by the conditions of the minimum, which are sufficient.
   */
  @ParameterizedTest
  @CsvSource({
    "MINQUE0, 3, 2, 0, 1",
    "MINQUE0, 4, 0, 2, 1",
    "MINQUE1, 5, 0, 0, 1",
    "MINQUE1, 7, 3, 0, .2",
    "MINQUE0, 11, 3, 3, .01"
  })
  void negativeComponentsAreProjected(
      VarianceMethod method, long seed, double first, double second, double residual) {
    KernelsCase data = KernelsCase.of(N, 2, seed, first, second, residual);
    VarianceComponents fit = data.estimate(method, true).variances();
    double[] free = fit.unconstrained();
    assertTrue(Arrays.stream(free).anyMatch(s -> s < 0), () -> Arrays.toString(free));
    double[][] s = data.traces(data.projection(weights(data, method)));
    double[] away = new double[3];
    Arrays.setAll(away, k -> fit.estimate()[k] - free[k]);
    double[] slope = Dense.times(s, away);
    double scale = Dense.largest(s) * Dense.largest(new double[][] {free});
    for (int k = 0; k < 3; k++) {
      assertTrue(fit.estimate()[k] >= 0);
      assertEquals(fit.estimate()[k] == 0, fit.boundary()[k]);
      assertTrue(slope[k] >= -1e-10 * scale, "no descent inwards");
      assertEquals(0, slope[k] * fit.estimate()[k], 1e-10 * scale * scale);
    }
  }

  @Test
  void iteratedMinqueIsRemlWhereBothAreInside() {
    int inside = 0;
    for (long seed = 1; seed <= 30; seed++) {
      KernelsCase data = KernelsCase.of(40, 2, seed, 1, 1, 1);
      VarianceComponents reml = data.fit(true);
      if (Arrays.stream(reml.estimate()).allMatch(s -> s > 0)) {
        inside++;
        VarianceComponents iterated = data.estimate(VarianceMethod.IMINQUE, true).variances();
        double total = Arrays.stream(reml.estimate()).sum();
        for (int k = 0; k < 3; k++) {
          assertEquals(reml.estimate()[k], iterated.estimate()[k], 1e-8 * total);
          assertEquals(reml.standardError(k), iterated.standardError(k), 1e-6 * total);
        }
        assertEquals(reml.logLikelihood(), iterated.logLikelihood(), 1e-9);
        assertTrue(iterated.convergence().gradientNorm() < 1e-8);
        assertTrue(Math.abs(iterated.convergence().likelihoodChange()) < 1e-12);
      }
    }
    assertTrue(inside >= 5, inside + " examples are inside");
  }
}
