package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.design.FixedEffects;
import genontk.error.InvalidInput;
import genontk.mixed.LinearMixedModel;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The penalty and share that a rule takes, and the grid. */
class RuleTest {

  private static final int N = RidgeCase.N;

  @Test
  void eachRuleTakesThePenaltyOfItsDefinition() {
    RidgeCase data = RidgeCase.of(3, 40);
    double[] grid = new double[41];
    Arrays.setAll(grid, k -> Math.pow(10, -4 + 7 * k / 40.0));
    RidgeFit minimum = data.fit(grid, Rule.MINIMUM);
    PenaltyPath path = minimum.paths().get(0);
    int best = least(path.error());
    assertEquals(grid[best], minimum.penalty());
    assertTrue(best > 0 && best < 40, "an example with a minimum inside");
    double limit = path.error()[best] + path.standardError()[best];
    double largest = 0;
    for (int k = 0; k < grid.length; k++) {
      largest = path.error()[k] <= limit ? grid[k] : largest;
    }
    assertEquals(largest, data.fit(grid, Rule.ONE_STANDARD_ERROR).penalty());
    assertTrue(largest > grid[best]);
    SpectralFolds scores = data.spectral();
    assertEquals(
        grid[least(scores.leaveOneOut(0, grid))], data.fit(grid, Rule.LEAVE_ONE_OUT).penalty());
    assertEquals(
        grid[least(scores.generalized(0, grid))], data.fit(grid, Rule.GENERALIZED).penalty());
  }

  private static int least(double[] scores) {
    int least = 0;
    for (int k = 0; k < scores.length; k++) {
      least = scores[k] < scores[least] ? k : least;
    }
    return least;
  }

  /** Eleven shares on the same folds; the least error of all of them. */
  @Test
  void theShareIsThatOfTheLeastErrorByRefitting() {
    RidgeCase data = RidgeCase.mixture(1);
    double[] grid = {0.05, 0.5, 5};
    RidgeFit fit = data.fit(grid, Rule.MINIMUM);
    assertEquals(11, fit.paths().size());
    double least = Double.POSITIVE_INFINITY;
    double share = Double.NaN;
    double penalty = Double.NaN;
    for (int k = 0; k <= 10; k++) {
      assertEquals(k / 10.0, fit.paths().get(k).share());
      double[][] kernel = data.mixed(k / 10.0);
      for (int l = 0; l < grid.length; l++) {
        double[] errors = data.refitted(kernel, grid[l]);
        double error = Dense.dot(errors, errors) / N;
        assertEquals(error, fit.paths().get(k).error()[l], 1e-8 * error);
        if (error < least) {
          least = error;
          share = k / 10.0;
          penalty = grid[l];
        }
      }
    }
    assertEquals(share, fit.share());
    assertEquals(penalty, fit.penalty());
  }

