package genontk.linalg.small;

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

class TridiagonalEigenvaluesTest {

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
  void eigenvaluesAreThoseOfTheFullDecomposition(int n) {
    double[] diagonal = TestData.normal(n, 1);
    double[] offDiagonal = Arrays.copyOf(TestData.normal(n, 2), n - 1);
    SymmetricEigen expected = TestData.algebra().eigen(dense(diagonal, offDiagonal));
    assertArrayEquals(expected.values(), TridiagonalEigenvalues.of(diagonal, offDiagonal), 1e-12);
    double[] ends = {expected.values()[0], expected.values()[n - 1]};
    assertArrayEquals(ends, TridiagonalEigenvalues.ends(diagonal, offDiagonal), 1e-13);
  }

  @Test
  void eigenvaluesOfSecondDifferencesAreTheKnownOnes() {
    int n = 500;
    double[] diagonal = new double[n];
    double[] offDiagonal = new double[n - 1];
    double[] expected = new double[n];
    Arrays.fill(diagonal, 2);
    Arrays.fill(offDiagonal, -1);
    Arrays.setAll(expected, j -> 2 - 2 * Math.cos(Math.PI * (j + 1) / (n + 1)));
    assertArrayEquals(expected, TridiagonalEigenvalues.of(diagonal, offDiagonal), 1e-13);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-170, 1e170})
  void eigenvaluesScaleWithTheUnit(double unit) {
    double[] diagonal = {2 * unit, unit, 3 * unit};
    double[] values = TridiagonalEigenvalues.of(diagonal, new double[] {unit, unit});
    double[] plain = TridiagonalEigenvalues.of(new double[] {2, 1, 3}, new double[] {1, 1});
    double[] ends = TridiagonalEigenvalues.ends(diagonal, new double[] {unit, unit});
    for (int j = 0; j < 3; j++) {
      assertEquals(plain[j], values[j] / unit, 1e-14);
    }
    assertEquals(plain[0], ends[0] / unit, 1e-14);
    assertEquals(plain[2], ends[1] / unit, 1e-14);
  }

  @Test
  void matricesThatSplitIntoBlocksAreServed() {
    double[] blocks = TridiagonalEigenvalues.of(new double[] {0, 1, 1, 0}, new double[] {0, 1, 0});
    assertArrayEquals(new double[] {0, 0, 0, 2}, blocks, 1e-15);
    double[] zeros = new double[5];
    assertArrayEquals(zeros, TridiagonalEigenvalues.of(zeros, new double[4]));
    assertArrayEquals(new double[2], TridiagonalEigenvalues.ends(zeros, new double[4]));
  }

  @Test
  void repeatedEigenvaluesAreFound() {
    // Rank 12 leaves many eigenvalues of zero.
    Matrix kernel = Dense.matrix(TestData.kernel(40, 12, 3));
    double[] expected = TestData.algebra().eigen(kernel.copy()).values();
    Tridiagonal form = TestData.algebra().tridiagonal(kernel.copy());
    double[] found = TridiagonalEigenvalues.of(form.diagonal(), form.offDiagonal());
    assertArrayEquals(expected, found, 1e-13 * expected[39]);
  }
}
