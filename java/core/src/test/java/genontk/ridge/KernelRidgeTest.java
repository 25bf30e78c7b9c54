package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genontk.Dense;
import genontk.TestData;
import genontk.design.Records;
import genontk.error.Cancelled;
import genontk.error.InvalidInput;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;
import genontk.mixed.Blup;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Threads;
import genontk.variance.solution.ModelSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits as a whole: solutions, identities with the mixed model, and what is refused. */
class KernelRidgeTest {

  private static final double[] GRID = FoldErrorsTest.GRID;
  private static final int N = RidgeCase.N;

  @ParameterizedTest
  @CsvSource({"1, 0.28", "3, 0.28", "3, 1e-4", "3, 1000"})
  void bothWaysToASolutionAreThatOfTheDefinition(int q, double penalty) {
    RidgeCase data = RidgeCase.mixture(q);
    KernelMixture kernel = data.mixtures(0.3).get(0);
    RidgeSolver solver =
        new RidgeSolver(
            kernel, TestData.fixed(data.design()), TestData.algebra(), Execution.quiet());
    double[][] v = Dense.covariance(data.mixed(0.3), 1, penalty);
    double[] alpha = Dense.times(Dense.projection(v, data.design()), data.y());
    double genetic = Dense.dot(data.y(), alpha) / (N - q);
    double[][] z = data.design();
    double[][] covariance = Dense.inverse(Dense.times(Dense.transpose(z), Dense.inverse(v), z));
    double[] effects =
        Dense.times(
            covariance, Dense.times(Dense.times(Dense.transpose(z), Dense.inverse(v)), data.y()));
    double size = Math.sqrt(Dense.dot(alpha, alpha));
    for (RidgeSolution found :
        List.of(
            solver.stepped(List.of(data.y()), new double[] {penalty}).get(0),
            solver.factored(List.of(data.y()), new double[] {penalty}).get(0))) {
      assertArrayEquals(alpha, found.dual(), 1e-8 * size);
      assertEquals(genetic, found.geneticVariance(), 1e-8 * genetic);
      assertArrayEquals(effects, found.fixedEffects(), 1e-7);
      double[][] errors = Dense.combine(genetic, covariance, 0, covariance);
      double largest = Dense.largest(errors);
      assertEquals(
          0, Dense.distance(errors, Dense.of(found.fixedEffectsCovariance())), 1e-8 * largest);
      double[] fitted = data.y().clone();
      Arrays.setAll(fitted, i -> fitted[i] - penalty * alpha[i]);
      assertArrayEquals(fitted, found.fitted(), 1e-8);
      double[] first =
          Dense.times(Dense.combine(kernel.factors()[0], data.kernel(), 0, data.kernel()), alpha);
      assertArrayEquals(first, found.randomEffects().columnValues(0), 1e-7);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void blupIsRidgeAtTheRatioOfTheVariances(int q) {
    RidgeCase data = RidgeCase.of(q, 40);
    Blup blup =
        Blup.of(
            ModelSolver.at(
                data.candidate().kernels(),
                Records.oneEach(data.people()),
                TestData.fixed(data.design()),
                data.y(),
                new double[] {2.5, 0.7},
                TestData.algebra(),
                Execution.quiet()),
            data.y());
    RidgeSolution ridge = data.fit(new double[] {0.7 / 2.5}, Rule.MINIMUM).solution();
    assertArrayEquals(blup.fitted(), ridge.fitted(), 1e-10);
    assertArrayEquals(blup.randomEffects(), ridge.randomEffects().columnValues(0), 1e-10);
    assertArrayEquals(blup.fixedEffects(), ridge.fixedEffects(), 1e-10);
  }

  @Test
  void traitsTogetherAreThoseAlone() {
    RidgeCase data = RidgeCase.mixture(3);
    double[] other = TestData.trait(data.kernels().get(1), data.design(), 1, 0.2, 99);
    double[] twice = Arrays.stream(data.y()).map(value -> 2 * value).toArray();
    KernelRidge ridge = new KernelRidge(null, Rule.MINIMUM);
    List<RidgeFit> together =
        ridge.fit(
            List.of(data.candidate()),
            TestData.fixed(data.design()),
            Matrix.ofColumns(data.y(), other, twice),
            data.plan(),
            true,
            TestData.algebra(),
            Execution.quiet());
    RidgeCase second = new RidgeCase(data.kernels(), data.design(), other, data.plan());
    RidgeCase third = new RidgeCase(data.kernels(), data.design(), twice, data.plan());
    List<RidgeFit> alone =
        List.of(data.diagnosed(ridge), second.diagnosed(ridge), third.diagnosed(ridge));
    for (int trait = 0; trait < alone.size(); trait++) {
      RidgeFit one = alone.get(trait);
      RidgeFit same = together.get(trait);
      assertEquals(one.penalty(), same.penalty());
      assertEquals(one.share(), same.share());
      assertArrayEquals(one.solution().fitted(), same.solution().fitted(), 1e-10);
      Diagnostics expected = one.solution().diagnostics();
      Diagnostics found = same.solution().diagnostics();
      assertArrayEquals(expected.predictions(), found.predictions(), 1e-9);
      assertArrayEquals(expected.predictionErrorVariance(), found.predictionErrorVariance(), 1e-9);
    }
  }

  /** With s_k = s_g f_k of every kernel, V = sum_k s_k K_k + s_e I gives the same fit. */
  @Test
  void theVariancesAreThoseOfTheMixedModelWithTheSameFit() {
    RidgeCase data = RidgeCase.mixture(3);
    RidgeFit fit = data.fit(GRID, Rule.MINIMUM);
    double[] s = fit.variances();
    double[][] v = Dense.combine(s[0], data.kernels().get(0), s[1], data.kernels().get(1));
    v = Dense.combine(1, v, s[2], Dense.identity(N));
    double[] py = Dense.times(Dense.projection(v, data.design()), data.y());
    double[] residuals = new double[N];
    Arrays.setAll(residuals, i -> s[2] * py[i]);
    assertArrayEquals(residuals, fit.solution().residuals(), 1e-9);
    assertEquals(N - 3, Dense.dot(data.y(), py), 1e-8, "y'Py is n - q at s_g = y'Py / (n - q)");
    double additive = s[0] * fit.scales()[0];
    assertEquals(fit.share(), additive / (additive + s[1] * fit.scales()[1]), 1e-12);
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void permutingPeoplePermutesTheFitWhenTheFoldsGoWithThem(Rule rule) {
    for (RidgeCase data : List.of(RidgeCase.of(3, 40), RidgeCase.mixture(3))) {
      int[] order = TestData.permutation(N, 8);
      List<double[][]> kernels = new ArrayList<>();
      data.kernels().forEach(kernel -> kernels.add(Dense.select(kernel, order, order)));
      List<String> labels = data.plan().rounds().get(0).namesOfPeople();
      RidgeCase permuted =
          new RidgeCase(
              kernels,
              Dense.select(data.design(), order, Dense.range(3)),
              Dense.select(data.y(), order),
              FoldPlan.of(Folds.labelled(Arrays.stream(order).mapToObj(labels::get).toList())));
      RidgeFit fit = data.fit(null, rule);
      RidgeFit other = permuted.fit(null, rule);
      assertEquals(fit.penalty(), other.penalty(), 1e-9 * fit.penalty());
      assertEquals(fit.share(), other.share());
      assertArrayEquals(
          Dense.select(fit.solution().fitted(), order), other.solution().fitted(), 1e-9);
      assertArrayEquals(fit.paths().get(0).error(), other.paths().get(0).error(), 1e-9);
    }
  }

  @Test
  void threadsDoNotChangeTheResult() {
    double[][] kernel = TestData.kernel(120, 200, 2);
    double[][] design = TestData.design(120, 2, 2);
    double[] y = TestData.trait(kernel, design, 1, 1, 3);
    List<double[]> fitted = new ArrayList<>();
    for (int threads : new int[] {1, 3}) {
      RidgeFit fit =
          new KernelRidge(null, Rule.MINIMUM)
              .fit(
                  List.of(new Candidate("k", List.of(Dense.matrix(kernel)))),
                  TestData.fixed(design),
                  y,
                  FoldPlan.of(Folds.random(120, 5, 1)),
                  TestData.algebra(),
                  TestData.threads(threads));
      assertEquals(Route.LANCZOS, fit.route());
      fitted.add(fit.solution().fitted());
    }
    assertArrayEquals(fitted.get(0), fitted.get(1));
  }

  @Test
  void theKernelsGivenAreLeftAlone() {
    RidgeCase data = RidgeCase.mixture(1);
    Candidate candidate = data.candidate();
    double[] before = candidate.kernels().get(0).toArray();
    for (Rule rule : Rule.values()) {
      new KernelRidge(GRID, rule)
          .fit(
              List.of(candidate),
              TestData.fixed(data.design()),
              data.y(),
              data.plan(),
              TestData.algebra(),
              Execution.quiet());
    }
    assertArrayEquals(before, candidate.kernels().get(0).toArray());
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
    RidgeCase data = RidgeCase.of(kernel, design, y, Folds.labelled(site));
    assertThrows(InvalidInput.class, () -> data.fit(GRID, Rule.MINIMUM));
    Folds mixed = Folds.labelled(IntStream.range(0, 12).mapToObj(i -> "" + i % 3).toList());
    assertDoesNotThrow(() -> RidgeCase.of(kernel, design, y, mixed).fit(GRID, Rule.MINIMUM));
  }

  @Test
  void aFoldOfAllButOnePersonLeavesTooFewForTwoCoefficients() {
    double[][] kernel = TestData.kernel(8, 20, 1);
    double[][] covariate = TestData.design(8, 2, 2);
    Folds folds = Folds.labelled(IntStream.range(0, 8).mapToObj(i -> i == 0 ? "a" : "b").toList());
    double[] y = TestData.normal(8, 3);
    assertThrows(
        InvalidInput.class,
        () -> RidgeCase.of(kernel, covariate, y, folds).fit(GRID, Rule.MINIMUM));
  }

  @Test
  void whatDoesNotVaryIsRefused() {
    RidgeCase data = RidgeCase.of(1, 40);
    double[] constant = new double[N];
    Arrays.fill(constant, 3);
    Folds folds = RidgeCase.unequal();
    RidgeCase flatTrait = RidgeCase.of(data.kernel(), data.design(), constant, folds);
    assertThrows(InvalidInput.class, () -> flatTrait.fit(GRID, Rule.MINIMUM));
    double[][] ones = Dense.constant(N, 1);
    RidgeCase flatKernel = RidgeCase.of(ones, data.design(), data.y(), folds);
    assertThrows(InvalidInput.class, () -> flatKernel.fit(GRID, Rule.MINIMUM));
  }

  @Test
  void inputsOfDifferentPeopleAreRefused() {
    RidgeCase data = RidgeCase.of(1, 40);
    RidgeCase folds = data.with(FoldPlan.of(Folds.random(N - 1, 3, 1)));
    assertThrows(InvalidInput.class, () -> folds.fit(GRID, Rule.MINIMUM));
    RidgeCase kernel =
        RidgeCase.of(TestData.kernel(N + 1, 9, 1), data.design(), data.y(), RidgeCase.unequal());
    assertThrows(InvalidInput.class, () -> kernel.fit(GRID, Rule.MINIMUM));
    Matrix square = Matrix.identity(4);
    assertThrows(InvalidInput.class, () -> new Candidate("k", List.of()));
    assertThrows(InvalidInput.class, () -> new Candidate("k", Collections.nCopies(4, square)));
    assertThrows(InvalidInput.class, () -> new Candidate("k", List.of(square, Matrix.identity(5))));
    assertThrows(InvalidInput.class, () -> new Candidate("k", List.of(Matrix.zeros(4, 5))));
  }

  /** By either route: two folds go by Lanczos steps, twenty by eigenvalues. */
  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  void aKernelWithNegativeEigenvaluesIsRefused(int folds) {
    double[][] kernel = Dense.combine(1, TestData.kernel(60, 90, 1), -0.4, Dense.identity(60));
    RidgeCase data =
        RidgeCase.of(
            kernel, TestData.design(60, 1, 1), TestData.normal(60, 2), Folds.random(60, folds, 1));
    assertThrows(NotPositiveDefinite.class, () -> data.fit(GRID, Rule.MINIMUM));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  void cancellingStopsTheFolds(int folds) {
    RidgeCase data =
        RidgeCase.of(
            TestData.kernel(60, 90, 1),
            TestData.design(60, 1, 1),
            TestData.normal(60, 2),
            Folds.random(60, folds, 1));
    Cancellation cancellation = new Cancellation();
    Execution execution =
        new Execution(Threads.of(1), cancellation, (stage, share) -> cancellation.request());
    assertThrows(
        Cancelled.class,
        () ->
            new KernelRidge(GRID, Rule.MINIMUM)
                .fit(
                    List.of(data.candidate()),
                    TestData.fixed(data.design()),
                    data.y(),
                    data.plan(),
                    TestData.algebra(),
                    execution));
  }
}
