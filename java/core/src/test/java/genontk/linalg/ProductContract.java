package genontk.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the products of every implementation of {@link LinearAlgebra} must do. */
public abstract class ProductContract {

  private static final double GUARD = 12345.678;

  /** Returns the implementation under test on this number of threads. */
  protected abstract LinearAlgebra onThreads(int threads);

  /** Returns a block of a larger matrix, with an offset and with gaps between its columns. */
  protected static Matrix block(int rows, int columns, long seed) {
    Matrix whole = TestData.normal(rows + 5, columns + 3, seed);
    return whole.block(2, 1, rows, columns);
  }

  private static double[][] expected(
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c) {
    double[][] left = transposeA ? Dense.transpose(Dense.of(a)) : Dense.of(a);
    double[][] right = transposeB ? Dense.transpose(Dense.of(b)) : Dense.of(b);
    double[][] result = new double[c.rows()][c.columns()];
    int inner = transposeA ? a.rows() : a.columns();
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
          sum += left[i][k] * right[k][j];
        }
        result[i][j] = alpha * sum + (beta == 0 ? 0 : beta * c.get(i, j));
      }
    }
    return result;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 7, 1",
    "5, 1, 3",
    "1, 4, 9",
    "9, 4, 1",
    "2, 3, 4",
    "17, 31, 65",
    "64, 64, 64",
    "65, 3, 129",
    "3, 200, 2",
    "150, 70, 130"
  })
  void multipliesAsTheDefinitionForAllTransposesScalesAndBlocks(int m, int k, int n) {
    LinearAlgebra algebra = onThreads(3);
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        for (double[] scales : new double[][] {{1, 0}, {-2.5, 1}, {0.5, -3}, {0, 2}}) {
          for (boolean blocks : new boolean[] {false, true}) {
            int rowsA = transposeA ? k : m;
            int columnsA = transposeA ? m : k;
            int rowsB = transposeB ? n : k;
            int columnsB = transposeB ? k : n;
            Matrix a = blocks ? block(rowsA, columnsA, 1) : TestData.normal(rowsA, columnsA, 1);
            Matrix b = blocks ? block(rowsB, columnsB, 2) : TestData.normal(rowsB, columnsB, 2);
            Matrix c = blocks ? block(m, n, 3) : TestData.normal(m, n, 3);
            double[] a0 = a.data().clone();
            double[] b0 = b.data().clone();
            double[][] expected = expected(scales[0], a, transposeA, b, transposeB, scales[1], c);
            algebra.multiply(scales[0], a, transposeA, b, transposeB, scales[1], c);
            assertTrue(
                Dense.distance(expected, Dense.of(c)) < 1e-12 * (k + 1),
                () -> transposeA + " " + transposeB + " " + Arrays.toString(scales) + blocks);
            assertArrayEquals(a0, a.data());
            assertArrayEquals(b0, b.data());
          }
        }
      }
    }
  }

  /** Few columns, many, and few again, since some implementations copy the matrix for many only. */
  @ParameterizedTest
  @CsvSource({"1, 1", "7, 5", "140, 130", "300, 150"})
  void aHeldMatrixMultipliesAsTheMatrixItself(int m, int k) {
    LinearAlgebra algebra = onThreads(2);
    for (boolean blocks : new boolean[] {false, true}) {
      Matrix a = blocks ? block(m, k, 1) : TestData.normal(m, k, 1);
      try (LinearAlgebra.Held held = algebra.hold(a)) {
        for (int columns : new int[] {3, 60, 200, 2}) {
          for (double beta : new double[] {0, 1}) {
            Matrix b = TestData.normal(k, columns, 2);
            Matrix c = block(m, columns, 3);
            Matrix expected = c.copy();
            algebra.multiply(1, a, false, b, false, beta, expected);
            held.multiply(b, beta, c);
            assertEquals(0, Dense.distance(Dense.of(expected), Dense.of(c)));
            Matrix left = TestData.normal(columns, k, 2);
            Matrix below = block(columns, m, 3);
            Matrix expectedBelow = below.copy();
            algebra.multiply(1, left, false, a, true, beta, expectedBelow);
            held.multiplyTransposed(left, beta, below);
            assertEquals(0, Dense.distance(Dense.of(expectedBelow), Dense.of(below)));
          }
        }
      }
    }
  }

  @Test
  void betaZeroOverwritesEvenNaN() {
    Matrix c = new Matrix(new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, 4}, 2, 2);
    Matrix a = TestData.normal(2, 3, 4);
    Matrix b = TestData.normal(3, 2, 5);
    double[][] expected = Dense.times(Dense.of(a), Dense.of(b));
    onThreads(1).multiply(1, a, false, b, false, 0, c);
    assertTrue(Dense.distance(expected, Dense.of(c)) < 1e-14);
  }

  @Test
  void nothingOutsideTheBlockOfResultsIsTouched() {
    Matrix whole = Matrix.zeros(140, 90);
    Arrays.fill(whole.data(), GUARD);
    Matrix c = whole.block(3, 4, 130, 80);
    onThreads(3)
        .multiply(1, TestData.normal(130, 99, 6), false, TestData.normal(99, 80, 7), false, 0, c);
    for (int i = 0; i < whole.rows(); i++) {
      for (int j = 0; j < whole.columns(); j++) {
        boolean inside = i >= 3 && i < 133 && j >= 4 && j < 84;
        assertEquals(!inside, whole.get(i, j) == GUARD, i + ", " + j);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void anEmptyInnerDimensionGivesBetaC(boolean transposeA, boolean transposeB) {
    Matrix a = transposeA ? Matrix.zeros(0, 3) : Matrix.zeros(3, 0);
    Matrix b = transposeB ? Matrix.zeros(2, 0) : Matrix.zeros(0, 2);
    Matrix c = new Matrix(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
    onThreads(1).multiply(1, a, transposeA, b, transposeB, 2, c);
    assertArrayEquals(new double[] {2, 4, 6, 8, 10, 12}, c.data());
    onThreads(1).multiply(1, a, transposeA, b, transposeB, 0, c);
    assertArrayEquals(new double[6], c.data());
  }

  @Test
  void aResultWithoutColumnsIsNoError() {
    Matrix product =
        onThreads(2).product(TestData.normal(4, 3, 1), false, Matrix.zeros(3, 0), false);
    assertEquals(4, product.rows());
    assertEquals(0, product.columns());
  }

  @Test
  void productsHaveTheShapeOfTheirFactors() {
    Matrix a = TestData.normal(4, 3, 8);
    Matrix b = TestData.normal(5, 4, 9);
    Matrix c = onThreads(1).product(a, true, b, true);
    assertEquals(3, c.rows());
    assertEquals(5, c.columns());
    assertTrue(
        Dense.distance(
                Dense.times(Dense.transpose(Dense.of(a)), Dense.transpose(Dense.of(b))),
                Dense.of(c))
            < 1e-13);
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "5, 1", "40, 70", "515, 3", "1100, 2"})
  void symmetricProductsFillTheLowerTriangle(int n, int k) {
    for (boolean transpose : new boolean[] {false, true}) {
      Matrix a = transpose ? block(k, n, 1) : block(n, k, 1);
      Matrix c = block(n, n, 3);
      double[][] expected = expected(-1.5, a, transpose, a, !transpose, 2, c);
      onThreads(2).multiplySymmetric(-1.5, a, transpose, 2, c);
      for (int j = 0; j < n; j++) {
        for (int i = j; i < n; i++) {
          assertEquals(expected[i][j], c.get(i, j), 1e-12 * (k + 1));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "5, 3, 0", "70, 41, 130"})
  void singlePrecisionProductsAreGoodToSevenDigits(int m, int n, int k) {
    float[] a = single(TestData.normal(m, k, 1));
    float[] b = single(TestData.normal(n, k, 2));
    float[] c = new float[m * n];
    Arrays.fill(c, Float.NaN);
    onThreads(2).productTransposed(m, n, k, a, b, c);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        double magnitude = 0;
        for (int l = 0; l < k; l++) {
          sum += (double) a[i + l * m] * b[j + l * n];
          magnitude += Math.abs((double) a[i + l * m] * b[j + l * n]);
        }
        assertEquals(sum, c[i + j * m], 1e-6 * magnitude);
      }
    }
  }

  private static float[] single(Matrix a) {
    float[] values = new float[a.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) a.data()[i];
    }
    return values;
  }

  @Test
  void productsHaveTheSameBitsOnOneThreadAndOnFour() {
    Matrix a = block(300, 170, 1);
    Matrix b = block(210, 170, 2);
    Matrix one = TestData.normal(300, 210, 3);
    Matrix four = one.copy();
    onThreads(1).multiply(1.5, a, false, b, true, 0.5, one);
    onThreads(4).multiply(1.5, a, false, b, true, 0.5, four);
    assertArrayEquals(one.data(), four.data());
    Matrix tall = block(1300, 1100, 4);
    one = Matrix.zeros(1300, 1300);
    four = Matrix.zeros(1300, 1300);
    onThreads(1).multiplySymmetric(1, tall, false, 0, one);
    onThreads(4).multiplySymmetric(1, tall, false, 0, four);
    assertArrayEquals(one.data(), four.data());
  }
}
