package genontk.variance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.Dense;
import genontk.TestData;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.SymmetricEigen;
import genontk.linalg.Tridiagonal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TridiagonalSpectrumTest {

  private static Matrix dense(double[] diagonal, double[] offDiagonal) {
    int n = diagonal.length;
    Matrix t = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
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
  void itIsThatOfTheFullDecomposition(int n) {
    double[] diagonal = TestData.normal(n, 1);
    double[] offDiagonal = Arrays.copyOf(TestData.normal(n, 2), n - 1);
    SymmetricEigen expected = TestData.algebra().eigen(dense(diagonal, offDiagonal));
    TridiagonalSpectrum found = TridiagonalSpectrum.of(diagonal, offDiagonal);
    assertArrayEquals(expected.values(), found.values(), 1e-12);
    for (int j = 0; j < n; j++) {
      assertEquals(Math.abs(expected.vectors().get(0, j)), Math.abs(found.first()[j]), 1e-10);
    }
  }

  @Test
  void matricesThatFallApartAreNoHindrance() {
    TridiagonalSpectrum blocks =
        TridiagonalSpectrum.of(new double[] {0, 1, 1, 0}, new double[] {0, 1, 0});
    assertArrayEquals(new double[] {0, 0, 0, 2}, blocks.values(), 1e-15);
    double[] zeros = new double[5];
    assertArrayEquals(zeros, TridiagonalSpectrum.of(zeros, new double[4]).values());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-7, 0.3, 1, 50})
  void formsFromFirstComponentsAreThoseOfEigenvectors(double a) {
    int n = 30;
    LinearAlgebra algebra = TestData.algebra();
    // Of rank 12: eigenvalues that are zero many times over.
    Matrix kernel = Dense.matrix(TestData.kernel(n, 12, 3));
    SymmetricEigen eigen = algebra.eigen(kernel.copy());
    double[] first = new double[n];
    Arrays.setAll(first, j -> eigen.vectors().get(0, j));
    double[] expected = new QuadraticForms(eigen.values(), first).ofPolar(a, 0.7);
    Tridiagonal form = algebra.tridiagonal(kernel.copy());
    TridiagonalSpectrum spectrum = TridiagonalSpectrum.of(form.diagonal(), form.offDiagonal());
    double[] found = new QuadraticForms(spectrum.values(), spectrum.first()).ofPolar(a, 0.7);
    for (int k = 0; k < 3; k++) {
      assertEquals(expected[k], found[k], 1e-10 * Math.abs(expected[k]));
    }
  }
}
