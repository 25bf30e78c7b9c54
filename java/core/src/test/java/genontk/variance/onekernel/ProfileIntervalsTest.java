package genontk.variance.onekernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.run.Threads;
import genontk.variance.Brute;
import genontk.variance.component.Heritability;
import genontk.variance.component.VarianceComponents;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileIntervalsTest {

  /** Inside, at s_g = 0 and at s_e = 0, with an intercept and with covariates. */
  @ParameterizedTest
  @CsvSource({"1, .5, 4", "3, .5, 12", "1, 0, 1", "3, 0, 2", "1, 1, 7"})
  void endsAreThoseOfTheBruteForceProfile(int q, double h2, long seed) {
    double[][] kernel = TestData.kernel(14, 18, seed);
    double[][] design = TestData.design(14, q, seed + 1);
    double[] y = TestData.trait(kernel, design, 4 * h2, 4 * (1 - h2), seed + 2);
    Brute brute = new Brute(kernel, design, y);
    VarianceComponents fit = new Reml(true).estimate(TestData.spectrum(kernel, design), y);
    double[] genetic = brute.geneticInterval(fit.estimate());
    assertEquals(genetic[0], fit.lower()[0], 2e-6 * (genetic[1] + 1e-3));
    assertEquals(genetic[1], fit.upper()[0], 2e-6 * genetic[1]);
    double[] residual = brute.residualInterval(fit.estimate());
    assertEquals(residual[0], fit.lower()[1], 2e-6 * residual[1]);
    assertEquals(residual[1], fit.upper()[1], 2e-6 * residual[1]);
    double[] share = brute.heritabilityInterval(fit.estimate());
    assertEquals(share[0], fit.heritability().lower()[0], 2e-6);
    assertEquals(share[1], fit.heritability().upper()[0], 2e-6);
    assertEquals(fit.heritability().lower()[0], fit.heritability().lower()[1]);
    assertEquals(fit.heritability().upper()[0], fit.heritability().upper()[1]);
  }

  @Test
  void intervalsAreFiniteAndHoldTheEstimateForAnyKernel() {
    Random random = new Random(1);
    for (int round = 0; round < 150; round++) {
      int n = 8 + random.nextInt(25);
      int rank = 1 + random.nextInt(2 * n);
      double[][] kernel = TestData.kernel(n, rank, round);
      double[][] design = TestData.design(n, 1 + round % 3, round + 1);
      double h2 = round % 4 / 3.0;
      double[] y = TestData.trait(kernel, design, h2, 1 - h2 + 1e-3, round + 2);
      VarianceComponents fit = new Reml(true).estimate(TestData.spectrum(kernel, design), y);
      for (int k = 0; k < 2; k++) {
        String where = "round " + round + ", component " + k;
        assertTrue(Double.isFinite(fit.lower()[k]) && Double.isFinite(fit.upper()[k]), where);
        assertTrue(fit.lower()[k] >= 0 && fit.lower()[k] <= fit.estimate()[k], where);
        assertTrue(fit.upper()[k] >= fit.estimate()[k] && fit.upper()[k] > 0, where);
        Heritability h = fit.heritability();
        assertTrue(h.lower()[k] >= 0 && h.upper()[k] <= 1, where);
        assertTrue(
            h.lower()[k] <= h.estimate()[k] + 1e-12 && h.upper()[k] >= h.estimate()[k] - 1e-12,
            where + ": " + h.lower()[k] + " " + h.estimate()[k] + " " + h.upper()[k]);
        assertTrue(h.lower()[k] < h.upper()[k], where);
      }
    }
  }

  /** With many people the interval of the ratio is narrower than a step of the grid. */
  @Test
  void anIntervalNarrowerThanTheGridHoldsTheEstimate() {
    int m = 12_000;
    double share = Math.pow(10, -0.25);
    double[] values = new double[m];
    double[] eta = new double[m];
    for (int i = 0; i < m; i++) {
      values[i] = i % 2 == 0 ? 1.98 : 0.02;
      eta[i] = Math.sqrt(share * values[i] + 1) * (i / 2 % 2 == 0 ? 0.5 : Math.sqrt(1.75));
    }
    RestrictedLikelihood likelihood = new RestrictedLikelihood(new SpectralForms(values, eta), 0);
    LikelihoodSearch search = new LikelihoodSearch(likelihood, Threads.of(2));
    RestrictedLikelihood.Point best = search.constrained();
    assertEquals(share, Math.tan(best.theta()), 1e-9);
    LikelihoodRegion region = new LikelihoodRegion(likelihood, search.grid(), best);
    LikelihoodRegion.Interval angle = region.angle();
    assertTrue(angle.lower() < best.theta() && best.theta() < angle.upper(), angle.toString());
    double drop = 3.841458820694124 / 2;
    assertEquals(best.value() - drop, likelihood.at(angle.lower()).value(), 1e-6);
    assertEquals(best.value() - drop, likelihood.at(angle.upper()).value(), 1e-6);
    LikelihoodRegion.Interval genetic = region.components(Threads.of(2))[0];
    assertTrue(genetic.lower() < share && share < genetic.upper(), genetic.toString());
    double wald = 1.96 * Math.sqrt(2 / information(values, share));
    assertEquals(share - wald, genetic.lower(), 0.05 * wald);
    assertEquals(share + wald, genetic.upper(), 0.05 * wald);
  }

  /** Returns 1 / (S^-1)_gg of two groups of independent normals. */
  private static double information(double[] values, double share) {
    double[][] s = new double[2][2];
    for (double d : values) {
      double v = share * d + 1;
      s[0][0] += d * d / (v * v);
      s[0][1] += d / (v * v);
      s[1][1] += 1 / (v * v);
    }
    s[1][0] = s[0][1];
    return 1 / Dense.inverse(s)[0][0];
  }

  @Test
  void derivativesOfTheProfileAreItsDifferences() {
    double[] values = TestData.normal(20, 1);
    for (int i = 0; i < 20; i++) {
      values[i] = values[i] * values[i];
    }
    RestrictedLikelihood likelihood =
        new RestrictedLikelihood(new SpectralForms(values, TestData.normal(20, 2)), 1.5);
    for (double theta : new double[] {-0.05, 0.01, 0.4, 1.2, 1.5}) {
      double step = 1e-5;
      RestrictedLikelihood.Point point = likelihood.at(theta);
      RestrictedLikelihood.Point above = likelihood.at(theta + step);
      RestrictedLikelihood.Point below = likelihood.at(theta - step);
      assertEquals((above.value() - below.value()) / (2 * step), point.score(), 1e-5);
      assertEquals((above.score() - below.score()) / (2 * step), point.curvature(), 1e-3);
    }
  }
}
