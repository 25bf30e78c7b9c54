package genontk.mixed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.design.Records;
import genontk.error.NotPositiveDefinite;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import genontk.variance.solution.ModelSolver;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlupTest {

  private static final int N = 18;
  private static final double S = 1.3;
  private static final double E = 0.8;

  private record Case(double[][] kernel, double[][] design, double[] y) {

    static Case of(int q, int rank) {
      double[][] kernel = TestData.kernel(N, rank, 31);
      double[][] design = TestData.design(N, q, 32);
      return new Case(kernel, design, TestData.trait(kernel, design, 2, 1, 33));
    }

    Blup fit(double genetic, double residual) {
      return Blup.of(
          ModelSolver.at(
              List.of(Dense.matrix(kernel)),
              Records.oneEach(N),
              TestData.fixed(design),
              y,
              new double[] {genetic, residual},
              TestData.algebra(),
              Execution.quiet()),
          y);
    }

    double[][] covariance() {
      return Dense.covariance(kernel, S, E);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void effectsAreThoseOfTheirDefinitions(int q) {
    Case data = Case.of(q, 25);
    Blup fit = data.fit(S, E);
    double[][] z = data.design;
    double[][] inverse = Dense.inverse(data.covariance());
    double[][] covariance = Dense.inverse(Dense.times(Dense.transpose(z), inverse, z));
    double[] b =
        Dense.times(covariance, Dense.times(Dense.times(Dense.transpose(z), inverse), data.y));
    double[] left = new double[N];
    double[] zb = Dense.times(z, b);
    Arrays.setAll(left, i -> data.y[i] - zb[i]);
    double[] dual = Dense.times(inverse, left);
    double[] random = Dense.times(data.kernel, dual);
    double[] fitted = new double[N];
    double[] residuals = new double[N];
    for (int i = 0; i < N; i++) {
      random[i] *= S;
      fitted[i] = zb[i] + random[i];
      residuals[i] = data.y[i] - fitted[i];
    }
    assertArrayEquals(b, fit.fixedEffects(), 1e-10);
    assertTrue(
        Dense.distance(covariance, Dense.of(fit.fixedEffectsCovariance()))
            < 1e-11 * Dense.largest(covariance));
    assertArrayEquals(dual, fit.dual(), 1e-11);
    assertArrayEquals(random, fit.randomEffects(), 1e-11);
    assertArrayEquals(fitted, fit.fitted(), 1e-10);
    assertArrayEquals(residuals, fit.residuals(), 1e-10);
  }

  /** [Z'Z, Z'; Z, I + (s_e/s_g) K^-1] [b; g] = [Z'y; y]. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void effectsSolveHendersonsEquations(int q) {
    Case data = Case.of(q, 30);
    double[][] inverse = Dense.inverse(data.kernel);
    int size = q + N;
    double[][] left = new double[size][size];
    double[] right = new double[size];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < q; j++) {
        left[j][q + i] = data.design[i][j];
        left[q + i][j] = data.design[i][j];
        right[j] += data.design[i][j] * data.y[i];
        for (int k = 0; k < q; k++) {
          left[j][k] += data.design[i][j] * data.design[i][k];
        }
      }
      for (int k = 0; k < N; k++) {
        left[q + i][q + k] = (i == k ? 1 : 0) + E / S * inverse[i][k];
      }
      right[q + i] = data.y[i];
    }
    double[] solution = Dense.times(Dense.inverse(left), right);
    Blup fit = data.fit(S, E);
    assertArrayEquals(Arrays.copyOf(solution, q), fit.fixedEffects(), 1e-8);
    assertArrayEquals(Arrays.copyOfRange(solution, q, size), fit.randomEffects(), 1e-8);
  }

  /** PEV = s k_cc - s^2 k_c'P k_c on the kernel centred by all training people. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void accuracyIsThatOfTheCentredKernel(int q) {
    for (int rank : new int[] {6, 40}) {
      Case data = Case.of(q, rank);
      double[][] centred = Dense.centred(data.kernel);
      double[][] p = Dense.projection(data.covariance(), data.design);
      double[][] explained = Dense.times(centred, p, Dense.transpose(centred));
      Blup fit = data.fit(S, E);
      for (int i = 0; i < N; i++) {
        double prior = S * centred[i][i];
        double pev = prior - S * S * explained[i][i];
        assertEquals(pev, fit.predictionErrorVariance()[i], 1e-11);
        assertEquals(1 - pev / prior, fit.reliability()[i], 1e-10);
        assertTrue(fit.reliability()[i] > 0 && fit.reliability()[i] < 1);
      }
    }
  }

  /** Henderson's PEV is var(g* - g), here by simulation from the model itself. */
  @Test
  void pevIsTheVarianceOfTheErrorInSimulation() {
    Case data = Case.of(3, 40);
    double[][] root = TestData.choleskyRoot(data.kernel);
    double[][] none = new double[N][0];
    int replicates = 4000;
    double[] squares = new double[N];
    double[] pev = null;
    for (int k = 0; k < replicates; k++) {
      double[] g = TestData.traitFromRoot(root, none, S, 0, 10_000L + k);
      double[] y = TestData.traitFromRoot(root, data.design, S, E, 10_000L + k);
      Blup fit = new Case(data.kernel, data.design, y).fit(S, E);
      pev = fit.predictionErrorVariance();
      double mean = 0;
      for (int i = 0; i < N; i++) {
        mean += (fit.randomEffects()[i] - g[i]) / N;
      }
      for (int i = 0; i < N; i++) {
        squares[i] += Math.pow(fit.randomEffects()[i] - g[i] - mean, 2) / replicates;
      }
    }
    for (int i = 0; i < N; i++) {
      assertEquals(pev[i], squares[i], 5 * pev[i] * Math.sqrt(2.0 / replicates), "person " + i);
    }
  }

  @Test
  void aConstantInTheKernelDoesNotChangeAccuracy() {
    Case data = Case.of(1, 40);
    double[][] shifted = Dense.combine(1, data.kernel, 3, Dense.constant(N, 1));
    Blup fit = data.fit(S, E);
    Blup other = new Case(shifted, data.design, data.y).fit(S, E);
    assertArrayEquals(fit.predictionErrorVariance(), other.predictionErrorVariance(), 1e-10);
    assertArrayEquals(fit.reliability(), other.reliability(), 1e-10);
    assertArrayEquals(fit.fitted(), other.fitted(), 1e-10);
  }

  @Test
  void withoutGeneticVarianceTheFitIsLeastSquares() {
    Case data = Case.of(3, 25);
    Blup fit = data.fit(0, 2);
    double[][] z = data.design;
    double[][] inverse = Dense.inverse(Dense.times(Dense.transpose(z), z));
    assertArrayEquals(
        Dense.times(inverse, Dense.times(Dense.transpose(z), data.y)), fit.fixedEffects(), 1e-10);
    assertTrue(
        Dense.distance(
                Dense.combine(2, inverse, 0, inverse), Dense.of(fit.fixedEffectsCovariance()))
            < 1e-12);
    assertArrayEquals(new double[N], fit.randomEffects(), Double.MIN_VALUE);
    assertArrayEquals(new double[N], fit.reliability(), Double.MIN_VALUE);
    assertArrayEquals(new double[N], fit.predictionErrorVariance(), Double.MIN_VALUE);
  }

  @Test
  void withoutResidualVarianceTheFitInterpolates() {
    Case data = Case.of(1, 40);
    Blup fit = data.fit(2, 0);
    assertArrayEquals(data.y, fit.fitted(), 1e-12);
    Case singular = Case.of(1, 6);
    assertThrows(NotPositiveDefinite.class, () -> singular.fit(2, 0));
  }

  @Test
  void permutingPeoplePermutesTheFit() {
    Case data = Case.of(3, 25);
    int[] order = TestData.permutation(N, 3);
    Case permuted =
        new Case(
            Dense.select(data.kernel, order, order),
            Dense.select(data.design, order, Dense.range(3)),
            Dense.select(data.y, order));
    Blup fit = data.fit(S, E);
    Blup other = permuted.fit(S, E);
    assertArrayEquals(Dense.select(fit.fitted(), order), other.fitted(), 1e-10);
    assertArrayEquals(Dense.select(fit.randomEffects(), order), other.randomEffects(), 1e-10);
    assertArrayEquals(Dense.select(fit.reliability(), order), other.reliability(), 1e-10);
    assertArrayEquals(fit.fixedEffects(), other.fixedEffects(), 1e-9);
  }

  @Test
  void aModelIsFittedAtItsEstimates() {
    Case data = Case.of(3, 25);
    LinearMixedModel.Fit fit =
        new LinearMixedModel(VarianceMethod.REML, true)
            .fit(
                List.of(Dense.matrix(data.kernel)),
                TestData.fixed(data.design),
                data.y,
                TestData.algebra(),
                Execution.quiet());
    Blup expected = data.fit(fit.variances().genetic(0), fit.variances().residual());
    assertArrayEquals(expected.fitted(), fit.blup().fitted(), 1e-12);
    assertArrayEquals(expected.dual(), fit.blup().dual(), 1e-12);
  }
}
