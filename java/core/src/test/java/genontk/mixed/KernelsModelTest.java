package genontk.mixed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.design.FixedEffects;
import genontk.error.InvalidInput;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import genontk.variance.component.Intervals;
import genontk.variance.component.VarianceComponents;
import genontk.variance.onekernel.Minque;
import genontk.variance.onekernel.Reml;
import genontk.variance.onekernel.RestrictedSpectrum;
import genontk.variance.onekernel.VarianceEstimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KernelsModelTest {

  private static final int N = 24;

  private record Case(double[][][] kernels, double[][] design, double[] y) {

    static Case of(int kernels, int q, int rank, long seed) {
      double[][][] k = new double[kernels][][];
      double[][] design = TestData.design(N, q, seed);
      double[] y = TestData.trait(Dense.identity(N), design, 0, 1, seed + 1);
      for (int i = 0; i < kernels; i++) {
        k[i] = TestData.kernel(N, rank + 5 * i, seed + 10 * (i + 1));
        double[] g = TestData.trait(k[i], new double[N][0], 1 + i, 0, seed + 100 * (i + 1));
        Arrays.setAll(y, j -> y[j] + g[j]);
      }
      return new Case(k, design, y);
    }

    LinearMixedModel.Fit fit(VarianceMethod method) {
      return fit(new LinearMixedModel(method, true));
    }

    LinearMixedModel.Fit fit(LinearMixedModel model) {
      List<Matrix> matrices = new ArrayList<>();
      for (double[][] kernel : kernels) {
        matrices.add(Dense.matrix(kernel));
      }
      FixedEffects fixed = TestData.fixed(design);
      LinearMixedModel.Fit fit =
          model.fit(matrices, fixed, y, TestData.algebra(), Execution.quiet());
      for (int k = 0; k < kernels.length; k++) {
        assertEquals(0, Dense.distance(kernels[k], Dense.of(matrices.get(k))), "not modified");
      }
      return fit;
    }
  }

  /** Computes every effect and accuracy from explicit matrices, per component and in total. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 30, 1",
    "1, 3, 6, 2",
    "2, 1, 30, 3",
    "2, 3, 28, 4",
    "3, 2, 30, 5",
    "4, 2, 12, 6",
    "2, 2, 30, 7"
  })
  void effectsAndAccuracyAreThoseOfTheirDefinitions(int count, int q, int rank, long seed) {
    Case data = Case.of(count, q, rank, seed);
    for (VarianceMethod method : VarianceMethod.values()) {
      LinearMixedModel.Fit fit = data.fit(method);
      double[] s = fit.variances().estimate();
      double[][] sum = new double[N][N];
      for (int k = 0; k < count; k++) {
        sum = Dense.combine(1, sum, s[k], data.kernels[k]);
      }
      double[][] v = Dense.covariance(sum, 1, s[count]);
      double[][] p = Dense.projection(v, data.design);
      double[] dual = Dense.times(p, data.y);
      Blup blup = fit.blup();
      double scale = Dense.largest(new double[][] {dual});
      assertArrayEquals(dual, blup.dual(), 1e-8 * scale);
      double[][] z = data.design;
      double[][] covariance = Dense.inverse(Dense.times(Dense.transpose(z), Dense.inverse(v), z));
      double[] b = Dense.times(covariance, Dense.times(Dense.transpose(z), solve(v, data.y)));
      assertArrayEquals(b, blup.fixedEffects(), 1e-7);
      assertTrue(
          Dense.distance(covariance, Dense.of(blup.fixedEffectsCovariance()))
              < 1e-8 * Dense.largest(covariance));
      for (int k = 0; k < count; k++) {
        double[][] own = Dense.combine(s[k], data.kernels[k], 0, data.kernels[k]);
        assertEffects(own, p, dual, blup.components().get(k), method + ", component " + k);
      }
      assertEffects(sum, p, dual, blup.total(), method + ", total");
      double[] fitted = Dense.times(z, b);
      Arrays.setAll(fitted, i -> fitted[i] + blup.total().values()[i]);
      assertArrayEquals(fitted, blup.fitted(), 1e-7);
    }
  }

  private static double[] solve(double[][] v, double[] y) {
    return Dense.times(Dense.inverse(v), y);
  }

  private static void assertEffects(
      double[][] own, double[][] p, double[] dual, RandomEffects effects, String where) {
    double[][] centred = Dense.centred(own);
    double[][] explained = Dense.centred(Dense.times(own, p, own));
    assertArrayEquals(Dense.times(own, dual), effects.values(), 1e-8, where);
    for (int i = 0; i < N; i++) {
      double pev = Math.max(0, centred[i][i] - explained[i][i]);
      double scale = centred[i][i] + 1e-12;
      assertEquals(pev, effects.predictionErrorVariance()[i], 1e-8 * scale, where);
      double reliability = centred[i][i] > 0 ? 1 - pev / centred[i][i] : 0;
      assertEquals(reliability, effects.reliability()[i], 1e-8, where);
    }
  }

  /** Fits one kernel by its tridiagonal form and by its eigenvectors. */
  @ParameterizedTest
  @EnumSource(VarianceMethod.class)
  void oneKernelIsFittedAlikeByBothRoutes(VarianceMethod method) {
    for (long seed = 1; seed <= 12; seed++) {
      Case data = Case.of(1, 1 + (int) seed % 3, seed % 2 == 0 ? 30 : 12, seed);
      for (boolean constrain : new boolean[] {true, false}) {
        LinearMixedModel model = new LinearMixedModel(method, constrain);
        RestrictedSpectrum spectrum = TestData.spectrum(data.kernels[0], data.design);
        VarianceComponents slow;
        VarianceComponents fast;
        try {
          slow = byEigenvectors(method, constrain).estimate(spectrum, data.y);
          fast = data.fit(model).variances();
        } catch (NotPositiveDefinite singular) {
          assertThrows(NotPositiveDefinite.class, () -> data.fit(model));
          continue;
        }
        double total = slow.genetic(0) + slow.residual();
        assertArrayEquals(slow.estimate(), fast.estimate(), 1e-9 * total);
        assertArrayEquals(slow.upper(), fast.upper(), 1e-6 * total);
        assertArrayEquals(slow.lower(), fast.lower(), 1e-6 * total);
        assertArrayEquals(slow.boundary(), fast.boundary());
        assertEquals(slow.logLikelihood(), fast.logLikelihood(), 1e-9);
      }
    }
  }

  private static VarianceEstimator byEigenvectors(VarianceMethod method, boolean constrain) {
    return switch (method) {
      case REML -> new Reml(constrain);
      case MINQUE0 -> new Minque(Minque.Prior.RESIDUAL, constrain);
      case MINQUE1 -> new Minque(Minque.Prior.EQUAL, constrain);
      case IMINQUE -> new Minque(Minque.Prior.ITERATED, constrain);
    };
  }

  /** The kernel is centred, so one right-hand side holds only rounding errors. */
  @Test
  void iterationLeavesSolvedRightSidesAlone() {
    Case data = Case.of(1, 1, 30, 4);
    double[][][] centred = {Dense.centred(data.kernels[0])};
    Case other = new Case(centred, TestData.design(N, 1, 5), data.y);
    LinearMixedModel.Fit quick =
        other.fit(new LinearMixedModel(VarianceMethod.MINQUE0, true, false, Intervals.WALD));
    LinearMixedModel.Fit whole = other.fit(new LinearMixedModel(VarianceMethod.MINQUE0, true));
    assertArrayEquals(whole.blup().fitted(), quick.blup().fitted(), 1e-7);
  }

  /** Without accuracy no matrix is factored, and all other results are the same. */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "2, 1", "2, 2"})
  void momentsAloneGiveTheSameEffectsByIteration(int kernels, int q) {
    for (long seed = 1; seed <= 6; seed++) {
      Case data = Case.of(kernels, q, 30, seed);
      LinearMixedModel.Fit whole = data.fit(new LinearMixedModel(VarianceMethod.MINQUE0, true));
      LinearMixedModel.Fit quick =
          data.fit(new LinearMixedModel(VarianceMethod.MINQUE0, true, false, Intervals.WALD));
      VarianceComponents expected = whole.variances();
      assertArrayEquals(expected.estimate(), quick.variances().estimate(), 1e-9);
      assertArrayEquals(expected.unconstrained(), quick.variances().unconstrained(), 1e-9);
      assertArrayEquals(expected.boundary(), quick.variances().boundary());
      assertArrayEquals(
          expected.heritability().estimate(), quick.variances().heritability().estimate(), 1e-9);
      assertTrue(Double.isNaN(quick.variances().standardError(0)));
      assertArrayEquals(whole.blup().fitted(), quick.blup().fitted(), 1e-7);
      assertArrayEquals(whole.blup().fixedEffects(), quick.blup().fixedEffects(), 1e-7);
      assertArrayEquals(
          whole.blup().fixedEffectsCovariance().toArray(),
          quick.blup().fixedEffectsCovariance().toArray(),
          1e-7);
      assertArrayEquals(whole.blup().randomEffects(), quick.blup().randomEffects(), 1e-7);
      assertTrue(Double.isNaN(quick.blup().reliability()[0]));
    }
    assertThrows(
        InvalidInput.class,
        () -> new LinearMixedModel(VarianceMethod.REML, true, false, Intervals.WALD));
  }

  /** PEV is var(g* - g), per component and in total, at the true variances with their own P. */
  @Test
  void pevIsTheRealisedErrorVariance() {
    Case data = null;
    LinearMixedModel.Fit fit = null;
    double[] s = new double[3];
    for (long seed = 1; seed < 60 && !(s[0] > 0.1 && s[1] > 0.1 && s[2] > 0.1); seed++) {
      data = Case.of(2, 1, 40, seed);
      fit = data.fit(VarianceMethod.REML);
      s = fit.variances().estimate();
    }
    assertTrue(s[0] > 0.1 && s[1] > 0.1 && s[2] > 0.1, "the example is inside");
    double[][] first = Dense.combine(s[0], data.kernels[0], 0, data.kernels[0]);
    double[][] second = Dense.combine(s[1], data.kernels[1], 0, data.kernels[1]);
    double[][] p =
        Dense.projection(
            Dense.covariance(Dense.combine(1, first, 1, second), 1, s[2]), data.design);
    double[][] rootOfFirst = TestData.choleskyRoot(first);
    double[][] rootOfSecond = TestData.choleskyRoot(second);
    double residual = Math.sqrt(s[2]);
    double[][] squares = new double[2][N];
    int replicates = 4000;
    for (int k = 0; k < replicates; k++) {
      double[] g1 = Dense.times(rootOfFirst, TestData.normal(N, 3L * k));
      double[] g2 = Dense.times(rootOfSecond, TestData.normal(N, 3L * k + 1));
      double[] e = TestData.normal(N, 3L * k + 2);
      double[] y = new double[N];
      Arrays.setAll(y, i -> g1[i] + g2[i] + residual * e[i]);
      double[] dual = Dense.times(p, y);
      double[] own = Dense.times(first, dual);
      double[] other = Dense.times(second, dual);
      addSquares(squares[0], i -> own[i] - g1[i], replicates);
      addSquares(squares[1], i -> own[i] + other[i] - g1[i] - g2[i], replicates);
    }
    double relative = 5 * Math.sqrt(2.0 / replicates);
    for (int i = 0; i < N; i++) {
      double pev = fit.blup().components().get(0).predictionErrorVariance()[i];
      assertEquals(pev, squares[0][i], relative * pev, "component, person " + i);
      double total = fit.blup().total().predictionErrorVariance()[i];
      assertEquals(total, squares[1][i], relative * total, "total, person " + i);
    }
  }

  private static void addSquares(double[] squares, IntToDoubleFunction error, int replicates) {
    double mean = 0;
    for (int i = 0; i < N; i++) {
      mean += error.applyAsDouble(i) / N;
    }
    for (int i = 0; i < N; i++) {
      squares[i] += Math.pow(error.applyAsDouble(i) - mean, 2) / replicates;
    }
  }
}
