package genontk.variance.onekernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.Dense;
import genontk.TestData;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.SymmetricEigen;
import genontk.linalg.TridiagonalMatrix;
import genontk.linalg.small.TridiagonalEigenvalues;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TridiagonalFormsTest {

  private static final int PEOPLE = 30;

  @ParameterizedTest
  @CsvSource({"1e-7, .7, 12", ".3, .7, 12", "50, .7, 12", "1, 1e-6, 60", "0, 1, 60", "1, 0, 60"})
  void formsAreThoseOfTheEigenvectors(double a, double b, int rank) {
    LinearAlgebra algebra = TestData.algebra();
    Matrix kernel = Dense.matrix(TestData.kernel(PEOPLE, rank, 3));
    SymmetricEigen eigen = algebra.eigen(kernel.copy());
    double[] eta = new double[PEOPLE];
    Arrays.setAll(eta, j -> 1.5 * eigen.vectors().get(0, j));
    ContrastForms expected = new SpectralForms(eigen.values(), eta);
    ContrastForms found = forms(algebra.tridiagonalMatrix(kernel.copy()), 1.5 * 1.5);
    requireEqual(numbers(expected.ofPolar(a, b)), numbers(found.ofPolar(a, b)));
    requireEqual(expected.ofMoments(a, b), found.ofMoments(a, b));
    double[] moments = new double[2];
    for (int j = 0; j < PEOPLE; j++) {
      double share = Math.pow(eta[j] / (a * eigen.values()[j] + b), 2);
      moments[0] += eigen.values()[j] * share;
      moments[1] += share;
    }
    requireEqual(moments, found.ofMoments(a, b));
  }

  private static TridiagonalForms forms(TridiagonalMatrix form, double squaredLength) {
    double[] ends = TridiagonalEigenvalues.ends(form.diagonal(), form.offDiagonal());
    return new TridiagonalForms(form, squaredLength, ends[0], ends[1], () -> ends);
  }

  private static double[] numbers(ContrastForms.Polar polar) {
    return new double[] {
      polar.quadratic(),
      polar.first(),
      polar.second(),
      polar.logDeterminant(),
      polar.trace(),
      polar.squaredTrace()
    };
  }

  private static void requireEqual(double[] expected, double[] found) {
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], found[k], 1e-10 * Math.abs(expected[k]));
    }
  }

  @Test
  void formsAreNaNWhereRoundingLeavesNoCovariance() {
    TridiagonalMatrix indefinite =
        new TridiagonalMatrix(new double[] {1, 1, 1}, new double[] {1, 1});
    for (double form : numbers(forms(indefinite, 1).ofPolar(1, 0))) {
      assertEquals(Double.NaN, form);
    }
  }
}
