package genontk.variance.onekernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.variance.Brute;
import genontk.variance.component.Heritability;
import genontk.variance.component.VarianceComponents;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemlTest {

  private static final int N = 14;

  /** A data set of 14 people, fitted by REML and by brute force. */
  private record Case(double[][] kernel, double[][] design, double[] y) {

    static Case of(int q, double h2, long seed) {
      double[][] kernel = TestData.kernel(N, 18, seed);
      double[][] design = TestData.design(N, q, seed + 1);
      return new Case(
          kernel, design, TestData.trait(kernel, design, 4 * h2, 4 * (1 - h2), seed + 2));
    }

    VarianceComponents fit(boolean constrained) {
      return new Reml(constrained).estimate(TestData.spectrum(kernel, design), y);
    }

    Brute brute() {
      return new Brute(kernel, design, y);
    }
  }

  /** Seeds chosen so that the maximum lies inside, at s_g = 0 and at s_e = 0. */
  @ParameterizedTest
  @CsvSource({
    "1, .5, 4, inside",
    "3, .5, 12, inside",
    "1, .5, 21, inside",
    "1, 0, 1, genetic",
    "3, 0, 2, genetic",
    "1, 1, 7, residual",
    "3, 1, 5, residual"
  })
  void theEstimateIsTheMaximumOfTheExplicitLikelihood(int q, double h2, long seed, String bound) {
    Case data = Case.of(q, h2, seed);
    VarianceComponents fit = data.fit(true);
    double[] maximum = data.brute().maximum();
    double total = maximum[0] + maximum[1];
    assertArrayEquals(maximum, fit.estimate(), 2e-6 * total);
    assertEquals(data.brute().likelihood(maximum[0], maximum[1]), fit.logLikelihood(), 1e-10);
    assertArrayEquals(
        new boolean[] {bound.equals("genetic"), bound.equals("residual")}, fit.boundary());
    double[] score = data.brute().score(fit.genetic(0), fit.residual());
    assertEquals(0, bound.equals("genetic") ? Math.max(0, score[0]) : score[0], 1e-9);
    assertEquals(0, bound.equals("residual") ? Math.max(0, score[1]) : score[1], 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"1, .5, 4", "3, .5, 12", "1, .5, 21"})
  void standardErrorsAreThoseOfTheExpectedInformation(int q, double h2, long seed) {
    Case data = Case.of(q, h2, seed);
    VarianceComponents fit = data.fit(true);
    double[][] covariance = data.brute().covariance(fit.genetic(0), fit.residual());
    assertTrue(
        Dense.distance(covariance, Dense.of(fit.covariance())) < 1e-9 * Dense.largest(covariance));
    assertEquals(Math.sqrt(covariance[0][0]), fit.standardError(0), 1e-9);
    double c = data.brute().meanValue();
    assertArrayEquals(new double[] {c, 1}, fit.scales(), 1e-12);
    assertEquals(ratioError(fit, covariance, c), fit.heritability().standardError()[0], 1e-7);
    assertEquals(
        ratioError(fit, covariance, 1), fit.heritability().rawRatioStandardError()[1], 1e-7);
  }

  /** The delta method by numeric differences of s c / (s c + e). */
  private static double ratioError(VarianceComponents fit, double[][] covariance, double c) {
    double s = fit.genetic(0);
    double e = fit.residual();
    double step = 1e-6;
    double[] gradient = {
      (ratio((s + step) * c, e) - ratio((s - step) * c, e)) / (2 * step),
      (ratio(s * c, e + step) - ratio(s * c, e - step)) / (2 * step)
    };
    return Math.sqrt(Dense.dot(gradient, Dense.times(covariance, gradient)));
  }

  private static double ratio(double genetic, double residual) {
    return genetic / (genetic + residual);
  }

  @Test
  void heritabilityIsTheShareOfTheVarianceAndTheRawRatioIsNot() {
    VarianceComponents fit = Case.of(1, .5, 4).fit(true);
    double s = fit.genetic(0);
    double e = fit.residual();
    double c = fit.scales()[0];
    Heritability h2 = fit.heritability();
    assertEquals(s * c / (s * c + e), h2.estimate()[0], 1e-14);
    assertEquals(h2.estimate()[0], h2.estimate()[1]);
    assertEquals(s / (s + e), h2.rawRatio()[0], 1e-14);
    assertEquals(h2.standardError()[0], h2.standardError()[1], 1e-14);
  }

  @Test
  void theScaleOfTheKernelDoesNotMatterToHeritability() {
    Case data = Case.of(3, .5, 12);
    VarianceComponents fit = data.fit(true);
    for (double factor : new double[] {10, 1e-6, 1e8}) {
      double[][] scaled = Dense.combine(factor, data.kernel, 0, data.kernel);
      VarianceComponents other = new Case(scaled, data.design, data.y).fit(true);
      assertEquals(fit.genetic(0) / factor, other.genetic(0), 1e-10 * fit.genetic(0) / factor);
      assertEquals(fit.residual(), other.residual(), 1e-10 * fit.residual());
      assertArrayEquals(fit.heritability().estimate(), other.heritability().estimate(), 1e-10);
      assertArrayEquals(
          fit.heritability().standardError(), other.heritability().standardError(), 1e-10);
      assertArrayEquals(fit.heritability().lower(), other.heritability().lower(), 1e-9);
      assertArrayEquals(fit.heritability().upper(), other.heritability().upper(), 1e-9);
      assertEquals(fit.logLikelihood(), other.logLikelihood(), 1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-5, 3, 1e6})
  void theUnitOfTheTraitScalesVariancesByItsSquare(double unit) {
    Case data = Case.of(1, .5, 4);
    VarianceComponents fit = data.fit(true);
    double[] y = Arrays.stream(data.y).map(value -> unit * value).toArray();
    VarianceComponents other = new Case(data.kernel, data.design, y).fit(true);
    for (int k = 0; k < 2; k++) {
      double square = unit * unit;
      assertEquals(fit.estimate()[k] * square, other.estimate()[k], 1e-10 * other.estimate()[k]);
      assertEquals(fit.lower()[k] * square, other.lower()[k], 1e-7 * other.estimate()[k]);
      assertEquals(fit.upper()[k] * square, other.upper()[k], 1e-7 * other.upper()[k]);
    }
    assertArrayEquals(fit.heritability().estimate(), other.heritability().estimate(), 1e-10);
  }

  @Test
  void aConstantInTheKernelIsAbsorbedByTheIntercept() {
    Case data = Case.of(3, .5, 12);
    VarianceComponents fit = data.fit(true);
    for (double constant : new double[] {1, 100}) {
      double[][] shifted = Dense.combine(1, data.kernel, constant, Dense.constant(N, 1));
      VarianceComponents other = new Case(shifted, data.design, data.y).fit(true);
      assertArrayEquals(fit.estimate(), other.estimate(), 1e-9);
      assertArrayEquals(fit.heritability().estimate(), other.heritability().estimate(), 1e-10);
      assertEquals(fit.logLikelihood(), other.logLikelihood(), 1e-9);
    }
  }

  @Test
  void shiftsAlongTheFixedEffectsDoNotMatter() {
    Case data = Case.of(3, .5, 12);
    VarianceComponents fit = data.fit(true);
    double[] shift = Dense.times(data.design, new double[] {100, -3, 20});
    double[] y = new double[N];
    Arrays.setAll(y, i -> data.y[i] + shift[i]);
    assertArrayEquals(
        fit.estimate(), new Case(data.kernel, data.design, y).fit(true).estimate(), 1e-9);
  }

  @Test
  void permutingPeopleChangesNothing() {
    Case data = Case.of(3, .5, 12);
    int[] order = TestData.permutation(N, 5);
    Case permuted =
        new Case(
            Dense.select(data.kernel, order, order),
            Dense.select(data.design, order, Dense.range(3)),
            Dense.select(data.y, order));
    VarianceComponents fit = data.fit(true);
    VarianceComponents other = permuted.fit(true);
    assertArrayEquals(fit.estimate(), other.estimate(), 1e-10);
    assertArrayEquals(fit.upper(), other.upper(), 1e-7);
    assertEquals(fit.logLikelihood(), other.logLikelihood(), 1e-10);
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1, 0", "3, 0, 2, 0", "1, 1, 7, 1"})
  void unconstrainedEstimatesSolveTheScoreBeyondTheBound(
      int q, double h2, long seed, int negative) {
    Case data = Case.of(q, h2, seed);
    double[] free = data.fit(true).unconstrained();
    assertTrue(free[negative] < 0, () -> Arrays.toString(free));
    assertArrayEquals(new double[2], data.brute().score(free[0], free[1]), 1e-8);
    VarianceComponents unconstrained = data.fit(false);
    assertArrayEquals(free, unconstrained.estimate());
    assertArrayEquals(new boolean[2], unconstrained.boundary());
    for (int k = 0; k < 2; k++) {
      double half = 1.959963984540054 * unconstrained.standardError(k);
      assertEquals(free[k] - half, unconstrained.lower()[k], 1e-9);
      assertEquals(free[k] + half, unconstrained.upper()[k], 1e-9);
    }
    assertTrue(
        unconstrained.heritability().lower()[0] < unconstrained.heritability().estimate()[0]
            && unconstrained.heritability().estimate()[0] < unconstrained.heritability().upper()[0],
        "the interval holds the estimate");
    assertTrue(
        unconstrained.logLikelihood() > data.fit(true).logLikelihood(),
        "the bound costs likelihood");
  }

  @Test
  void insideTheBoundsBothEstimatesAgree() {
    VarianceComponents fit = Case.of(3, .5, 12).fit(true);
    assertArrayEquals(fit.unconstrained(), fit.estimate(), 1e-12);
  }

  @Test
  void itsNameIsReml() {
    assertEquals("reml", new Reml(true).name());
  }
}
