package genontk.variance.reml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.TestData;
import genontk.variance.KernelsCase;
import genontk.variance.component.Heritability;
import genontk.variance.component.VarianceComponents;
import genontk.variance.onekernel.Reml;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeveralKernelsIntervalsTest {

  private static final double DROP = 3.841458820694124 / 2;

  /** Returns the largest likelihood at a value of the goal, by brute force. */
  private static double profile(KernelsCase data, ProfileGoal goal, double value) {
    double[] free = {Double.NaN, Double.NaN, Double.NaN};
    if (!goal.isShare()) {
      for (int k = 0; k < 3; k++) {
        free[k] = goal.members()[k] ? value : Double.NaN;
      }
      return data.likelihood(data.maximum(free));
    }
    return data.highestAtShare(goal.members(), value);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1, 1", "2, 3, 2, 1, 1", "1, 4, 0, 2, 1", "2, 6, 2, 2, .1", "1, 9, 0, 0, 1"})
  void endsAreThoseOfTheBruteForceProfile(
      int q, long seed, double first, double second, double residual) {
    KernelsCase data = KernelsCase.of(22, q, seed, first, second, residual);
    VarianceComponents fit = data.fit(true);
    double floor = fit.logLikelihood() - DROP;
    for (int k = 0; k < 3; k++) {
      ProfileGoal component = ProfileGoal.component(k, 3);
      assertEnds(data, component, floor, fit.lower()[k], fit.upper()[k], Double.POSITIVE_INFINITY);
      ProfileGoal share = k == 2 ? ProfileGoal.total(3) : ProfileGoal.share(k, 3);
      Heritability h2 = fit.heritability();
      assertEnds(data, share, floor, h2.lower()[k], h2.upper()[k], 1);
    }
  }

  private static void assertEnds(
      KernelsCase data, ProfileGoal goal, double floor, double lower, double upper, double most) {
    String where = goal + ": " + lower + " to " + upper;
    assertTrue(lower >= 0 && lower < upper && upper <= most, where);
    if (lower > 0) {
      assertEquals(floor, profile(data, goal, lower), 5e-5, where);
    } else {
      assertTrue(profile(data, goal, 1e-9) > floor - 5e-5, where);
    }
    if (upper < most) {
      assertEquals(floor, profile(data, goal, upper), 5e-5, where);
      double inside = upper - 0.02 * (upper - lower);
      assertTrue(profile(data, goal, inside) > floor, where);
    } else {
      assertTrue(profile(data, goal, 1 - 1e-9) > floor - 5e-5, where);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 2", "3, 2, 2", "1, 5, 0", "3, 8, 1", "2, 13, 5"})
  void oneKernelHasTheIntervalsOfItsSpectrum(int q, long seed, double genetic) {
    KernelsCase data = KernelsCase.of(20, q, seed, genetic, 1);
    VarianceComponents fit = data.fit(true);
    VarianceComponents expected =
        new Reml(true).estimate(TestData.spectrum(data.kernels()[0], data.design()), data.y());
    for (int k = 0; k < 2; k++) {
      double width = expected.upper()[k] - expected.lower()[k];
      assertEquals(expected.lower()[k], fit.lower()[k], 5e-5 * width);
      assertEquals(expected.upper()[k], fit.upper()[k], 5e-5 * width);
    }
    assertArrayEquals(expected.heritability().lower(), fit.heritability().lower(), 5e-5);
    assertArrayEquals(expected.heritability().upper(), fit.heritability().upper(), 5e-5);
  }

  @Test
  void intervalsAreFoundForAnyKernels() {
    Random random = new Random(1);
    for (int round = 0; round < 60; round++) {
      VarianceComponents fit = KernelsCase.any(random, round).fit(true);
      for (int k = 0; k < 3; k++) {
        String where = "round " + round + ", component " + k;
        assertTrue(fit.lower()[k] >= 0 && fit.lower()[k] <= fit.estimate()[k], where);
        assertTrue(fit.upper()[k] >= fit.estimate()[k] && fit.upper()[k] > 0, where);
        assertTrue(Double.isFinite(fit.upper()[k]), where);
        Heritability h = fit.heritability();
        assertTrue(h.lower()[k] >= 0 && h.upper()[k] <= 1, where);
        assertTrue(h.lower()[k] <= h.estimate()[k] && h.upper()[k] >= h.estimate()[k], where);
      }
    }
  }

  /** A small version of the required coverage: 93 to 97 % of 2,000 fits away from the bounds. */
  @Test
  void intervalsCoverTheTruth() {
    int n = 70;
    double[][] first = TestData.kernel(n, 25, 3);
    double[][] second = TestData.kernel(n, 40, 4);
    double[][] design = TestData.design(n, 1, 5);
    double[][] rootOfFirst = TestData.choleskyRoot(first);
    double[][] rootOfSecond = TestData.choleskyRoot(second);
    double[] truth = {1, 1, 1};
    int replicates = 40;
    int[] covered = new int[6];
    for (int k = 0; k < replicates; k++) {
      double[] y = TestData.traitFromRoot(rootOfFirst, design, 1, 1, 50L + 7 * k);
      double[] g = TestData.traitFromRoot(rootOfSecond, new double[n][0], 1, 0, 9000L + k);
      for (int i = 0; i < n; i++) {
        y[i] += g[i];
      }
      VarianceComponents fit =
          new KernelsCase(new double[][][] {first, second}, design, y).fit(true);
      double[] shares = shares(fit.scales());
      for (int c = 0; c < 3; c++) {
        covered[c] += fit.lower()[c] <= truth[c] && truth[c] <= fit.upper()[c] ? 1 : 0;
        Heritability h2 = fit.heritability();
        covered[3 + c] += h2.lower()[c] <= shares[c] && shares[c] <= h2.upper()[c] ? 1 : 0;
      }
    }
    for (int c = 0; c < 6; c++) {
      assertTrue(covered[c] >= 0.85 * replicates, c + ": " + covered[c] + " of " + replicates);
    }
  }

  private static double[] shares(double[] scales) {
    double total = scales[0] + scales[1] + 1;
    return new double[] {scales[0] / total, scales[1] / total, (scales[0] + scales[1]) / total};
  }
}
