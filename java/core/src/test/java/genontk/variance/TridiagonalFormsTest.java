package genontk.variance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.Dense;
import genontk.TestData;
import genontk.linalg.Matrix;
import genontk.linalg.SymmetricEigen;
import genontk.linalg.Tridiagonal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TridiagonalFormsTest {

  private static Matrix dense(double[] diagonal, double[] offDiagonal) {
    Matrix t = Matrix.zeros(diagonal.length, diagonal.length);
    for (int i = 0; i < diagonal.length; i++) {
      t.set(i, i, diagonal[i]);
      if (i > 0) {
        t.set(i, i - 1, offDiagonal[i - 1]);
        t.set(i - 1, i, offDiagonal[i - 1]);
      }
    }
    return t;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 60, 200})
  void eigenvaluesAreThoseOfTheFullDecomposition(int n) {
    double[] diagonal = TestData.normal(n, 1);
    double[] offDiagonal = Arrays.copyOf(TestData.normal(n, 2), n - 1);
    double[] expected = TestData.algebra().eigen(dense(diagonal, offDiagonal)).values();
    assertArrayEquals(expected, TridiagonalEigenvalues.of(diagonal, offDiagonal), 1e-12);
  }

  @Test
  void matricesThatFallApartAreNoHindrance() {
    double[] blocks = TridiagonalEigenvalues.of(new double[] {0, 1, 1, 0}, new double[] {0, 1, 0});
    assertArrayEquals(new double[] {0, 0, 0, 2}, blocks, 1e-15);
    assertArrayEquals(new double[5], TridiagonalEigenvalues.of(new double[5], new double[4]));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-7, 0.3, 1, 50})
  void formsAreThoseOfTheSpectrum(double a) {
    int n = 30;
    Matrix kernel = Dense.matrix(TestData.kernel(n, 40, 3));
    Tridiagonal t = TestData.algebra().tridiagonal(kernel.copy());
    SymmetricEigen eigen = TestData.algebra().eigen(kernel.copy());
    double[] y = TestData.normal(n, 4);
    Matrix z = Matrix.column(y.clone());
    t.multiplyTransposed(z);
    QuadraticForms tridiagonal = new TridiagonalForms(t.diagonal(), t.offDiagonal(), z.data());
    double[] eta =
        TestData.algebra().product(eigen.vectors(), true, Matrix.column(y), false).data();
    QuadraticForms spectral = new QuadraticForms.Spectral(eigen.values(), eta);
    double[] expected = spectral.ofPolar(a, 0.7);
    double[] found = tridiagonal.ofPolar(a, 0.7);
    for (int k = 0; k < 3; k++) {
      assertEquals(expected[k], found[k], 1e-10 * Math.abs(expected[k]));
    }
    assertArrayEquals(spectral.ofMoments(a, 0.7), tridiagonal.ofMoments(a, 0.7), 1e-9);
  }
}
