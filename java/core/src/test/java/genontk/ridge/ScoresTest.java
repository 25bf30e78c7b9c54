package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The columns of a path equal their definitions. */
class ScoresTest {

  private static final double[] GRID = FoldErrorsTest.GRID;
  private static final int N = RidgeCase.N;

  /** Mean over people, SD of the fold means weighted by size over the root of their number. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void thePathSummarisesTheErrorsOfRefitting(int q) {
    RidgeCase data = RidgeCase.of(q, 60);
    PenaltyPath path = data.fit(GRID, Rule.MINIMUM).paths().get(0);
    assertArrayEquals(GRID, path.penalty());
    Folds folds = data.plan().rounds().get(0);
    for (int k = 0; k < GRID.length; k++) {
      double[] errors = data.refitted(data.kernel(), GRID[k]);
      double mean = Dense.dot(errors, errors) / N;
      double variance = 0;
      for (int fold = 0; fold < 4; fold++) {
        double[] own = Dense.select(errors, folds.members(fold));
        variance += own.length * Math.pow(Dense.dot(own, own) / own.length - mean, 2) / N;
      }
      double[] predicted = new double[N];
      Arrays.setAll(predicted, i -> data.y()[i] - errors[i]);
      double error = Math.sqrt(variance / 3);
      assertEquals(mean, path.error()[k], 1e-8 * mean, "penalty " + GRID[k]);
      assertEquals(error, path.standardError()[k], 1e-8 * error);
      assertEquals(correlation(predicted, data.y()), path.correlation()[k], 1e-8);
    }
  }

  private static double correlation(double[] x, double[] y) {
    double mx = Arrays.stream(x).average().orElseThrow();
    double my = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mx) * (y[i] - my);
      xx += (x[i] - mx) * (x[i] - mx);
      yy += (y[i] - my) * (y[i] - my);
    }
    return xy / Math.sqrt(xx * yy);
  }

  /** Rounds share their people, so more rounds do not shrink the standard error. */
  @Test
  void roundsArePooled() {
    RidgeCase data = RidgeCase.of(3, 40);
    FoldPlan plan = new FoldScheme(4, 3, 7, null).deal(data.y());
    PenaltyPath pooled = data.with(plan).fit(GRID, Rule.MINIMUM).paths().get(0);
    double[] errors = new double[GRID.length];
    double[] squares = new double[GRID.length];
    for (Folds round : plan.rounds()) {
      PenaltyPath one = data.with(FoldPlan.of(round)).fit(GRID, Rule.MINIMUM).paths().get(0);
      for (int k = 0; k < GRID.length; k++) {
        errors[k] += one.error()[k] / 3;
        squares[k] += Math.pow(one.standardError()[k], 2) / 3;
      }
    }
    assertArrayEquals(errors, pooled.error(), 1e-10);
    assertArrayEquals(
        Arrays.stream(squares).map(Math::sqrt).toArray(), pooled.standardError(), 1e-10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void leaveOneOutIsThatOfRefittingWithoutEachPerson(int q) {
    RidgeCase data = RidgeCase.of(q, 40);
    double[] scores = data.spectral().leaveOneOut(0, GRID);
    Folds single = Folds.labelled(IntStream.range(0, N).mapToObj(String::valueOf).toList());
    double[] folded = data.with(FoldPlan.of(single)).fit(GRID, Rule.MINIMUM).paths().get(0).error();
    for (int k = 0; k < GRID.length; k++) {
      double sum = 0;
      for (int i = 0; i < N; i++) {
        double error = data.heldOut(data.kernel(), new int[] {i}, GRID[k])[0];
        sum += error * error / N;
      }
      assertEquals(sum, scores[k], 1e-8 * sum);
      assertEquals(sum, folded[k], 1e-8 * sum);
    }
  }

  /** yhat = H y; df = tr H; GCV = (RSS/n) / (1 - df/n)^2. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void degreesOfFreedomAndGcvAreThoseOfTheHatMatrix(int q) {
    RidgeCase data = RidgeCase.of(q, 40);
    double[] scores = data.spectral().generalized(0, GRID);
    double[] df = data.fit(GRID, Rule.GENERALIZED).paths().get(0).degreesOfFreedom();
    for (int k = 0; k < GRID.length; k++) {
      double[][] p = Dense.projection(Dense.covariance(data.kernel(), 1, GRID[k]), data.design());
      double[][] hat = Dense.combine(1, Dense.identity(N), -GRID[k], p);
      assertEquals(Dense.trace(hat), df[k], 1e-9);
      double[] fitted = Dense.times(hat, data.y());
      double squares = 0;
      for (int i = 0; i < N; i++) {
        squares += Math.pow(data.y()[i] - fitted[i], 2);
      }
      double gcv = squares / N / Math.pow(1 - Dense.trace(hat) / N, 2);
      assertEquals(gcv, scores[k], 1e-8 * gcv);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1e-3", "3, 0.7", "3, 50"})
  void diagnosticsAreThoseOfRefittingAndOfTheMixedModel(int q, double penalty) {
    RidgeCase data = RidgeCase.mixture(q);
    RidgeFit fit = data.diagnosed(new KernelRidge(new double[] {penalty}, Rule.MINIMUM));
    Diagnostics found = fit.solution().diagnostics();
    double[][] kernel = data.mixed(fit.share());
    double genetic = fit.solution().geneticVariance();
    double[][] p =
        Dense.projection(Dense.covariance(kernel, genetic, penalty * genetic), data.design());
    double[][] centring = Dense.combine(1, Dense.identity(N), -1, Dense.constant(N, 1.0 / N));
    double[][] crossing = Dense.times(kernel, centring);
    double[][] explained = Dense.times(Dense.transpose(crossing), p, crossing);
    double[][] prior = Dense.centred(kernel);
    for (int i = 0; i < N; i++) {
      double error = data.heldOut(kernel, new int[] {i}, penalty)[0];
      assertEquals(error, found.residuals()[i], 1e-8 * Math.abs(error));
      assertEquals(data.y()[i] - error, found.predictions()[i], 1e-8 * Math.abs(data.y()[i]));
      double pev = genetic * prior[i][i] - genetic * genetic * explained[i][i];
      assertEquals(pev, found.predictionErrorVariance()[i], 1e-8 * genetic * prior[i][i]);
      assertEquals(1 - pev / (genetic * prior[i][i]), found.reliability()[i], 1e-8);
    }
  }

  @Test
  void ofEqualScoresTheLargestPenaltyIsTaken() {
    assertEquals(2, PenaltyPath.least(new double[] {2, 1, 1, 3}));
    assertEquals(0, PenaltyPath.least(new double[] {1, 2, 3}));
    double[] none = new double[4];
    double[] errors = {5, 1, 1.4, 1.6};
    double[] spread = {9, 0.5, 9, 9};
    PenaltyPath path =
        new PenaltyPath(
            "ntk",
            new double[] {1},
            new double[] {1, 2, 3, 4},
            errors,
            spread,
            none,
            none,
            Route.LANCZOS);
    assertEquals(2, path.withinOneStandardError(1));
  }

  @Test
  void bothRoutesGiveTheSamePath() {
    double[][] kernel = TestData.kernel(60, 40, 2);
    double[][] design = TestData.design(60, 3, 2);
    double[] y = TestData.trait(kernel, design, 1, 1, 3);
    RidgeCase data = RidgeCase.of(kernel, design, y, Folds.random(60, 2, 1));
    PenaltyPath stepped = data.fit(GRID, Rule.MINIMUM).paths().get(0);
    PenaltyPath decomposed = data.fit(GRID, Rule.GENERALIZED).paths().get(0);
    assertEquals("lanczos", stepped.route().label());
    assertEquals("eigendecomposition", decomposed.route().label());
    for (int k = 0; k < GRID.length; k++) {
      assertEquals(decomposed.error()[k], stepped.error()[k], 1e-8 * stepped.error()[k]);
      assertEquals(decomposed.degreesOfFreedom()[k], stepped.degreesOfFreedom()[k], 1e-9);
    }
  }

  @Test
  void tracesAreNotComputedForManyUnlessTheyAreAskedFor() {
    int n = HatTrace.MOST_PEOPLE + 1;
    RidgeCase data =
        RidgeCase.of(
            Dense.identity(n),
            TestData.design(n, 1, 1),
            TestData.normal(n, 3),
            Folds.random(n, 2, 1));
    PenaltyPath path = data.fit(new double[] {1}, Rule.MINIMUM).paths().get(0);
    assertTrue(Double.isNaN(path.degreesOfFreedom()[0]));
    KernelRidge traced = new KernelRidge(new double[] {1}, Rule.MINIMUM, null, true);
    double df = data.fit(traced).paths().get(0).degreesOfFreedom()[0];
    assertEquals(1 + (n - 1) / 2.0, df, 1e-9, "an intercept, and eigenvalues 1 / (1 + 1)");
  }
}
