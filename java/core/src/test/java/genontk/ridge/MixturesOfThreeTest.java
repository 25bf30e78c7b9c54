package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.mixed.LinearMixedModel;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixtures of three kernels, for instance of sets of SNPs. */
class MixturesOfThreeTest {

  private static final int N = RidgeCase.N;
  private static final double[] GRID = {0.05, 0.5, 5};

  @Test
  void theSharesAreThoseOfTheLeastErrorByRefitting() {
    for (RidgeCase data :
        List.of(RidgeCase.sets(1), RidgeCase.sets(3).with(FoldPlan.of(Folds.random(N, 2, 3))))) {
      RidgeFit fit = data.fit(GRID, Rule.MINIMUM);
      assertEquals(21, fit.paths().size());
      double least = Double.POSITIVE_INFINITY;
      double[] shares = null;
      double penalty = Double.NaN;
      for (PenaltyPath path : fit.paths()) {
        assertEquals(1, Arrays.stream(path.shares()).sum(), 1e-15);
        double[][] kernel = data.mixed(path.shares());
        for (int k = 0; k < GRID.length; k++) {
          double[] errors = data.refitted(kernel, GRID[k]);
          double error = Dense.dot(errors, errors) / N;
          assertEquals(error, path.error()[k], 1e-10 * error);
          if (error < least) {
            least = error;
            shares = path.shares();
            penalty = GRID[k];
          }
        }
      }
      assertArrayEquals(shares, fit.shares());
      assertEquals(shares[0], fit.share());
      assertEquals(penalty, fit.penalty());
      assertEquals(3, fit.solution().randomEffects().columns());
    }
  }

  @Test
  void allTwentyOneMixturesOfTheSimplexAreTried() {
    List<double[]> shares = Shares.of(3, Shares.ofFirst());
    assertEquals(21, shares.stream().map(Arrays::toString).distinct().count());
    for (double[] one : shares) {
      for (double share : one) {
        assertEquals(Math.round(share * 5), share * 5, 1e-15);
        assertTrue(share >= 0);
      }
    }
  }

  /** The trait depends on two sets in equal parts, and not on the third. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aSetWithoutSignalGetsNoShare(long seed) {
    int n = 240;
    double[][] first = TestData.kernel(n, 12, 100 + seed);
    double[][] none = TestData.kernel(n, 12, 200 + seed);
    double[][] second = TestData.kernel(n, 12, 300 + seed);
    double[][] design = TestData.design(n, 2, seed);
    double[][] both = Dense.combine(1, first, 1, second);
    double[] y = TestData.trait(both, design, 1, 0.3, seed);
    RidgeCase data =
        new RidgeCase(
            List.of(first, none, second), design, y, FoldPlan.of(Folds.random(n, 5, seed)));
    RidgeFit fit = data.fit(null, Rule.MINIMUM);
    assertEquals(0, fit.shares()[1]);
    assertTrue(fit.shares()[0] > 0 && fit.shares()[2] > 0);
    assertEquals(0, fit.solution().randomEffects().columnValues(1)[0]);
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void theOrderOfSetsIsThatOfTheShares(Rule rule) {
    RidgeCase data = RidgeCase.sets(3);
    int[] order = {2, 0, 1};
    RidgeCase other =
        new RidgeCase(
            Arrays.stream(order).mapToObj(data.kernels()::get).toList(),
            data.design(),
            data.y(),
            data.plan());
    RidgeFit fit = data.fit(null, rule);
    RidgeFit permuted = other.fit(null, rule);
    assertArrayEquals(Dense.select(fit.shares(), order), permuted.shares(), 1e-6);
    assertArrayEquals(Dense.select(fit.scales(), order), permuted.scales(), 1e-12);
    assertArrayEquals(Dense.select(fit.factors(), order), permuted.factors(), 1e-6);
    assertEquals(fit.penalty(), permuted.penalty(), 1e-5 * fit.penalty());
    assertArrayEquals(fit.solution().fitted(), permuted.solution().fitted(), 1e-5);
    assertNotEquals(fit.shares()[0], fit.shares()[2], 0.1);
  }

  @Test
  void withoutTheThirdTheyAreTheMixturesOfTwo() {
    RidgeCase data = RidgeCase.sets(3);
    RidgeCase two =
        new RidgeCase(data.kernels().subList(0, 2), data.design(), data.y(), data.plan());
    List<PenaltyPath> ofTwo = two.fit(GRID, Rule.MINIMUM).paths();
    int met = 0;
    for (PenaltyPath path : data.fit(GRID, Rule.MINIMUM).paths()) {
      if (path.shares()[2] == 0) {
        PenaltyPath same = ofTwo.get((int) Math.round(10 * path.share()));
        assertArrayEquals(same.error(), path.error(), 1e-9 * same.error()[0]);
        met++;
      }
    }
    assertEquals(6, met);
  }

  @Test
  void remlGivesTheMixedModelsComponents() {
    RidgeCase data = RidgeCase.sets(3);
    LinearMixedModel.Fit model =
        new LinearMixedModel(VarianceMethod.REML, true)
            .fit(
                data.candidate().kernels(),
                TestData.fixed(data.design()),
                data.y(),
                TestData.algebra(),
                Execution.quiet());
    RidgeFit ridge = data.fit(null, Rule.REML);
    double[] variances = model.variances().estimate();
    assertArrayEquals(variances, ridge.variances(), 1e-6 * Arrays.stream(variances).sum());
    assertArrayEquals(model.blup().fitted(), ridge.solution().fitted(), 1e-6);
    assertEquals(1, ridge.paths().size());
  }

  @Test
  void threeKernelsHoldAsMuchMemoryAsTwo() {
    KernelRidge ridge = new KernelRidge(null, Rule.MINIMUM);
    assertEquals(ridge.doublesNeeded(1000, 5, 2, false), ridge.doublesNeeded(1000, 5, 3, false));
    assertEquals(ridge.doublesNeeded(1000, 5, 3, false), ridge.doublesNeeded(1000, 5, 3, true));
  }
}