  @Test
  void sharesAreScaleFree() {
    RidgeCase data = RidgeCase.mixture(3);
    double[][] second = data.kernels().get(1);
    RidgeCase other =
        new RidgeCase(
            List.of(data.kernel(), Dense.combine(1000, second, 0, second)),
            data.design(),
            data.y(),
            data.plan());
    RidgeFit one = data.fit(null, Rule.MINIMUM);
    RidgeFit two = other.fit(null, Rule.MINIMUM);
    assertEquals(one.share(), two.share());
    assertEquals(one.penalty(), two.penalty(), 1e-9 * one.penalty());
    assertArrayEquals(one.solution().fitted(), two.solution().fitted(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "1.1", "NaN"})
  void sharesOutsideZeroToOneAreRefused(double share) {
    assertThrows(
        InvalidInput.class, () -> new KernelRidge(null, Rule.MINIMUM, new double[] {share}, false));
  }

  @Test
  void remlsPenaltyGivesTheMixedModelsBlup() {
    RidgeCase data = RidgeCase.of(3, 40);
    LinearMixedModel.Fit model =
        new LinearMixedModel(VarianceMethod.REML, true)
            .fit(
                data.candidate().kernels(),
                TestData.fixed(data.design()),
                data.y(),
                TestData.algebra(),
                Execution.quiet());
    RidgeFit ridge = data.fit(null, Rule.REML);
    double ratio = model.variances().residual() / model.variances().genetic(0);
    assertEquals(ratio, ridge.penalty(), 1e-10 * ratio);
    double genetic = ridge.solution().geneticVariance();
    assertEquals(model.variances().genetic(0), genetic, 1e-8 * genetic);
    assertArrayEquals(model.blup().fitted(), ridge.solution().fitted(), 1e-8);
    assertArrayEquals(model.blup().fixedEffects(), ridge.solution().fixedEffects(), 1e-8);
  }

  /** With s_k = s_g f_k, REML of several kernels and ridge regression are the same fit. */
  @Test
  void remlOfAMixtureGivesTheMixedModelsComponentsAndBlup() {
    RidgeCase data = RidgeCase.mixture(3);
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
    assertArrayEquals(variances, ridge.variances(), 1e-7 * variances[2]);
    assertArrayEquals(model.blup().fitted(), ridge.solution().fitted(), 1e-7);
    assertEquals(1, ridge.paths().size());
    double[] errors = data.refitted(data.mixed(ridge.share()), ridge.paths().get(0).penalty()[12]);
    assertEquals(Dense.dot(errors, errors) / N, ridge.paths().get(0).error()[12], 1e-8);
  }

  /** Each rule takes the candidate that is best by its own score. */
  @ParameterizedTest
  @EnumSource(Rule.class)
  void theBestCandidateIsTaken(Rule rule) {
    RidgeCase data = RidgeCase.mixture(1);
    Candidate first = new Candidate("first", List.of(data.candidate().kernels().get(0)));
    Candidate second = new Candidate("second", List.of(data.candidate().kernels().get(1)));
    FixedEffects fixed = TestData.fixed(data.design());
    KernelRidge ridge = new KernelRidge(null, rule);
    RidgeFit both =
        ridge.fit(
            List.of(second, first),
            fixed,
            data.y(),
            data.plan(),
            TestData.algebra(),
            Execution.quiet());
    assertEquals("first", both.kernel(), "the kernel of the trait");
    RidgeFit alone =
        ridge.fit(
            List.of(first), fixed, data.y(), data.plan(), TestData.algebra(), Execution.quiet());
    assertEquals(alone.penalty(), both.penalty());
    assertArrayEquals(alone.solution().fitted(), both.solution().fitted());
    assertEquals(2, both.paths().size());
    assertEquals("second", both.paths().get(0).kernel());
  }

  @Test
  void theDefaultGridIsRelativeToTheMeanDiagonal() {
    RidgeCase data = RidgeCase.of(1, 40);
    double[] grid = data.fit(null, Rule.MINIMUM).paths().get(0).penalty();
    double diagonal = Dense.trace(data.kernel()) / N;
    assertEquals(25, grid.length);
    assertEquals(1e-4 * diagonal, grid[0], 1e-16);
    assertEquals(1e3 * diagonal, grid[24], 1e-9);
    for (int k = 1; k < 25; k++) {
      assertEquals(Math.pow(10, 7.0 / 24), grid[k] / grid[k - 1], 1e-12);
    }
    double[][] scaled = Dense.combine(1e-3, data.kernel(), 0, data.kernel());
    RidgeFit other =
        RidgeCase.of(scaled, data.design(), data.y(), RidgeCase.unequal()).fit(null, Rule.MINIMUM);
    assertArrayEquals(
        data.fit(null, Rule.MINIMUM).solution().fitted(), other.solution().fitted(), 1e-9);
  }

  /** A trait that the kernel explains fully, and one that it does not explain. */
  @ParameterizedTest
  @CsvSource({"true, 60", "false, 60", "true, 300", "false, 300"})
  void theDefaultGridGoesOnWhereItsEndIsBest(boolean explained, int n) {
    double[][] kernel = TestData.kernel(n, 5 * n, 1);
    double[][] design = TestData.design(n, 1, 2);
    double[] y =
        explained
            ? TestData.trait(TestData.kernel(n, 3, 8), design, 1, 0, 3)
            : TestData.normal(n, 6);
    double[][] used = explained ? TestData.kernel(n, 3, 8) : kernel;
    RidgeFit fit = RidgeCase.of(used, design, y, Folds.random(n, 5, 1)).fit(null, Rule.MINIMUM);
    PenaltyPath path = fit.paths().get(0);
    double diagonal = Dense.trace(used) / n;
    assertTrue(path.penalty().length > 25);
    assertTrue(
        explained
            ? path.penalty()[0] < 1e-5 * diagonal
            : path.penalty()[path.penalty().length - 1] > 1e4 * diagonal);
    for (int k = 1; k < path.penalty().length; k++) {
      assertEquals(Math.pow(10, 7.0 / 24), path.penalty()[k] / path.penalty()[k - 1], 1e-9);
    }
    assertEquals(path.penalty()[least(path.error())], fit.penalty());
    assertTrue(fit.messages().get(0).contains("extended"));
  }

  @Test
  void aGridOfTheUsersStaysAndItsEndIsSaid() {
    RidgeCase data = RidgeCase.of(1, 40);
    double[] large = {1e5, 1e6};
    RidgeFit fit = data.fit(large, Rule.MINIMUM);
    assertEquals(1, fit.messages().size());
    assertArrayEquals(large, fit.paths().get(0).penalty());
    assertEquals(0, data.fit(new double[] {1e5}, Rule.MINIMUM).messages().size());
    assertEquals(0, RidgeCase.of(3, 40).fit(null, Rule.MINIMUM).messages().size());
  }

  @Test
  void penaltiesThatAreNoneAreRefused() {
    for (double[] penalties :
        new double[][] {{}, {0}, {-1, 2}, {Double.NaN}, {1, Double.POSITIVE_INFINITY}}) {
      assertThrows(InvalidInput.class, () -> new KernelRidge(penalties, Rule.MINIMUM));
    }
    double[] unordered = {3, 1, 2};
    assertArrayEquals(new double[] {1, 2, 3}, new KernelRidge(unordered, Rule.MINIMUM).penalties());
    assertArrayEquals(new double[] {3, 1, 2}, unordered, "a user's array is left alone");
  }

  @Test
  void rulesHaveTheNamesThatUsersType() {
    for (String name : new String[] {"min", "1se", "gcv", "loo", "reml"}) {
      assertEquals(name, Rule.named(name).label());
    }
    assertThrows(InvalidInput.class, () -> Rule.named("minimum"));
  }

  /** Seeds at which REML puts s_g or s_e at zero. */
  @ParameterizedTest
  @CsvSource({"0, 1, 7", "1, 7, .01"})
  void whereRemlHasNoRatioTheEndOfTheGridStandsForItAndIsSaid(
      double h2, long seed, double expected) {
    double[][] kernel = TestData.kernel(14, 18, seed);
    double[][] design = TestData.design(14, 1, seed + 1);
    double[] y = TestData.trait(kernel, design, 4 * h2, 4 * (1 - h2), seed + 2);
    RidgeFit fit =
        RidgeCase.of(kernel, design, y, Folds.random(14, 3, 1))
            .fit(new double[] {0.01, 1, 7}, Rule.REML);
    assertEquals(expected, fit.penalty());
    assertEquals(1, fit.messages().size());
  }
}
