package genontk.mixed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import genontk.variance.component.VarianceComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares unequal residual variances and repeated records with V = E G E' + s_e W^-1, written out.
 */
class RecordsTest {

  private record Case(
      double[][][] kernels, Records records, double[][] design, double[][] incidence, double[] y) {

    static Case of(int kernels, int q, boolean repeated, boolean weighted, long seed) {
      int people = 16;
      int count = repeated ? 30 : people;
      int[] person = new int[count];
      Arrays.setAll(person, r -> r < people ? r : (r * 7) % 11);
      double[] weights = Arrays.stream(TestData.normal(count, seed)).map(Math::exp).toArray();
      double[][] incidence = new double[count][people];
      for (int r = 0; r < count; r++) {
        incidence[r][person[r]] = 1;
      }
      double[][] design = TestData.design(count, q, seed + 1);
      double[] y = TestData.trait(Dense.identity(count), design, 0, 3, seed + 2);
      double[][][] k = new double[kernels][][];
      for (int i = 0; i < kernels; i++) {
        k[i] = TestData.kernel(people, 30 + 5 * i, seed + 10 * (i + 1));
        double[] g =
            Dense.times(
                incidence,
                TestData.trait(k[i], new double[people][0], 1.5 + i, 0, seed + 100 * (i + 1)));
        Arrays.setAll(y, r -> y[r] + g[r]);
      }
      Records records = new Records(people, repeated ? person : null, weighted ? weights : null);
      return new Case(k, records, design, incidence, y);
    }

    LinearMixedModel.Fit fit(VarianceMethod method) {
      return fit(method, records);
    }

    LinearMixedModel.Fit fit(VarianceMethod method, Records records) {
      List<Matrix> matrices = new ArrayList<>();
      for (double[][] kernel : kernels) {
        matrices.add(Dense.matrix(kernel));
      }
      return new LinearMixedModel(method, true)
          .fit(
              matrices,
              records,
              fixed(records.scaled(Dense.matrix(design))),
              y,
              TestData.algebra(),
              Execution.quiet());
    }

    static FixedEffects fixed(Matrix design) {
      return TestData.fixed(Dense.of(design));
    }

    /** Returns W^-1. */
    double[][] noise() {
      double[] inverse = new double[y.length];
      Arrays.setAll(inverse, r -> 1 / records.weight(r));
      return Dense.diagonal(inverse);
    }

    double[][] ofRecords(double[][] kernel) {
      return Dense.times(incidence, kernel, Dense.transpose(incidence));
    }

    double[][] covariance(double[] s) {
      double[][] v = Dense.combine(s[kernels.length], noise(), 0, noise());
      for (int k = 0; k < kernels.length; k++) {
        v = Dense.combine(1, v, s[k], ofRecords(kernels[k]));
      }
      return v;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, true, false, 1",
    "1, 2, false, true, 2",
    "1, 3, true, true, 3",
    "2, 1, true, false, 4",
    "2, 3, false, true, 5",
    "2, 2, true, true, 6",
    "3, 2, true, true, 8"
  })
  void effectsAndAccuracyAreThoseOfTheirDefinitions(
      int count, int q, boolean repeated, boolean weighted, long seed) {
    Case data = Case.of(count, q, repeated, weighted, seed);
    for (VarianceMethod method : VarianceMethod.values()) {
      LinearMixedModel.Fit fit = data.fit(method);
      Blup blup = fit.blup();
      double[] s = fit.variances().estimate();
      double[][] v = data.covariance(s);
      double[][] p = Dense.projection(v, data.design);
      double[][] e = Dense.transpose(data.incidence);
      double[] dual = Dense.times(e, Dense.times(p, data.y));
      assertArrayEquals(dual, blup.dual(), 1e-7, method + "");
      double[][] z = data.design;
      double[][] covariance = Dense.inverse(Dense.times(Dense.transpose(z), Dense.inverse(v), z));
      double[] b =
          Dense.times(
              covariance, Dense.times(Dense.transpose(z), Dense.times(Dense.inverse(v), data.y)));
      assertArrayEquals(b, blup.fixedEffects(), 1e-7);
      assertTrue(
          Dense.distance(covariance, Dense.of(blup.fixedEffectsCovariance()))
              < 1e-8 * Dense.largest(covariance));
      double[][] explaining = Dense.times(e, p, data.incidence);
      double[][] sum = new double[data.records.people()][data.records.people()];
      for (int k = 0; k < count; k++) {
        double[][] own = Dense.combine(s[k], data.kernels[k], 0, data.kernels[k]);
        sum = Dense.combine(1, sum, 1, own);
        assertEffects(own, explaining, dual, blup.components().get(k));
      }
      assertEffects(sum, explaining, dual, blup.total());
      double[] fitted = Dense.times(z, b);
      double[] random = Dense.times(data.incidence, blup.total().values());
      Arrays.setAll(fitted, r -> fitted[r] + random[r]);
      assertArrayEquals(fitted, blup.fitted(), 1e-7);
      assertEquals(Dense.restrictedLikelihood(v, z, data.y), fit.variances().logLikelihood(), 1e-7);
    }
  }

