package genontk.linalg;

import genontk.run.Execution;

/**
 * Products of matrices in plain Java, block by block.
 *
 * <p>A block of op(A) is copied column by column into arrays of {@value #ROWS} numbers, which stay
 * in the processor's second cache for {@value #COLUMNS} columns of C ({@link Columns}).
 *
 * <p>The order of additions depends on the shapes alone, not on the number of threads. A
 * cancellation is seen between blocks.
 */
final class BlockedProduct {

  private static final int ROWS = 256;
  private static final int INNER = 256;
  private static final int COLUMNS = 256;

  private final Execution execution;

  BlockedProduct(Execution execution) {
    this.execution = execution;
  }

  /** Adds alpha op(A) op(B) to C (m x n). */
  void add(double alpha, Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c) {
    Factors factors = new Factors(alpha, a, transposeA, b, transposeB);
    int rowBlocks = (c.rows() + ROWS - 1) / ROWS;
    int columnBlocks = (c.columns() + COLUMNS - 1) / COLUMNS;
    execution
        .threads()
        .forEach(
            rowBlocks * columnBlocks,
            task -> {
              execution.cancellation().checkpoint();
              add(factors, task % rowBlocks * ROWS, task / rowBlocks * COLUMNS, c);
            });
  }

  /** Returns op(A) B as a new matrix. */
  Matrix product(Matrix a, boolean transposeA, Matrix b) {
    Matrix c = Matrix.zeros(transposeA ? a.columns() : a.rows(), b.columns());
    add(1, a, transposeA, b, false, c);
    return c;
  }

  /** Adds the product to the block of C whose first element is (row, column). */
  private static void add(Factors factors, int row, int column, Matrix c) {
    int rows = Math.min(ROWS, c.rows() - row);
    int end = Math.min(c.columns(), column + COLUMNS);
    double[][] left = new double[Math.min(INNER, factors.inner())][rows];
    double[] right = new double[left.length];
    double[] sum = new double[rows];
    for (int k = 0; k < factors.inner(); k += INNER) {
      int depth = Math.min(INNER, factors.inner() - k);
      factors.packLeft(left, row, k, depth);
      for (int j = column; j < end; j++) {
        factors.packRight(right, j, k, depth);
        int start = c.start(j) + row;
        System.arraycopy(c.data(), start, sum, 0, rows);
        Columns.add(left, right, depth, sum, 0, rows);
        System.arraycopy(sum, 0, c.data(), start, rows);
      }
    }
  }

  /** alpha op(A) op(B). */
  private record Factors(double alpha, Matrix a, boolean transposeA, Matrix b, boolean transposeB) {

    int inner() {
      return transposeA ? a.rows() : a.columns();
    }

    /** Copies columns k, k + 1, ... of op(A), from a row on. */
    void packLeft(double[][] left, int row, int k, int depth) {
      int rows = left[0].length;
      if (transposeA) {
        for (int i = 0; i < rows; i++) {
          int start = a.start(row + i) + k;
          for (int l = 0; l < depth; l++) {
            left[l][i] = a.data()[start + l];
          }
        }
      } else {
        for (int l = 0; l < depth; l++) {
          System.arraycopy(a.data(), a.start(k + l) + row, left[l], 0, rows);
        }
      }
    }

    /** Copies alpha times column j of op(B), from row k on. */
    void packRight(double[] right, int j, int k, int depth) {
      for (int l = 0; l < depth; l++) {
        right[l] = alpha * (transposeB ? b.get(j, k + l) : b.get(k + l, j));
      }
    }
  }
}
