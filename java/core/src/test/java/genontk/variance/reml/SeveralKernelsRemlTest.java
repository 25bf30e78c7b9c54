package genontk.variance.reml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.DidNotConverge;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Threads;
import genontk.variance.KernelsCase;
import genontk.variance.VarianceMethod;
import genontk.variance.component.Intervals;
import genontk.variance.component.VarianceComponents;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.onekernel.Reml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeveralKernelsRemlTest {

  private static final int N = 16;
  private static final double FREE = Double.NaN;

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1", "3, 2, 1, 1, 1", "1, 3, 2, 0, 1", "3, 4, 0, 2, 1", "1, 5, 0, 0, 1",
    "2, 6, 2, 2, .1", "1, 7, 3, 0, .2", "1, 8, 1, 1, 1", "2, 9, 1, 2, 1", "1, 10, 2, 1, 1"
  })
  void theEstimateIsTheMaximumOfTheExplicitLikelihood(
      int q, long seed, double first, double second, double residual) {
    KernelsCase data = KernelsCase.of(N, q, seed, first, second, residual);
    VarianceComponents fit = data.fit(true);
    double[] maximum = data.maximum(FREE, FREE, FREE);
    double highest = data.likelihood(maximum);
    assertEquals(highest, fit.logLikelihood(), 1e-9);
    assertTrue(data.likelihood(fit.estimate()) >= highest - 1e-12 * Math.abs(highest));
    assertArrayEquals(maximum, fit.estimate(), 1e-4 * Arrays.stream(maximum).sum());
    double[] score = data.score(fit.estimate());
    for (int k = 0; k < 3; k++) {
      boolean zero = fit.estimate()[k] == 0;
      assertEquals(zero, fit.boundary()[k]);
      assertEquals(0, zero ? Math.max(0, score[k]) : score[k], 1e-8, "component " + k);
    }
    assertTrue(fit.convergence().gradientNorm() < 1e-8, () -> fit.convergence().toString());
    assertTrue(fit.convergence().likelihoodChange() <= 1e-8, () -> fit.convergence().toString());
    assertTrue(fit.convergence().converged());
  }

  @Test
  void threeKernelsAreFittedTheSameWay() {
    KernelsCase data = KernelsCase.of(20, 2, 3, 1, 1, 1, 1);
    VarianceComponents fit = data.fit(true);
    double[] maximum = data.maximum(FREE, FREE, FREE, FREE);
    assertEquals(data.likelihood(maximum), fit.logLikelihood(), 1e-8);
    assertArrayEquals(maximum, fit.estimate(), 1e-3 * Arrays.stream(maximum).sum());
  }

  @Test
  void progressRisesWithEachStepOfTheClimb() {
    KernelsCase data = KernelsCase.of(20, 2, 3, 1, 1, 1, 1);
    List<Double> reports = new ArrayList<>();
    Execution watched =
        new Execution(
            Threads.of(1),
            new Cancellation(),
            (stage, share) -> {
              if (stage.equals("fit")) {
                reports.add(share);
              }
            });
    ScaledKernels terms =
        ScaledKernels.of(
            data.matrices(), TestData.fixed(data.design()), data.y(), TestData.algebra(), watched);
    int steps =
        new SeveralKernelsReml(terms, true, Intervals.PROFILE)
            .estimate()
            .variances()
            .convergence()
            .iterations();
    assertTrue(reports.size() > steps, () -> reports.toString());
    assertEquals(0, reports.get(0));
    for (int i = 1; i < reports.size(); i++) {
      assertTrue(reports.get(i) >= reports.get(i - 1), () -> reports.toString());
    }
    assertTrue(reports.get(reports.size() - 1) < 1, () -> reports.toString());
  }

  /** With this many people the last step is taken without another factorisation. */
  @Test
  void manyPeopleEndAtTheMaximumToo() {
    KernelsCase data = KernelsCase.of(AverageInformation.SEVERAL_MODES + 20, 2, 3, 1, 1, 1);
    VarianceComponents fit = data.fit(true, Intervals.WALD);
    assertTrue(fit.convergence().gradientNorm() > 1e-12, "another step was evaluated");
    double[][] p = data.projection(fit.estimate());
    double[] score = data.score(fit.estimate());
    double[][] traces = data.traces(p);
    for (int i = 0; i < score.length; i++) {
      assertEquals(0, score[i] / Math.sqrt(traces[i][i] / 2), 1e-11);
    }
    double[][] covariance = Dense.combine(2, Dense.inverse(traces), 0, traces);
    assertTrue(
        Dense.distance(covariance, Dense.of(fit.covariance())) < 1e-7 * Dense.largest(covariance));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "1, 5", "3, 8", "2, 13"})
  void oneKernelGivesWhatItsSpectrumGives(int q, long seed) {
    KernelsCase data = KernelsCase.of(N, q, seed, seed == 5 ? 0 : 2, 1);
    VarianceComponents fit = data.fit(true);
    VarianceComponents expected =
        new Reml(true).estimate(TestData.spectrum(data.kernels()[0], data.design()), data.y());
    double total = Arrays.stream(expected.estimate()).sum();
    assertArrayEquals(expected.estimate(), fit.estimate(), 1e-10 * total);
    assertArrayEquals(expected.unconstrained(), fit.unconstrained(), 1e-9 * total);
    assertArrayEquals(expected.boundary(), fit.boundary());
    assertEquals(expected.logLikelihood(), fit.logLikelihood(), 1e-11);
    double[][] covariance = Dense.of(expected.covariance());
    assertTrue(
        Dense.distance(covariance, Dense.of(fit.covariance())) < 1e-9 * Dense.largest(covariance));
    assertArrayEquals(expected.likelihoodRatio().pValue(), fit.likelihoodRatio().pValue(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"1, .5, .5", "2, .3, .7", "3, 1, 2"})
  void partsOfOneKernelAddUpToIt(long seed, double first, double second) {
    KernelsCase whole = KernelsCase.of(N, 2, seed, 2, 1);
    double[][] kernel = whole.kernels()[0];
    double[][] none = new double[N][N];
    KernelsCase parts =
        new KernelsCase(
            new double[][][] {
              Dense.combine(first, kernel, 0, none), Dense.combine(second, kernel, 0, none)
            },
            whole.design(),
            whole.y());
    VarianceComponents one = whole.fit(true);
    VarianceComponents two = parts.fit(true);
    double sum = first * two.genetic(0) + second * two.genetic(1);
    assertEquals(one.genetic(0), sum, 1e-9 * (sum + 1e-3));
    assertEquals(one.residual(), two.residual(), 1e-9 * one.residual());
    assertEquals(one.logLikelihood(), two.logLikelihood(), 1e-10);
    assertEquals(
        one.heritability().standardError()[1], two.heritability().standardError()[2], 1e-4);
  }

  @Test
  void kernelsThatAreAlmostEqualAreFittedToo() {
    KernelsCase one = KernelsCase.of(30, 2, 4, 2, 1);
    for (double difference : new double[] {1e-2, 1e-4, 1e-6, 1e-9}) {
      double[][] kernel = one.kernels()[0];
      double[][] other =
          Dense.combine(1 - difference, kernel, difference, TestData.kernel(30, 40, 99));
      KernelsCase data = new KernelsCase(new double[][][] {kernel, other}, one.design(), one.y());
      VarianceComponents fit = data.fit(true);
      assertTrue(fit.logLikelihood() >= one.fit(true).logLikelihood() - 1e-9);
      assertEquals(fit.logLikelihood(), data.likelihood(fit.estimate()), 1e-9);
      assertTrue(fit.heritability().standardError()[2] < 1, "the sum is known");
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 2, 0, 1", "4, 3, 0, 2, 1", "5, 1, 0, 0, 1"})
  void unconstrainedEstimatesSolveTheScore(
      long seed, int q, double first, double second, double residual) {
    KernelsCase data = KernelsCase.of(N, q, seed, first, second, residual);
    VarianceComponents fit = data.fit(false);
    assertArrayEquals(new double[3], data.score(fit.estimate()), 1e-7);
    assertArrayEquals(fit.estimate(), fit.unconstrained());
    assertArrayEquals(new boolean[3], fit.boundary());
    assertArrayEquals(fit.estimate(), data.fit(true).unconstrained(), 1e-9);
  }

  /** The likelihood is unbounded where V is singular in a direction in which y does not vary. */
  @Test
  void aScoringStepReplacesAMissingUnconstrainedMaximum() {
    KernelsCase data = KernelsCase.of(N, 1, 7, 3, 0, .2);
    VarianceComponents fit = data.fit(true);
    double[][] p = data.projection(fit.estimate());
    assertArrayEquals(
        Dense.times(Dense.inverse(data.traces(p)), data.forms(p)), fit.unconstrained(), 1e-6);
    assertTrue(Arrays.stream(fit.unconstrained()).anyMatch(s -> s < 0));
    DidNotConverge error = assertThrows(DidNotConverge.class, () -> data.fit(false));
    assertTrue(
        error
            .getMessage()
            .matches(
                "(?s).*After \\d+ iterations the scaled components are \\[\\S+, \\S+, \\S+\\], the"
                    + " log-likelihood is \\S+ \\(last change \\S+\\), the gradient \\[\\S+, \\S+,"
                    + " \\S+\\], the next relative step \\S+ .*constrain = TRUE.*"),
        error.getMessage());
    DidNotConverge.State state = error.state();
    // It ends where V is singular, up to the digits of its smallest eigenvalue there.
    double[] values =
        TestData.algebra().eigen(Dense.matrix(data.onContrasts(state.estimate()))).values();
    double digits = N * Math.ulp(values[N - 1]) / values[0];
    assertTrue(digits < 0.5 && state.logLikelihood() > fit.logLikelihood() + 5);
    assertEquals(data.likelihoodOnContrasts(state.estimate()), state.logLikelihood(), digits);
    double[] score = data.score(state.estimate());
    double size = Arrays.stream(score).map(Math::abs).max().orElseThrow();
    assertArrayEquals(score, state.gradient(), digits * size);
    assertTrue(state.iterations() > 1);
  }

  @Test
  void likelihoodRatiosAreThoseOfTheRefittedModels() {
    for (long seed = 1; seed <= 6; seed++) {
      KernelsCase data = KernelsCase.of(N, 2, seed, 1, 1, 1);
      VarianceComponents fit = data.fit(true);
      double[][] nulls = {data.maximum(0, FREE, FREE), data.maximum(FREE, 0, FREE)};
      for (int k = 0; k < 2; k++) {
        double statistic = 2 * (fit.logLikelihood() - data.likelihood(nulls[k]));
        assertEquals(statistic, fit.likelihoodRatio().statistic()[k], 1e-7);
        assertEquals(fit.boundary()[k], fit.likelihoodRatio().pValue()[k] == 1);
      }
    }
  }

  @Test
  void kernelsOfLowRankOrWithAConstantAreFitted() {
    double[][] kernel = TestData.kernel(30, 3, 1);
    double[][] other = Dense.combine(1, TestData.kernel(30, 8, 2), 50, Dense.constant(30, 1));
    double[][] design = TestData.design(30, 2, 3);
    double[] y = TestData.trait(kernel, design, 2, 1, 4);
    KernelsCase data = new KernelsCase(new double[][][] {kernel, other}, design, y);
    VarianceComponents fit = data.fit(true);
    double[] maximum = data.maximum(FREE, FREE, fit.residual());
    assertEquals(data.likelihood(maximum), fit.logLikelihood(), 1e-8);
    assertEquals(0, data.score(fit.estimate())[2], 1e-8);
  }

  @Test
  void theOrderAndTheScaleOfKernelsDoNotMatter() {
    KernelsCase data = KernelsCase.of(24, 2, 12, 1, 2, 1);
    double[][] none = new double[24][24];
    KernelsCase other =
        new KernelsCase(
            new double[][][] {
              Dense.combine(1e5, data.kernels()[1], 0, none),
              Dense.combine(1e-4, data.kernels()[0], 0, none)
            },
            data.design(),
            data.y());
    VarianceComponents fit = data.fit(true);
    VarianceComponents scaled = other.fit(true);
    assertEquals(fit.genetic(0), scaled.genetic(1) * 1e-4, 1e-10 * fit.genetic(0));
    assertEquals(fit.genetic(1), scaled.genetic(0) * 1e5, 1e-10 * fit.genetic(1));
    assertEquals(
        fit.heritability().standardError()[0], scaled.heritability().standardError()[1], 1e-9);
    assertEquals(
        fit.heritability().standardError()[2], scaled.heritability().standardError()[2], 1e-9);
  }

  @Test
  void fitsDoNotDependOnTheNumberOfThreads() {
    KernelsCase data = KernelsCase.of(90, 2, 12, 1, 2, 1);
    VarianceComponents one = data.fit(true);
    VarianceComponents three =
        VarianceMethod.REML
            .estimate(
                data.matrices(),
                TestData.fixed(data.design()),
                data.y(),
                true,
                TestData.algebra(),
                TestData.threads(3))
            .variances();
    assertArrayEquals(one.estimate(), three.estimate());
    assertArrayEquals(one.upper(), three.upper());
  }
}
