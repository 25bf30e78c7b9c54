package genontk.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genontk.error.InvalidInput;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatrixTest {

  /** Returns a 3 x 4 matrix whose element (i, j) is 10 i + j. */
  private static Matrix counted() {
    Matrix a = Matrix.zeros(3, 4);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 4; j++) {
        a.set(i, j, 10 * i + j);
      }
    }
    return a;
  }

  @Test
  void elementsAreColumnMajor() {
    assertArrayEquals(new double[] {0, 10, 20, 1, 11, 21, 2, 12, 22, 3, 13, 23}, counted().data());
  }

  @Test
  void blocksOfBlocksShareTheData() {
    Matrix a = counted();
    Matrix block = a.block(1, 1, 2, 3).block(1, 1, 1, 2);
    assertEquals(22, block.get(0, 0));
    assertEquals(23, block.get(0, 1));
    block.set(0, 1, -1);
    assertEquals(-1, a.get(2, 3));
  }

  @Test
  void copiesOfBlocksHaveNoGapsAndShareNothing() {
    Matrix a = counted();
    Matrix block = a.block(1, 2, 2, 2);
    Matrix copy = block.copy();
    assertArrayEquals(new double[] {12, 22, 13, 23}, copy.data());
    assertArrayEquals(new double[] {12, 22, 13, 23}, block.toArray());
    assertArrayEquals(new double[] {13, 23}, block.columnValues(1));
    copy.set(0, 0, 99);
    assertEquals(12, a.get(1, 2));
    assertNotSame(a.data(), a.toArray());
  }

  @Test
  void selectionsTakeRowsAndColumnsInTheOrderGiven() {
    Matrix block = counted().block(0, 1, 3, 3);
    Matrix selected = block.select(new int[] {2, 0, 2}, new int[] {2, 0});
    assertArrayEquals(new double[] {23, 3, 23, 21, 1, 21}, selected.data());
    assertArrayEquals(new double[] {21, 22, 23}, block.selectRows(new int[] {2}).data());
  }

  @Test
  void transposesOfBlocksAreRight() {
    Matrix transposed = counted().block(1, 1, 2, 3).transpose();
    assertEquals(3, transposed.rows());
    assertArrayEquals(new double[] {11, 12, 13, 21, 22, 23}, transposed.data());
  }

  @Test
  void theIdentityIsTheIdentity() {
    assertArrayEquals(new double[] {1, 0, 0, 1}, Matrix.identity(2).data());
    assertEquals(0, Matrix.identity(0).data().length);
  }

  @Test
  void sizesThatDoNotFitTheNumbersAreRefused() {
    assertThrows(InvalidInput.class, () -> new Matrix(new double[5], 2, 3));
    assertThrows(InvalidInput.class, () -> new Matrix(new double[0], 1 << 16, 1 << 16));
    assertThrows(InvalidInput.class, () -> new Matrix(new double[6], -2, -3));
  }

  @Test
  void matricesLargerThanAnArrayAreRefused() {
    assertThrows(InvalidInput.class, () -> Matrix.zeros(46_341, 46_341));
    assertThrows(InvalidInput.class, () -> Matrix.zeros(Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  @Test
  void mirroringOverwritesTheUpperTriangle() {
    int n = 150;
    Matrix a = Matrix.zeros(n, n);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        a.set(i, j, i >= j ? 1000 * i + j : Double.NaN);
      }
    }
    Symmetry.mirrorLower(a, genontk.run.Threads.of(3));
    IntStream.range(0, n)
        .forEach(
            i -> {
              for (int j = 0; j <= i; j++) {
                assertEquals(1000 * i + j, a.get(i, j));
                assertEquals(1000 * i + j, a.get(j, i));
              }
            });
  }

  @Test
  void asymmetryIsRelativeToTheLargestEntry() {
    Matrix a = new Matrix(new double[] {1, 2, 2, -8}, 2, 2);
    assertEquals(0, Symmetry.relativeAsymmetry(a));
    a.set(0, 1, 2.8);
    assertEquals(0.1, Symmetry.relativeAsymmetry(a), 1e-15);
    assertEquals(0, Symmetry.relativeAsymmetry(Matrix.zeros(3, 3)));
    Symmetry.average(a);
    assertEquals(0, Symmetry.relativeAsymmetry(a));
  }
}
