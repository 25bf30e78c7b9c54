package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genontk.Dense;
import genontk.TestData;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inverses of K + lambda I by one factorisation per penalty, and by one tridiagonal form. */
class PenaltyInversesTest {

  private static final double[] PENALTIES = {1e-2, 0.3, 5, 400};

  /** Also with more people than a strip has rows. */
  @ParameterizedTest
  @ValueSource(ints = {4, 27, 300})
  void bothAreThoseOfTheDefinition(int n) {
    double[][] kernel = TestData.kernel(n, 40, 3);
    RidgeCase data =
        RidgeCase.of(kernel, TestData.design(n, 1, 4), new double[n], RidgeCase.unequal());
    Matrix x = TestData.normal(n, 3, 5);
    for (PenaltyInverses inverses :
        List.of(
            new CholeskyInverses(
                data.mixtures().get(0), x, true, TestData.algebra(), Execution.quiet()),
            new TridiagonalInverses(
                Dense.matrix(kernel), x, TestData.algebra(), Execution.quiet()))) {
      for (double penalty : PENALTIES) {
        double[][] inverse = Dense.inverse(Dense.combine(1, kernel, penalty, Dense.identity(n)));
        PenaltyInverses.Inverse found = inverses.at(penalty, new int[] {2, 0});
        double[][] wanted = Dense.times(inverse, Dense.of(x.selectColumns(2, 0)));
        double largest = Dense.largest(wanted);
        assertEquals(0, Dense.distance(wanted, Dense.of(found.solved())), 1e-10 * largest);
        for (int i = 0; i < n; i++) {
          assertEquals(inverse[i][i], found.diagonal()[i], 1e-10 * inverse[i][i]);
        }
      }
    }
  }

  @Test
  void aNegativeEigenvalueBelowThePenaltyIsRefused() {
    double[][] kernel = Dense.combine(1, TestData.kernel(20, 30, 1), -0.4, Dense.identity(20));
    TridiagonalInverses inverses =
        new TridiagonalInverses(
            Dense.matrix(kernel), Matrix.identity(20), TestData.algebra(), Execution.quiet());
    assertThrows(NotPositiveDefinite.class, () -> inverses.at(1e-3, new int[] {0}));
  }

  /** Traits at enough penalties for one tridiagonal form. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void traitsAtManyPenaltiesAreDiagnosedAsEachAlone(int q) {
    RidgeCase data = RidgeCase.mixture(q);
    RidgeSolver solver =
        new RidgeSolver(
            data.mixtures(0.3).get(0),
            TestData.fixed(data.design()),
            TestData.algebra(),
            Execution.quiet());
    double[] penalties = {0.02, 0.5, 3, 70, 0.5, 900, 11};
    List<double[]> y = new ArrayList<>();
    for (int trait = 0; trait < penalties.length; trait++) {
      y.add(TestData.trait(data.kernel(), data.design(), 1, 1, 90 + trait));
    }
    List<RidgeSolution> together = solver.diagnosed(y, penalties);
    for (int trait = 0; trait < penalties.length; trait++) {
      RidgeSolution alone =
          solver
              .diagnosed(List.of(y.get(trait)), Arrays.copyOfRange(penalties, trait, trait + 1))
              .get(0);
      RidgeSolution same = together.get(trait);
      assertArrayEquals(alone.fitted(), same.fitted(), 1e-10);
      assertArrayEquals(alone.fixedEffects(), same.fixedEffects(), 1e-9);
      Diagnostics expected = alone.diagnostics();
      Diagnostics found = same.diagnostics();
      assertArrayEquals(expected.predictions(), found.predictions(), 1e-9);
      assertArrayEquals(expected.predictionErrorVariance(), found.predictionErrorVariance(), 1e-9);
      assertArrayEquals(expected.reliability(), found.reliability(), 1e-9);
    }
  }
}
