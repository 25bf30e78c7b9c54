package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NestedValidationTest {

  private static final int N = RidgeCase.N;
  private static final FoldScheme INNER = FoldScheme.of(3, 5);

  private static NestedValidation validate(RidgeCase data, KernelRidge ridge, FoldScheme inner) {
    return NestedValidation.of(
        ridge,
        new RidgeProblem(
            List.of(data.candidate()),
            TestData.fixed(data.design()),
            Matrix.column(data.y()),
            null),
        data.plan(),
        inner,
        TestData.algebra(),
        Execution.quiet());
  }

  /** With nothing to choose the outer folds are predicted as in plain cross-validation. */
  @Test
  void withOnePenaltyItIsCrossValidation() {
    RidgeCase one = RidgeCase.of(3, 40);
    RidgeCase data = one.with(new FoldScheme(4, 2, 9, null).deal(one.y()));
    KernelRidge ridge = new KernelRidge(new double[] {0.7}, Rule.MINIMUM);
    NestedValidation nested = validate(data, ridge, INNER);
    PenaltyPath path = data.fit(ridge).paths().get(0);
    assertEquals(path.error()[0], nested.error(), 1e-9);
    assertEquals(path.standardError()[0], nested.standardError(), 1e-9);
    assertEquals(path.correlation()[0], nested.correlation(), 1e-9);
    assertEquals(8, nested.fits().size());
    double[] errors = data.refitted(data.kernel(), 0.7);
    double[] mean = new double[N];
    Arrays.setAll(mean, i -> (errors[i] + errors[N + i]) / 2);
    assertArrayEquals(mean, nested.errors(), 1e-8);
  }

  /** The choice for a fold is that of a fit without its people. */
  @Test
  void everyOuterFoldIsPredictedByAChoiceAmongTheOthers() {
    RidgeCase data = RidgeCase.of(1, 40);
    KernelRidge ridge = new KernelRidge(FoldErrorsTest.GRID, Rule.MINIMUM);
    NestedValidation nested = validate(data, ridge, INNER);
    Folds folds = data.plan().rounds().get(0);
    for (int fold = 0; fold < folds.count(); fold++) {
      int[] others = folds.others(fold);
      double[] y = Dense.select(data.y(), others);
      RidgeCase without =
          RidgeCase.of(
              Dense.select(data.kernel(), others, others),
              Dense.select(data.design(), others, Dense.range(1)),
              y,
              INNER.deal(y).rounds().get(0));
      double penalty = without.fit(ridge).penalty();
      assertEquals(penalty, nested.fits().get(fold).penalty());
      int[] held = folds.members(fold);
      assertArrayEquals(
          data.heldOut(data.kernel(), held, penalty), Dense.select(nested.errors(), held), 1e-8);
    }
    assertTrue(
        nested.fits().stream().mapToDouble(RidgeFit::penalty).distinct().count() > 1,
        "an example in which the folds choose differently");
  }

  @Test
  void groupsStayWholeInTheInnerFoldsToo() {
    List<String> families = IntStream.range(0, N).mapToObj(i -> "f" + i / 3).toList();
    RidgeCase one = RidgeCase.of(1, 40);
    FoldScheme scheme = new FoldScheme(3, 1, 2, families);
    RidgeCase data = one.with(scheme.deal(one.y()));
    NestedValidation nested = validate(data, new KernelRidge(null, Rule.MINIMUM), scheme);
    assertEquals(Dense.dot(nested.errors(), nested.errors()) / N, nested.error(), 1e-12);
    FoldScheme tooMany = new FoldScheme(8, 1, 2, families);
    assertThrows(
        InvalidInput.class,
        () -> validate(data, new KernelRidge(null, Rule.MINIMUM), tooMany),
        "six families are left beside an outer fold");
  }
}
