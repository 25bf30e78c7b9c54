package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.Cancelled;
import genontk.error.InvalidInput;
import genontk.mixed.Blup;
import genontk.mixed.LinearMixedModel;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Threads;
import genontk.variance.RestrictedSpectrum;
import genontk.variance.VarianceMethod;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelRidgeTest {

  private static final int N = 27;
  private static final double[] GRID = {1e-4, 0.01, 0.3, 1, 5, 100};

  private record Case(double[][] kernel, double[][] design, double[] y, Folds folds) {

    /** Folds of sizes 12, 8, 6 and 1. */
    static Case of(int q, int rank) {
      double[][] kernel = TestData.kernel(N, rank, 41);
      double[][] design = TestData.design(N, q, 42);
      double[] y = TestData.trait(kernel, design, 3, 1, 43);
      List<String> labels =
          IntStream.range(0, N)
              .mapToObj(i -> i == 9 ? "alone" : i % 9 < 4 ? "a" : i % 9 < 7 ? "b" : "c")
              .toList();
      return new Case(kernel, design, y, Folds.labelled(labels));
    }

    RestrictedSpectrum spectrum() {
      return TestData.spectrum(kernel, design);
    }

    KernelRidge.Fit fit(double[] penalties, Rule rule) {
      return new KernelRidge(penalties, rule)
          .fit(
              spectrum(),
              Dense.trace(kernel) / kernel.length,
              y,
              folds,
              TestData.algebra(),
              Execution.quiet());
    }

    /** Returns y - yhat of the people held out, everything refitted on the others. */
    double[] heldOut(int[] held, double penalty) {
      int[] others =
          IntStream.range(0, N).filter(i -> Arrays.stream(held).noneMatch(j -> j == i)).toArray();
      int[] columns = Dense.range(design[0].length);
      double[][] v = Dense.covariance(Dense.select(kernel, others, others), 1, penalty);
      double[][] inverse = Dense.inverse(v);
      double[][] z = Dense.select(design, others, columns);
      double[] trait = Dense.select(y, others);
      double[] b =
          Dense.times(
              Dense.inverse(Dense.times(Dense.transpose(z), inverse, z)),
              Dense.times(Dense.times(Dense.transpose(z), inverse), trait));
      double[] left = new double[others.length];
      double[] zb = Dense.times(z, b);
      Arrays.setAll(left, i -> trait[i] - zb[i]);
      double[] dual = Dense.times(inverse, left);
      double[] random = Dense.times(Dense.select(kernel, held, others), dual);
      double[] fixed = Dense.times(Dense.select(design, held, columns), b);
      double[] errors = new double[held.length];
      Arrays.setAll(errors, i -> y[held[i]] - fixed[i] - random[i]);
      return errors;
    }
  }

  /** Mean over people, SD of the fold means weighted by size over the root of their number. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void thePathIsThatOfRefittingEveryFoldAtEveryPenalty(int q) {
    for (int rank : new int[] {7, 60}) {
      Case data = Case.of(q, rank);
      PenaltyPath path = data.fit(GRID, Rule.MINIMUM).path();
      assertArrayEquals(GRID, path.penalty());
      for (int k = 0; k < GRID.length; k++) {
        double[] predicted = new double[N];
        double total = 0;
        double[] foldMeans = new double[4];
        for (int fold = 0; fold < 4; fold++) {
          int[] members = data.folds.members(fold);
          double[] errors = data.heldOut(members, GRID[k]);
          for (int i = 0; i < members.length; i++) {
            predicted[members[i]] = data.y[members[i]] - errors[i];
            total += errors[i] * errors[i];
            foldMeans[fold] += errors[i] * errors[i] / members.length;
          }
        }
        double mean = total / N;
        double variance = 0;
        for (int fold = 0; fold < 4; fold++) {
          double weight = data.folds.members(fold).length / (double) N;
          variance += weight * Math.pow(foldMeans[fold] - mean, 2);
        }
        assertEquals(mean, path.error()[k], 1e-8 * mean, "penalty " + GRID[k]);
        double error = Math.sqrt(variance / 3);
        assertEquals(error, path.standardError()[k], 1e-8 * error);
        assertEquals(correlation(predicted, data.y), path.correlation()[k], 1e-8);
      }
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

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void leaveOneOutIsThatOfRefittingWithoutEachPerson(int q) {
    Case data = Case.of(q, 40);
    CrossValidation validation =
        new CrossValidation(data.spectrum(), data.y, TestData.algebra(), Execution.quiet());
    double[] scores = validation.leaveOneOut(GRID);
    Folds single = Folds.labelled(IntStream.range(0, N).mapToObj(String::valueOf).toList());
    double[] folded = validation.path(GRID, single).error();
    for (int k = 0; k < GRID.length; k++) {
      double sum = 0;
      for (int i = 0; i < N; i++) {
        double error = data.heldOut(new int[] {i}, GRID[k])[0];
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
    Case data = Case.of(q, 40);
    CrossValidation validation =
        new CrossValidation(data.spectrum(), data.y, TestData.algebra(), Execution.quiet());
    double[] scores = validation.generalized(GRID);
    double[] df = validation.path(GRID, data.folds).degreesOfFreedom();
    for (int k = 0; k < GRID.length; k++) {
      double[][] p = Dense.projection(Dense.covariance(data.kernel, 1, GRID[k]), data.design);
      double[][] hat = Dense.combine(1, Dense.identity(N), -GRID[k], p);
      assertEquals(Dense.trace(hat), df[k], 1e-9);
      double[] fitted = Dense.times(hat, data.y);
      double squares = 0;
      for (int i = 0; i < N; i++) {
        squares += Math.pow(data.y[i] - fitted[i], 2);
      }
      double gcv = squares / N / Math.pow(1 - Dense.trace(hat) / N, 2);
      assertEquals(gcv, scores[k], 1e-8 * gcv);
    }
  }

  @Test
  void eachRuleTakesThePenaltyOfItsDefinition() {
    Case data = Case.of(3, 40);
    double[] grid = new double[41];
    Arrays.setAll(grid, k -> Math.pow(10, -4 + 7 * k / 40.0));
    KernelRidge.Fit minimum = data.fit(grid, Rule.MINIMUM);
    PenaltyPath path = minimum.path();
    int best = 0;
    for (int k = 0; k < grid.length; k++) {
      best = path.error()[k] < path.error()[best] ? k : best;
    }
    assertEquals(grid[best], minimum.penalty());
    assertTrue(best > 0 && best < 40, "an example with a minimum inside");
    double limit = path.error()[best] + path.standardError()[best];
    double largest = 0;
    for (int k = 0; k < grid.length; k++) {
      largest = path.error()[k] <= limit ? grid[k] : largest;
    }
    assertEquals(largest, data.fit(grid, Rule.ONE_STANDARD_ERROR).penalty());
    assertTrue(largest > grid[best]);
    CrossValidation validation =
        new CrossValidation(data.spectrum(), data.y, TestData.algebra(), Execution.quiet());
    assertEquals(
        grid[least(validation.leaveOneOut(grid))], data.fit(grid, Rule.LEAVE_ONE_OUT).penalty());
    assertEquals(
        grid[least(validation.generalized(grid))], data.fit(grid, Rule.GENERALIZED).penalty());
  }

  private static int least(double[] scores) {
    int least = 0;
    for (int k = 0; k < scores.length; k++) {
      least = scores[k] < scores[least] ? k : least;
    }
    return least;
  }

  @Test
  void remlsPenaltyGivesTheMixedModelsBlup() {
    Case data = Case.of(3, 40);
    LinearMixedModel.Fit model =
        new LinearMixedModel(VarianceMethod.REML, true).fit(data.spectrum(), data.y);
    KernelRidge.Fit ridge = data.fit(null, Rule.REML);
    double ratio = model.variances().residual() / model.variances().genetic(0);
    assertEquals(ratio, ridge.penalty(), 1e-10 * ratio);
    assertEquals(
        model.variances().genetic(0), ridge.geneticVariance(), 1e-8 * ridge.geneticVariance());
    assertArrayEquals(model.blup().fitted(), ridge.blup().fitted(), 1e-8);
    assertArrayEquals(model.blup().fixedEffects(), ridge.blup().fixedEffects(), 1e-8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void blupIsRidgeAtTheRatioOfTheVariances(int q) {
    Case data = Case.of(q, 40);
    Blup blup = Blup.of(data.spectrum(), data.y, 2.5, 0.7);
    KernelRidge.Fit ridge = data.fit(new double[] {0.7 / 2.5}, Rule.MINIMUM);
    assertArrayEquals(blup.fitted(), ridge.blup().fitted(), 1e-10);
    assertArrayEquals(blup.randomEffects(), ridge.blup().randomEffects(), 1e-10);
    assertArrayEquals(blup.fixedEffects(), ridge.blup().fixedEffects(), 1e-10);
    double[] alpha = new double[N];
    Arrays.setAll(alpha, i -> ridge.geneticVariance() * ridge.blup().dual()[i]);
    double[] explicit =
        Dense.times(Dense.projection(Dense.covariance(data.kernel, 1, 0.28), data.design), data.y);
    assertArrayEquals(explicit, alpha, 1e-9);
    double expected = Dense.dot(data.y, explicit) / (N - q);
    assertEquals(expected, ridge.geneticVariance(), 1e-9 * expected);
  }

  /** With K = XX' the fit is Z b + X w, w by penalised least squares with lambda |w|^2. */
  @Test
  void onTheLinearKernelItIsRidgeRegression() {
    int p = 6;
    double[][] x = Dense.of(TestData.normal(N, p, 5));
    double[][] z = TestData.design(N, 3, 6);
    double[] y = TestData.normal(N, 7);
    double penalty = 3.7;
    double[][] both = new double[N][3 + p];
    for (int i = 0; i < N; i++) {
      System.arraycopy(z[i], 0, both[i], 0, 3);
      System.arraycopy(x[i], 0, both[i], 3, p);
    }
    double[][] normal = Dense.times(Dense.transpose(both), both);
    for (int j = 3; j < 3 + p; j++) {
      normal[j][j] += penalty;
    }
    double[] coefficients =
        Dense.times(Dense.inverse(normal), Dense.times(Dense.transpose(both), y));
    double[][] kernel = Dense.times(x, Dense.transpose(x));
    KernelRidge.Fit fit =
        new Case(kernel, z, y, Folds.random(N, 5, 1)).fit(new double[] {penalty}, Rule.MINIMUM);
    assertArrayEquals(Dense.times(both, coefficients), fit.blup().fitted(), 1e-10);
    assertArrayEquals(Arrays.copyOf(coefficients, 3), fit.blup().fixedEffects(), 1e-10);
  }

  @Test
  void theDefaultGridIsRelativeToTheMeanDiagonal() {
    Case data = Case.of(1, 40);
    double[] grid = data.fit(null, Rule.MINIMUM).path().penalty();
    double diagonal = Dense.trace(data.kernel) / N;
    assertEquals(25, grid.length);
    assertEquals(1e-4 * diagonal, grid[0], 1e-16);
    assertEquals(1e3 * diagonal, grid[24], 1e-9);
    for (int k = 1; k < 25; k++) {
      assertEquals(Math.pow(10, 7.0 / 24), grid[k] / grid[k - 1], 1e-12);
    }
    double[][] scaled = Dense.combine(1e-3, data.kernel, 0, data.kernel);
    KernelRidge.Fit other =
        new Case(scaled, data.design, data.y, data.folds).fit(null, Rule.MINIMUM);
    assertArrayEquals(data.fit(null, Rule.MINIMUM).blup().fitted(), other.blup().fitted(), 1e-9);
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void permutingPeoplePermutesTheFitWhenTheFoldsGoWithThem(Rule rule) {
    Case data = Case.of(3, 40);
    int[] order = TestData.permutation(N, 9);
    Case permuted =
        new Case(
            Dense.select(data.kernel, order, order),
            Dense.select(data.design, order, Dense.range(3)),
            Dense.select(data.y, order),
            Folds.labelled(
                Arrays.stream(order)
                    .mapToObj(i -> String.valueOf(data.folds.labels()[i]))
                    .toList()));
    KernelRidge.Fit fit = data.fit(null, rule);
    KernelRidge.Fit other = permuted.fit(null, rule);
    assertEquals(fit.penalty(), other.penalty(), 1e-9 * fit.penalty());
    assertArrayEquals(Dense.select(fit.blup().fitted(), order), other.blup().fitted(), 1e-9);
    assertArrayEquals(fit.path().error(), other.path().error(), 1e-9);
  }

  @Test
  void aFoldThatTakesAFactorLevelWithItIsRefused() {
    double[][] kernel = TestData.kernel(12, 20, 1);
    double[][] design = new double[12][2];
    for (int i = 0; i < 12; i++) {
      design[i] = new double[] {1, i < 3 ? 1 : 0};
    }
    double[] y = TestData.normal(12, 2);
    List<String> site = IntStream.range(0, 12).mapToObj(i -> i < 3 ? "x" : "y" + i % 2).toList();
    Case data = new Case(kernel, design, y, Folds.labelled(site));
    assertThrows(InvalidInput.class, () -> data.fit(GRID, Rule.MINIMUM));
    Case mixed =
        new Case(
            kernel,
            design,
            y,
            Folds.labelled(IntStream.range(0, 12).mapToObj(i -> "" + i % 3).toList()));
    assertDoesNotThrow(() -> mixed.fit(GRID, Rule.MINIMUM));
  }

  @Test
  void aFoldOfAllButOnePersonLeavesTooFewForTwoCoefficients() {
    double[][] kernel = TestData.kernel(8, 20, 1);
    double[][] covariate = TestData.design(8, 2, 2);
    Folds folds = Folds.labelled(IntStream.range(0, 8).mapToObj(i -> i == 0 ? "a" : "b").toList());
    double[] y = TestData.normal(8, 3);
    assertThrows(
        InvalidInput.class, () -> new Case(kernel, covariate, y, folds).fit(GRID, Rule.MINIMUM));
  }

  @Test
  void anEndOfTheGridIsSaid() {
    Case data = Case.of(1, 40);
    double[] large = {1e5, 1e6};
    assertEquals(1, messages(data.fit(large, Rule.MINIMUM)));
    assertEquals(0, messages(data.fit(new double[] {1e5}, Rule.MINIMUM)));
    assertEquals(0, messages(Case.of(3, 40).fit(null, Rule.MINIMUM)));
  }

  private static int messages(KernelRidge.Fit fit) {
    return fit.messages().size();
  }

  @Test
  void ofEqualErrorsTheLargestPenaltyIsTaken() {
    assertEquals(2, PenaltyPath.least(new double[] {2, 1, 1, 3}));
    assertEquals(0, PenaltyPath.least(new double[] {1, 2, 3}));
    double[] none = new double[4];
    double[] errors = {5, 1, 1.4, 1.6};
    double[] spread = {9, 0.5, 9, 9};
    PenaltyPath path = new PenaltyPath(new double[] {1, 2, 3, 4}, errors, spread, none, none);
    assertEquals(1, path.minimum());
    assertEquals(2, path.oneStandardError());
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
    KernelRidge.Fit fit =
        new Case(kernel, design, y, Folds.random(14, 3, 1))
            .fit(new double[] {0.01, 1, 7}, Rule.REML);
    assertEquals(expected, fit.penalty());
    assertEquals(1, messages(fit));
  }

  @Test
  void aConstantTraitIsRefused() {
    Case data = Case.of(1, 40);
    double[] constant = new double[N];
    Arrays.fill(constant, 3);
    assertThrows(
        InvalidInput.class,
        () -> new Case(data.kernel, data.design, constant, data.folds).fit(GRID, Rule.MINIMUM));
  }

  @Test
  void cancellingStopsTheFolds() {
    Case data = Case.of(1, 40);
    Cancellation cancellation = new Cancellation();
    Execution execution =
        new Execution(Threads.of(1), cancellation, (stage, share) -> cancellation.request());
    assertThrows(
        Cancelled.class,
        () ->
            new KernelRidge(GRID, Rule.MINIMUM)
                .fit(data.spectrum(), 1, data.y, data.folds, TestData.algebra(), execution));
  }
}