  private static void assertEffects(
      double[][] own, double[][] explaining, double[] dual, RandomEffects effects) {
    assertArrayEquals(Dense.times(own, dual), effects.values(), 1e-7);
    double[][] prior = Dense.centred(own);
    double[][] explained = Dense.centred(Dense.times(own, explaining, own));
    for (int i = 0; i < own.length; i++) {
      double pev = Math.max(0, prior[i][i] - explained[i][i]);
      assertEquals(pev, effects.predictionErrorVariance()[i], 1e-8 * (prior[i][i] + 1e-4));
    }
  }

  /** No step along any component raises the likelihood of the records as they are. */
  @ParameterizedTest
  @CsvSource({"1, 11", "2, 12", "2, 16"})
  void remlIsTheMaximumOfTheLikelihoodOfTheRecords(int count, long seed) {
    Case data = Case.of(count, 2, true, true, seed);
    VarianceComponents fitted = data.fit(VarianceMethod.REML).variances();
    double best =
        Dense.restrictedLikelihood(data.covariance(fitted.estimate()), data.design, data.y);
    for (int k = 0; k <= count; k++) {
      for (double step : new double[] {-1e-3, 1e-3}) {
        double[] moved = fitted.estimate().clone();
        moved[k] = Math.max(0, moved[k] + step);
        double value = Dense.restrictedLikelihood(data.covariance(moved), data.design, data.y);
        assertTrue(value <= best + 1e-9, "component " + k);
      }
    }
  }

  /** MINQUE(0) by its definition, V_0 = W^-1. */
  @Test
  void minqueTakesTheWeightsForItsResidualPrior() {
    Case data = Case.of(2, 2, true, true, 21);
    double[][] p = Dense.projection(data.noise(), data.design);
    double[][][] terms = {
      data.ofRecords(data.kernels[0]), data.ofRecords(data.kernels[1]), data.noise()
    };
    double[] py = Dense.times(p, data.y);
    double[][] s = new double[3][3];
    double[] u = new double[3];
    for (int i = 0; i < 3; i++) {
      u[i] = Dense.dot(py, Dense.times(terms[i], py));
      for (int j = 0; j < 3; j++) {
        s[i][j] = Dense.trace(Dense.times(Dense.times(p, terms[i]), Dense.times(p, terms[j])));
      }
    }
    assertArrayEquals(
        Dense.times(Dense.inverse(s), u),
        data.fit(VarianceMethod.MINQUE0).variances().unconstrained(),
        1e-8);
  }

  @ParameterizedTest
  @EnumSource(VarianceMethod.class)
  void doubledWeightsDoubleTheResidualVarianceAndChangeNothingElse(VarianceMethod method) {
    Case data = Case.of(2, 2, false, false, 31);
    double[] two = new double[data.y.length];
    Arrays.fill(two, 2);
    VarianceComponents one = data.fit(method).variances();
    LinearMixedModel.Fit weighted = data.fit(method, new Records(data.y.length, null, two));
    double[] expected = one.estimate().clone();
    expected[2] *= 2;
    assertArrayEquals(expected, weighted.variances().estimate(), 1e-7);
    assertArrayEquals(
        one.heritability().estimate(), weighted.variances().heritability().estimate(), 1e-7);
    assertEquals(one.logLikelihood(), weighted.variances().logLikelihood(), 1e-8);
  }

  /** A record of weight 3 counts as the mean of three records of weight 1. */
  @Test
  void meansAndVariationWithinPeopleHoldAllThatPredictionsNeed() {
    Case data = Case.of(1, 3, true, true, 41);
    double[] s = {1.3, 0.8};
    double[][] v = data.covariance(s);
    double[][] z = data.design;
    double[][] information = Dense.times(Dense.transpose(z), Dense.inverse(v), z);
    Matrix means = data.records.means(Dense.matrix(z));
    double[] spread = Arrays.stream(data.records.totals()).map(total -> s[1] / total).toArray();
    double[][] ofPeople = Dense.combine(s[0], data.kernels[0], 1, Dense.diagonal(spread));
    double[][] between =
        Dense.times(Dense.transpose(Dense.of(means)), Dense.inverse(ofPeople), Dense.of(means));
    double[][] within = Dense.of(data.records.within(Dense.matrix(z)));
    assertTrue(
        Dense.distance(information, Dense.combine(1, between, 1 / s[1], within))
            < 1e-9 * Dense.largest(information));
    double[][] e = data.incidence;
    assertTrue(
        Dense.distance(
                Dense.times(Dense.transpose(e), Dense.inverse(v), z),
                Dense.times(Dense.inverse(ofPeople), Dense.of(means)))
            < 1e-8);
  }

  @Test
  void weightsOtherThanFinitePositiveNumbersAreRefused() {
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(InvalidInput.class, () -> new Records(2, null, new double[] {1, wrong}));
    }
    assertThrows(InvalidInput.class, () -> new Records(2, null, new double[] {1}));
    assertThrows(InvalidInput.class, () -> new Records(3, new int[] {0, 1, 1}, null));
  }
}
