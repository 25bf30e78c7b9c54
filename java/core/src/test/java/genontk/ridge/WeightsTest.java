package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.design.Records;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.mixed.LinearMixedModel;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits with weights are those of their definitions, by every route. */
class WeightsTest {

  private static final double[] GRID = FoldErrorsTest.GRID;
  private static final int N = RidgeCase.N;

  private static RidgeCase halves(RidgeCase data) {
    return data.with(FoldPlan.of(Folds.random(N, 2, 4)));
  }

  private static void assertClose(double[] expected, double[] found, double tolerance) {
    double size = Math.sqrt(Dense.dot(expected, expected) / expected.length);
    assertArrayEquals(expected, found, tolerance * size);
  }

  /** From the definition, every fold with an inverse of its own. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void bothRoutesEqualWeightedRefitting(int q) {
    WeightedCase data = WeightedCase.fractional(halves(RidgeCase.mixture(q)));
    double[][] kernel = data.mixed(0.3, 0.7);
    Folds folds = data.data().plan().rounds().get(0);
    double total = data.total();
    for (Rule rule : new Rule[] {Rule.MINIMUM, Rule.GENERALIZED}) {
      RidgeFit fit = data.fit(GRID, rule);
      PenaltyPath path = fit.paths().get(3);
      for (int k = 0; k < GRID.length; k++) {
        double[] errors = data.refitted(kernel, GRID[k]);
        double mean = data.meanSquare(errors);
        assertEquals(mean, path.error()[k], 1e-9 * mean);
        double variance = 0;
        for (int fold = 0; fold < 2; fold++) {
          double own = 0;
          double sum = 0;
          for (int i : folds.members(fold)) {
            own += data.weights()[i];
            sum += data.weights()[i] * errors[i] * errors[i];
          }
          variance += own / total * Math.pow(sum / own - mean, 2);
        }
        assertEquals(Math.sqrt(variance), path.standardError()[k], 1e-8 * Math.sqrt(variance));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0.28", "3, 0.28", "3, 1e-3", "3, 1000"})
  void allWaysToASolutionAreThatOfTheDefinition(int q, double penalty) {
    WeightedCase data = WeightedCase.fractional(RidgeCase.mixture(q));
    KernelMixture kernel = data.parts().mixture(0.3, 0.7);
    RidgeSolver solver =
        new RidgeSolver(kernel, data.fixed(), TestData.algebra(), Execution.quiet());
    double[][] v = data.covariance(data.mixed(0.3, 0.7), penalty);
    double[][] z = data.data().design();
    double[] y = data.data().y();
    double[] alpha = Dense.times(Dense.projection(v, z), y);
    double genetic = Dense.dot(y, alpha) / (N - q);
    double[][] information = Dense.inverse(Dense.times(Dense.transpose(z), Dense.inverse(v), z));
    double[][] covariance = Dense.combine(genetic, information, 0, information);
    double[] penalties = {penalty};
    for (RidgeSolution found :
        List.of(
            solver.stepped(List.of(y), penalties).get(0),
            solver.factored(List.of(y), penalties).get(0),
            solver.diagnosed(List.of(y), penalties).get(0))) {
      assertClose(alpha, found.dual(), 1e-8);
      assertEquals(genetic, found.geneticVariance(), 1e-8 * genetic);
      assertArrayEquals(WeightedCase.effects(v, z, y), found.fixedEffects(), 1e-7);
      assertEquals(
          0,
          Dense.distance(covariance, Dense.of(found.fixedEffectsCovariance())),
          1e-8 * Dense.largest(covariance));
      double[] fitted = y.clone();
      Arrays.setAll(fitted, i -> fitted[i] - penalty * alpha[i] / data.weights()[i]);
      assertArrayEquals(fitted, found.fitted(), 1e-8);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1e-3", "3, 0.7", "3, 50"})
  void diagnosticsAreThoseOfRefittingAndOfTheMixedModel(int q, double penalty) {
    WeightedCase data = WeightedCase.fractional(RidgeCase.mixture(q));
    RidgeFit fit = data.fit(new KernelRidge(new double[] {penalty}, Rule.MINIMUM), true);
    Diagnostics found = fit.solution().diagnostics();
    double[][] kernel = data.mixed(fit.shares());
    double genetic = fit.solution().geneticVariance();
    double[][] p = Dense.projection(data.covariance(kernel, penalty), data.data().design());
    double[][] centring = Dense.combine(1, Dense.identity(N), -1, Dense.constant(N, 1.0 / N));
    double[][] crossing = Dense.times(kernel, centring);
    double[][] explained = Dense.times(Dense.transpose(crossing), p, crossing);
    double[][] prior = Dense.centred(kernel);
    for (int i = 0; i < N; i++) {
      double error = data.heldOut(kernel, new int[] {i}, penalty)[0];
      assertEquals(error, found.residuals()[i], 1e-8 * Math.abs(error));
      double pev = genetic * (prior[i][i] - explained[i][i]);
      assertEquals(pev, found.predictionErrorVariance()[i], 1e-8 * genetic * prior[i][i]);
      assertEquals(1 - pev / (genetic * prior[i][i]), found.reliability()[i], 1e-8);
    }
  }

  /** Copies of a row would make the residual variance vanish; weights divide it, as in ntk_lmm. */
  @Test
  void remlIsThatOfTheMixedModelWithTheSameWeights() {
    for (RidgeCase one : List.of(RidgeCase.of(3, 40), RidgeCase.mixture(3), RidgeCase.sets(3))) {
      WeightedCase data = WeightedCase.fractional(one);
      LinearMixedModel.Fit model =
          new LinearMixedModel(VarianceMethod.REML, true)
              .fit(
                  one.candidate().kernels(),
                  new Records(N, null, data.weights()),
                  data.fixed(),
                  one.y(),
                  TestData.algebra(),
                  Execution.quiet());
      RidgeFit ridge = data.fit((double[]) null, Rule.REML);
      double[] variances = model.variances().estimate();
      double largest = Arrays.stream(variances).max().orElseThrow();
      assertArrayEquals(variances, ridge.variances(), 1e-6 * largest);
      for (int k = 0; k < ridge.scales().length; k++) {
        assertEquals(data.trace(k) / (N - 3), ridge.scales()[k], 1e-9);
      }
      assertArrayEquals(model.blup().fitted(), ridge.solution().fitted(), 1e-6);
      assertArrayEquals(model.blup().fixedEffects(), ridge.solution().fixedEffects(), 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void unitWeightsGiveTheSameBitsAsNone(Rule rule) {
    for (RidgeCase one : List.of(RidgeCase.of(3, 40), RidgeCase.mixture(3))) {
      double[] ones = new double[N];
      Arrays.fill(ones, 1);
      RidgeFit none = one.diagnosed(new KernelRidge(null, rule));
      RidgeFit unit = new WeightedCase(one, ones).fit(new KernelRidge(null, rule), true);
      assertEquals(none.penalty(), unit.penalty());
      assertArrayEquals(none.solution().dual(), unit.solution().dual());
      assertArrayEquals(
          none.solution().diagnostics().reliability(), unit.solution().diagnostics().reliability());
      for (int k = 0; k < none.paths().size(); k++) {
        assertArrayEquals(none.paths().get(k).error(), unit.paths().get(k).error());
        assertArrayEquals(none.paths().get(k).correlation(), unit.paths().get(k).correlation());
      }
    }
    assertNull(PersonWeights.of(2, new double[] {1, 1}).values());
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void permutingPeoplePermutesTheFit(Rule rule) {
    for (RidgeCase one : List.of(RidgeCase.of(3, 40), RidgeCase.mixture(3))) {
      WeightedCase data = WeightedCase.fractional(one);
      int[] order = TestData.permutation(N, 8);
      WeightedCase permuted =
          new WeightedCase(data.selected(order), Dense.select(data.weights(), order));
      RidgeFit fit = data.fit((double[]) null, rule);
      RidgeFit other = permuted.fit((double[]) null, rule);
      assertEquals(fit.penalty(), other.penalty(), 1e-8 * fit.penalty());
      assertArrayEquals(fit.shares(), other.shares(), 1e-8);
      assertClose(Dense.select(fit.solution().fitted(), order), other.solution().fitted(), 1e-8);
      assertClose(fit.paths().get(0).error(), other.paths().get(0).error(), 1e-8);
    }
  }

  /** Twice the weights at twice the penalty is the same fit: weights are not rescaled. */
  @Test
  void doubledWeightsAtADoubledPenaltyGiveTheSameFit() {
    WeightedCase data = WeightedCase.fractional(RidgeCase.of(3, 40));
    double[] doubled = Arrays.stream(data.weights()).map(weight -> 2 * weight).toArray();
    RidgeFit one = data.fit(new double[] {0.7}, Rule.MINIMUM);
    RidgeFit two = new WeightedCase(data.data(), doubled).fit(new double[] {1.4}, Rule.MINIMUM);
    assertClose(one.solution().fitted(), two.solution().fitted(), 1e-10);
    assertClose(one.paths().get(0).error(), two.paths().get(0).error(), 1e-10);
  }

  @Test
  void traitsAndCandidatesTogetherAreThoseAlone() {
    WeightedCase data = WeightedCase.fractional(RidgeCase.mixture(3));
    double[] other = TestData.trait(data.data().kernels().get(1), data.data().design(), 1, 0.2, 9);
    Candidate mixture = data.data().candidate();
    Candidate second = new Candidate("second", List.of(mixture.kernels().get(1)));
    KernelRidge ridge = new KernelRidge(null, Rule.MINIMUM);
    Matrix both = Matrix.ofColumns(data.data().y(), other);
    RidgeProblem problem =
        new RidgeProblem(List.of(mixture, second), data.fixed(), both, data.weights());
    List<RidgeFit> together =
        ridge.fit(problem, data.data().plan(), true, TestData.algebra(), Execution.quiet());
    for (int trait = 0; trait < 2; trait++) {
      RidgeFit alone =
          ridge
              .fit(
                  problem.ofTrait(trait),
                  data.data().plan(),
                  true,
                  TestData.algebra(),
                  Execution.quiet())
              .get(0);
      RidgeFit same = together.get(trait);
      assertEquals(12, same.paths().size());
      assertEquals(alone.kernel(), same.kernel());
      assertEquals(alone.penalty(), same.penalty());
      assertClose(alone.solution().fitted(), same.solution().fitted(), 1e-10);
      assertClose(
          alone.solution().diagnostics().predictions(),
          same.solution().diagnostics().predictions(),
          1e-9);
    }
  }

  /** alpha holds the weights, so that predictions need none. */
  @Test
  void newPeopleArePredictedWithoutWeights() {
    WeightedCase data = WeightedCase.fractional(RidgeCase.mixture(3));
    int[] held = {2, 7, 20};
    int[] others = IntStream.range(0, N).filter(i -> i != 2 && i != 7 && i != 20).toArray();
    WeightedCase training =
        new WeightedCase(data.selected(others), Dense.select(data.weights(), others));
    RidgeFit fit = training.fit(new double[] {0.7}, Rule.MINIMUM);
    double[] found =
        fit.predict(
            Dense.matrix(Dense.select(data.data().design(), held, Dense.range(3))),
            data.data().kernels().stream()
                .map(kernel -> Dense.matrix(Dense.select(kernel, held, others)))
                .toList(),
            TestData.algebra());
    double[][] kernel = new double[N][N];
    for (int k = 0; k < 2; k++) {
      kernel = Dense.combine(1, kernel, fit.factors()[k], data.data().kernels().get(k));
    }
    double[] errors = data.heldOut(kernel, held, 0.7);
    double[] expected = Dense.select(data.data().y(), held);
    Arrays.setAll(expected, i -> expected[i] - errors[i]);
    assertClose(expected, found, 1e-8);
  }

  private static NestedValidation validate(WeightedCase data, KernelRidge ridge) {
    return NestedValidation.of(
        ridge,
        data.problem(),
        data.data().plan(),
        FoldScheme.of(3, 5),
        TestData.algebra(),
        Execution.quiet());
  }

  @Test
  void nestedValidationWithOnePenaltyIsCrossValidation() {
    RidgeCase one = RidgeCase.of(3, 40);
    WeightedCase data =
        WeightedCase.fractional(one.with(new FoldScheme(4, 2, 9, null).deal(one.y())));
    KernelRidge ridge = new KernelRidge(new double[] {0.7}, Rule.MINIMUM);
    NestedValidation nested = validate(data, ridge);
    PenaltyPath path = data.fit(ridge, false).paths().get(0);
    assertEquals(path.error()[0], nested.error(), 1e-9);
    assertEquals(path.standardError()[0], nested.standardError(), 1e-9);
    assertEquals(path.correlation()[0], nested.correlation(), 1e-9);
  }

  @Test
  void outerFoldsArePredictedByAWeightedChoiceAmongTheOthers() {
    WeightedCase data = WeightedCase.fractional(RidgeCase.of(1, 40));
    KernelRidge ridge = new KernelRidge(GRID, Rule.MINIMUM);
    NestedValidation nested = validate(data, ridge);
    Folds folds = data.data().plan().rounds().get(0);
    for (int fold = 0; fold < folds.count(); fold++) {
      int[] others = folds.others(fold);
      RidgeCase among = data.selected(others);
      WeightedCase without =
          new WeightedCase(
              among.with(FoldScheme.of(3, 5).deal(among.y())),
              Dense.select(data.weights(), others));
      double penalty = without.fit(ridge, false).penalty();
      assertEquals(penalty, nested.fits().get(fold).penalty());
      int[] held = folds.members(fold);
      assertClose(
          data.heldOut(data.data().kernel(), held, penalty),
          Dense.select(nested.errors(), held),
          1e-8);
    }
  }

  /** Weights that sum to less than df leave no residual degrees of freedom at small penalties. */
  @Test
  void gcvIsInfiniteWhereTheDegreesOfFreedomAreUsedUp() {
    RidgeCase one = RidgeCase.of(1, 40);
    double[] small = new double[N];
    Arrays.fill(small, 0.4);
    WeightedCase data = new WeightedCase(one, small);
    RidgeFit fit = data.fit(GRID, Rule.GENERALIZED);
    PenaltyPath path = fit.paths().get(0);
    assertTrue(path.degreesOfFreedom()[0] > data.total());
    int chosen = Arrays.binarySearch(GRID, fit.penalty());
    assertTrue(path.degreesOfFreedom()[chosen] < data.total());
  }

  @Test
  void weightsThatAreNoneAreRefused() {
    RidgeCase one = RidgeCase.of(1, 40);
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] weights = new double[N];
      Arrays.fill(weights, 2);
      weights[5] = bad;
      assertThrows(
          InvalidInput.class,
          () ->
              new RidgeProblem(
                  List.of(one.candidate()),
                  TestData.fixed(one.design()),
                  Matrix.column(one.y()),
                  weights));
    }
    assertThrows(InvalidInput.class, () -> PersonWeights.of(3, new double[] {1, 2}));
    double[] tiny = Collections.nCopies(N, 0.01).stream().mapToDouble(w -> w).toArray();
    WeightedCase mixture = new WeightedCase(RidgeCase.mixture(1), tiny);
    assertThrows(InvalidInput.class, () -> mixture.fit(GRID, Rule.MINIMUM));
    assertEquals(
        1, new WeightedCase(one, tiny).fit(new double[] {0.01}, Rule.MINIMUM).paths().size());
  }
}
