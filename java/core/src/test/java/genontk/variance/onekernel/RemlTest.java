package genontk.variance.onekernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.design.FixedEffects;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.linalg.TridiagonalMatrix;
import genontk.run.Execution;
import genontk.run.Threads;
import genontk.variance.Brute;
import genontk.variance.KernelsCase;
import genontk.variance.component.Heritability;
import genontk.variance.component.VarianceComponents;
import genontk.variance.solution.OneKernel;
import java.util.Arrays;
import java.util.List;
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
   * Two modes: few large eigenvalues ask for a small ratio of variances, many small ones for a
   * large ratio.
   */
  @Test
  void ofTwoModesTheHigherIsFound() {
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

  /** The likelihood of independent eta_i ~ N(0, r (ratio d_i + 1)), r profiled out. */
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
  void aKernelOfRankOneIsNoHindrance() {
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

  /** Its likelihood rises without end towards a residual of zero: that is a bound like another. */
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

  @Test
  void aKernelThatIsTheIdentityCannotBeToldFromTheResidual() {
    double[] y = TestData.normal(60, 5);
    double[][] z = TestData.design(60, 2, 6);
    for (double scale : new double[] {1, 0.3, 1e4}) {
      double[][] kernel = Dense.combine(scale, Dense.identity(60), 0.7, Dense.constant(60, 1));
      RestrictedSpectrum spectrum = TestData.spectrum(kernel, z);
      for (VarianceEstimator estimator :
          List.of(
              new Reml(true),
              new Minque(Minque.Prior.RESIDUAL, true),
              new Minque(Minque.Prior.EQUAL, true),
              new Minque(Minque.Prior.ITERATED, true))) {
        assertThrows(
            InvalidInput.class, () -> estimator.estimate(spectrum, y), estimator.toString());
      }
    }
  }

  /**
   * With 5,000 eigenvalues the rounding of sums is no evidence that a kernel is not the identity.
   */
  @Test
  void roundingDoesNotTellTheIdentityFromTheResidual() {
    double[] noise = TestData.normal(20_000, 7);
    double[] values = new double[noise.length];
    Arrays.setAll(values, i -> 1 + 4e-16 * noise[i]);
    SpectralForms forms = new SpectralForms(values, noise);
    ScaledProblem problem = new ScaledProblem(forms, 1, new RestrictedLikelihood(forms, 0));
    double[] weights = new double[values.length];
    Arrays.setAll(weights, i -> 1 / 3.7);
    assertThrows(InvalidInput.class, () -> ScaledProblem.inverse(problem.quadraticForm(weights)));
    assertThrows(InvalidInput.class, () -> new Reml(true).estimate(problem, Threads.of(2)));
    double[] offDiagonal = Arrays.copyOf(noise, noise.length - 1);
    Arrays.setAll(offDiagonal, i -> 2e-16 * offDiagonal[i]);
    TridiagonalMatrix form = new TridiagonalMatrix(values, offDiagonal);
    ScaledProblem reduced = ScaledProblem.of(form, 1, 0, 1e-12, "The kernel");
    assertThrows(InvalidInput.class, () -> new Reml(true).estimate(reduced, Threads.of(2)));
  }

  @Test
  void itsNameIsReml() {
    assertEquals("reml", new Reml(true).name());
  }
}
