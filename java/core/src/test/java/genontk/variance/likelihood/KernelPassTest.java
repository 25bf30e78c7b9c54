package genontk.variance.likelihood;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.TestData;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Threads;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelPassTest {

  /** Fewer and more rows than a strip, columns that are no multiple of eight, and wide B. */
  @ParameterizedTest
  @CsvSource({"3, 1", "63, 2", "515, 3", "2101, 2", "30, 9"})
  void oneReadingGivesTheProductAndTheSquare(int n, int columns) {
    Matrix half = TestData.normal(n, n, 1);
    LinearAlgebra algebra = TestData.algebra();
    Matrix kernel = half.copy();
    double square = 0;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        kernel.set(i, j, half.get(i, j) + half.get(j, i));
        square += kernel.get(i, j) * kernel.get(i, j);
      }
    }
    Matrix b = TestData.normal(n, columns, 2);
    KernelPass one = KernelPass.of(kernel, b, algebra, Threads.of(1));
    assertEquals(square, one.square(), 1e-12 * square);
    double[] expected = algebra.product(kernel, false, b, false).data();
    assertArrayEquals(expected, one.product().data(), 1e-11 * n);
    KernelPass two = KernelPass.of(kernel, b, algebra, Threads.of(2));
    assertEquals(one.square(), two.square());
    assertArrayEquals(one.product().data(), two.product().data());
  }
}
