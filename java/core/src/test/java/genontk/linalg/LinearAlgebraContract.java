package genontk.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.NotPositiveDefinite;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every implementation of {@link LinearAlgebra} must do; each has a test that extends this.
 */
public abstract class LinearAlgebraContract extends ProductContract {

  private static double[][] positiveDefinite(int n, long seed) {
    return Dense.combine(1, TestData.kernel(n, n + 2, seed), 0.5, Dense.identity(n));
  }

  /** Returns the matrix with NaN above the diagonal, which must not be read. */
  private static Matrix lowerOnly(double[][] a) {
    Matrix lower = Dense.matrix(a);
    for (int j = 0; j < a.length; j++) {
      for (int i = 0; i < j; i++) {
        lower.set(i, j, Double.NaN);
      }
    }
    return lower;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40, 131})
  void choleskySolvesAndGivesTheLogDeterminantFromTheLowerTriangle(int n) {
    double[][] a = positiveDefinite(n, n);
    Cholesky cholesky = onThreads(2).cholesky(lowerOnly(a));
    assertEquals(Dense.logDeterminant(a), cholesky.logDeterminant(), 1e-11 * n);
    Matrix x = TestData.normal(n, 3, 5);
    Matrix b = block(n, 3, 6);
    double[][] right = Dense.times(a, Dense.of(x));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 3; j++) {
        b.set(i, j, right[i][j]);
      }
    }
    cholesky.solve(b);
    assertTrue(Dense.distance(Dense.of(x), Dense.of(b)) < 1e-11);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40, 131, 300})
  void choleskySolvesWithItsFactorAndInverts(int n) {
    double[][] a = positiveDefinite(n, n);
    Cholesky cholesky = onThreads(2).cholesky(lowerOnly(a));
    Matrix b = block(n, 3, 6);
    double[][] right = Dense.of(b);
    Matrix half = b.copy();
    cholesky.solveLower(half);
    cholesky.solve(b);
    double[][] quadratic = Dense.times(Dense.transpose(right), Dense.of(b));
    double[][] squared = Dense.times(Dense.transpose(Dense.of(half)), Dense.of(half));
    assertTrue(Dense.distance(quadratic, squared) < 1e-10);
    double[][] inverse = Dense.of(cholesky.inverse());
    assertTrue(Dense.distance(Dense.identity(n), Dense.times(a, inverse)) < 1e-10);
    assertEquals(0, Dense.distance(inverse, Dense.transpose(inverse)));
    double[] diagonal = onThreads(2).cholesky(lowerOnly(a)).inverseDiagonal();
    for (int i = 0; i < n; i++) {
      assertEquals(inverse[i][i], diagonal[i], 1e-12 * inverse[i][i]);
    }
  }

  @Test
  void choleskyOfALargeMatrixReadsTheLowerTriangleToo() {
    int n = 1030;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = i == j ? 2 : Math.pow(0.5, Math.abs(i - j));
      }
    }
    double[] x = TestData.normal(n, 11);
    Matrix b = Matrix.column(Dense.times(a, x));
    onThreads(2).cholesky(lowerOnly(a)).solve(b);
    assertTrue(Dense.distance(x, b.toArray()) < 1e-12);
  }

  @Test
  void choleskySolvesNoColumnsAtAll() {
    onThreads(1).cholesky(Matrix.identity(3)).solve(Matrix.zeros(3, 0));
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefused() {
    assertThrows(
        NotPositiveDefinite.class,
        () -> onThreads(1).cholesky(new Matrix(new double[] {1, 2, 2, 1}, 2, 2)));
    assertThrows(NotPositiveDefinite.class, () -> onThreads(1).cholesky(Matrix.zeros(3, 3)));
    assertThrows(
        NotPositiveDefinite.class,
        () -> onThreads(1).cholesky(Dense.matrix(Dense.diagonal(1, 2, -1e-12))));
    assertThrows(
        NotPositiveDefinite.class, () -> onThreads(1).cholesky(Dense.matrix(Dense.constant(2, 1))));
  }

  @Test
  void aPivotOfNaNIsRefused() {
    assertThrows(
        NotPositiveDefinite.class,
        () -> onThreads(1).cholesky(Dense.matrix(Dense.diagonal(1, Double.NaN, 1))));
  }

  private void assertDecomposed(double[][] a) {
    int n = a.length;
    SymmetricEigen eigen = onThreads(2).eigen(lowerOnly(a));
    double[][] u = Dense.of(eigen.vectors());
    double[] values = eigen.values();
    double scale = Math.max(Dense.largest(a), Double.MIN_NORMAL);
    for (int i = 1; i < n; i++) {
      assertTrue(values[i - 1] <= values[i], "eigenvalues ascend");
    }
    double[][] again = Dense.times(u, Dense.diagonal(values), Dense.transpose(u));
    assertTrue(
        Dense.distance(a, again) < 2e-14 * n * scale,
        () -> "reconstruction " + Dense.distance(a, again) / scale);
    double[][] orthogonal = Dense.times(Dense.transpose(u), u);
    assertTrue(
        Dense.distance(Dense.identity(n), orthogonal) < 2e-14 * n,
        () -> "orthogonality " + Dense.distance(Dense.identity(n), orthogonal));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 61, 150})
  void eigenvectorsAreOrthonormalAndRebuildTheMatrix(int n) {
    double[][] x = Dense.of(TestData.normal(n, n, n));
    assertDecomposed(Dense.combine(1, x, 1, Dense.transpose(x)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 61, 150})
  void theTridiagonalFormIsTheMatrixTurned(int n) {
    double[][] x = Dense.of(TestData.normal(n, n, n));
    double[][] a = Dense.combine(1, x, 1, Dense.transpose(x));
    Tridiagonal form = onThreads(2).tridiagonal(lowerOnly(a));
    TridiagonalMatrix alone = onThreads(2).tridiagonalMatrix(lowerOnly(a));
    assertArrayEquals(form.diagonal(), alone.diagonal());
    assertArrayEquals(form.offDiagonal(), alone.offDiagonal());
    double[][] t = Dense.diagonal(form.diagonal());
    assertEquals(n - 1, form.offDiagonal().length);
    for (int i = 0; i + 1 < n; i++) {
      t[i][i + 1] = form.offDiagonal()[i];
      t[i + 1][i] = form.offDiagonal()[i];
    }
    Matrix q = Matrix.identity(n);
    form.multiply(q);
    double[][] vectors = Dense.of(q);
    double[][] turned = Dense.times(vectors, t, Dense.transpose(vectors));
    assertTrue(Dense.distance(a, turned) < 1e-12 * n);
    double[][] squares = Dense.times(Dense.transpose(vectors), vectors);
    assertTrue(Dense.distance(Dense.identity(n), squares) < 1e-13 * n);
    for (int i = 0; i < n; i++) {
      assertEquals(i == 0 ? 1 : 0, vectors[i][0], "the first vector");
      assertEquals(i == 0 ? 1 : 0, vectors[0][i], "the first vector");
    }
  }

  @Test
  void theEigenvalueOfASingleNumberIsThatNumber() {
    SymmetricEigen eigen = onThreads(1).eigen(Matrix.column(-3.5));
    assertArrayEquals(new double[] {-3.5}, eigen.values());
    assertEquals(1, Math.abs(eigen.vectors().get(0, 0)));
  }

  @Test
  void repeatedEigenvaluesKeepOrthonormalVectors() {
    assertDecomposed(new double[7][7]);
    assertDecomposed(Dense.identity(9));
    assertDecomposed(Dense.constant(20, 1));
    assertDecomposed(TestData.kernel(80, 5, 3));
    double[][] u = Dense.of(onThreads(1).eigen(Dense.matrix(TestData.kernel(30, 40, 4))).vectors());
    double[] values = new double[30];
    Arrays.setAll(values, i -> 1 + i / 10);
    assertDecomposed(Dense.times(u, Dense.diagonal(values), Dense.transpose(u)));
  }

  @Test
  void kernelsWithDuplicatesAreDecomposed() {
    int n = 90;
    double[][] x = Dense.of(TestData.normal(n, 200, 12));
    for (int i = 30; i < n; i++) {
      x[i] = x[i % 30];
    }
    assertDecomposed(Dense.times(x, Dense.transpose(x)));
  }

  @Test
  void matricesOfUnevenScaleAreDecomposed() {
    double[][] a = TestData.kernel(25, 30, 5);
    for (double factor : new double[] {1e-12, 1e9}) {
      assertDecomposed(Dense.combine(factor, a, 0, a));
    }
    double[] values = new double[12];
    Arrays.setAll(values, i -> Math.pow(10, i - 6));
    assertDecomposed(Dense.diagonal(values));
  }

  @Test
  void factorisationsAgreeOnOneThreadAndOnFour() {
    Matrix kernel = Dense.matrix(positiveDefinite(120, 9));
    SymmetricEigen first = onThreads(1).eigen(kernel.copy());
    SymmetricEigen second = onThreads(4).eigen(kernel.copy());
    assertArrayEquals(first.values(), second.values(), 1e-12);
    double[][] overlap =
        Dense.times(Dense.transpose(Dense.of(first.vectors())), Dense.of(second.vectors()));
    for (int i = 0; i < 120; i++) {
      assertEquals(1, Math.abs(overlap[i][i]), 1e-10);
    }
    Matrix right = TestData.normal(120, 2, 4);
    Matrix again = right.copy();
    onThreads(1).cholesky(kernel.copy()).solve(right);
    onThreads(4).cholesky(kernel.copy()).solve(again);
    assertTrue(Dense.distance(Dense.of(right), Dense.of(again)) < 1e-10);
  }

  @Test
  void itHasANameAndADescription() {
    assertFalse(onThreads(1).name().isBlank());
    assertFalse(onThreads(1).description().isBlank());
  }
}
