package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.Dense;
import genontk.TestData;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.onekernel.RestrictedSpectrum;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fit with integer weights is that of as many copies of each row, all in the same fold. */
class RepeatedRowsTest {

  private static final double[] GRID = FoldErrorsTest.GRID;
  private static final int N = RidgeCase.N;

  private static RidgeCase halves(RidgeCase data) {
    return data.with(FoldPlan.of(Folds.random(N, 2, 4)));
  }

  private static void assertClose(double[] expected, double[] found, double tolerance) {
    double size = Math.sqrt(Dense.dot(expected, expected) / expected.length);
    assertArrayEquals(expected, found, tolerance * size);
  }

  private static void assertSamePath(PenaltyPath expected, PenaltyPath found) {
    assertClose(expected.penalty(), found.penalty(), 1e-13);
    assertArrayEquals(expected.shares(), found.shares(), 1e-13);
    assertClose(expected.error(), found.error(), 1e-10);
    double size = Math.sqrt(Dense.dot(expected.error(), expected.error()));
    assertArrayEquals(expected.standardError(), found.standardError(), 1e-10 * size);
    assertClose(expected.correlation(), found.correlation(), 1e-10);
    assertClose(expected.degreesOfFreedom(), found.degreesOfFreedom(), 1e-10);
  }

  private static void assertSameFit(WeightedCase data, RidgeFit expected, RidgeFit found) {
    int[] rows = data.rows();
    assertEquals(expected.penalty(), found.penalty(), 1e-12 * expected.penalty());
    assertArrayEquals(expected.shares(), found.shares(), 1e-13);
    RidgeSolution repeated = expected.solution();
    RidgeSolution weighted = found.solution();
    assertClose(repeated.fixedEffects(), weighted.fixedEffects(), 1e-10);
    assertClose(repeated.fitted(), Dense.select(weighted.fitted(), rows), 1e-10);
    double size = Math.sqrt(Dense.dot(data.data().y(), data.data().y()) / N);
    assertArrayEquals(repeated.residuals(), Dense.select(weighted.residuals(), rows), 1e-10 * size);
    double[] dual = new double[N];
    for (int r = 0; r < rows.length; r++) {
      dual[rows[r]] += repeated.dual()[r];
    }
    assertArrayEquals(dual, weighted.dual(), 1e-10 * size / found.penalty());
    for (int k = 0; k < found.factors().length; k++) {
      assertClose(
          repeated.randomEffects().columnValues(k),
          Dense.select(weighted.randomEffects().columnValues(k), rows),
          1e-10);
    }
    for (int k = 0; k < expected.paths().size(); k++) {
      assertSamePath(expected.paths().get(k), found.paths().get(k));
    }
  }

  /**
   * By Lanczos steps (min, 1se) and by eigenvalues (gcv). The default grid is the same too; GCV
   * would extend it to penalties at which the kernel of repeated rows is singular to rounding.
   */
  @ParameterizedTest
  @CsvSource({"1, MINIMUM", "3, MINIMUM", "3, ONE_STANDARD_ERROR", "3, GENERALIZED"})
  void integerWeightsEqualRepeatedRows(int q, Rule rule) {
    for (RidgeCase one : List.of(RidgeCase.of(q, 40), RidgeCase.mixture(q), RidgeCase.sets(q))) {
      WeightedCase data = WeightedCase.ofCopies(halves(one));
      for (double[] grid : rule.needsTrace() ? List.of(GRID) : Arrays.asList(null, GRID)) {
        RidgeFit found = data.fit(grid, rule);
        assertSameFit(data, data.repeated().fit(grid, rule), found);
        Route route = rule == Rule.GENERALIZED ? Route.EIGENDECOMPOSITION : Route.LANCZOS;
        assertEquals(route, found.route());
      }
    }
  }

  @Test
  void repeatedRoundsOfWeightedGroupsEqualThoseOfRepeatedRows() {
    RidgeCase one = RidgeCase.of(3, 40);
    List<String> families = IntStream.range(0, N).mapToObj(i -> "f" + i / 3).toList();
    WeightedCase data =
        WeightedCase.ofCopies(one.with(new FoldScheme(3, 3, 5, families).deal(one.y())));
    for (Rule rule : new Rule[] {Rule.MINIMUM, Rule.GENERALIZED}) {
      assertSameFit(data, data.repeated().fit(GRID, rule), data.fit(GRID, rule));
    }
  }

  /** A person is left out with all copies. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void leaveOneOutLeavesOutAllCopies(int q) {
    RidgeCase one = RidgeCase.of(q, 40);
    List<String> people = IntStream.range(0, N).mapToObj(String::valueOf).toList();
    WeightedCase data = WeightedCase.ofCopies(one.with(FoldPlan.of(Folds.labelled(people))));
    PenaltyPath repeated = data.repeated().fit(GRID, Rule.MINIMUM).paths().get(0);
    SpectralFolds scores =
        new SpectralFolds(
            RestrictedSpectrum.of(
                data.parts().mixture(1).form(Execution.quiet()),
                data.fixed(),
                TestData.algebra(),
                Execution.quiet()),
            Matrix.column(data.personWeights().scaled(one.y())),
            data.total(),
            one.folds(),
            TestData.algebra(),
            Execution.quiet());
    assertClose(repeated.error(), scores.leaveOneOut(0, GRID), 1e-10);
    assertEquals(
        GRID[PenaltyPath.least(repeated.error())], data.fit(GRID, Rule.LEAVE_ONE_OUT).penalty());
  }
}
