package genontk.linalg;

import genontk.error.NotPositiveDefinite;
import genontk.run.Execution;

/**
 * A Cholesky factorisation A = LL' in plain Java, by panels of columns (Golub and Van Loan 2013,
 * section 4.2.5): all but the panels themselves is done by products.
 */
final class BlockedCholesky implements Cholesky {

  private static final int PANEL = 64;

  /** Number of columns of L^-1 that are computed together, a multiple of the panel's width. */
  private static final int COLUMNS = 256;

  /** The factor in the lower triangle; what is above is not read. */
  private final Matrix lower;

  private final Execution execution;
  private final BlockedProduct products;

  private BlockedCholesky(Matrix lower, Execution execution) {
    this.lower = lower;
    this.execution = execution;
    this.products = new BlockedProduct(execution);
  }

  /**
   * Factorises a matrix, whose lower triangle (n x n) is overwritten.
   *
   * @throws NotPositiveDefinite if a pivot is not above zero
   */
  static BlockedCholesky of(Matrix a, Execution execution) {
    BlockedCholesky cholesky = new BlockedCholesky(a, execution);
    int n = a.rows();
    for (int j = 0; j < n; j += PANEL) {
      int width = Math.min(PANEL, n - j);
      Matrix panel = a.block(j, j, n - j, width);
      cholesky.products.add(
          -1, a.block(j, 0, n - j, j), false, a.block(j, 0, width, j), true, panel);
      factorise(panel, n);
    }
    return cholesky;
  }

  /** Factorises columns from their diagonal on, to which nothing is left to be subtracted. */
  private static void factorise(Matrix panel, int order) {
    int rows = panel.rows();
    double[][] columns = new double[panel.columns()][];
    double[] factors = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      double[] column = panel.columnValues(j);
      for (int k = 0; k < j; k++) {
        factors[k] = -columns[k][j];
      }
      Columns.add(columns, factors, j, column, j, rows);
      double pivot = column[j];
      if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
        throw NotPositiveDefinite.ofOrder(order);
      }
      double root = Math.sqrt(pivot);
      column[j] = root;
      for (int i = j + 1; i < rows; i++) {
        column[i] /= root;
      }
      columns[j] = column;
      System.arraycopy(column, j, panel.data(), panel.start(j) + j, rows - j);
    }
  }

  @Override
  public void solve(Matrix b) {
    solveLower(b);
    int n = lower.rows();
    for (int end = n; end > 0; end -= width(end)) {
      int from = end - width(end);
      Matrix block = b.block(from, 0, end - from, b.columns());
      products.add(
          -1,
          lower.block(end, from, n - end, end - from),
          true,
          b.block(end, 0, n - end, b.columns()),
          false,
          block);
      solveDiagonal(from, block, true);
    }
  }

  /** Returns the width of the panel that ends before an index. */
  private static int width(int end) {
    return (end - 1) % PANEL + 1;
  }

  @Override
  public void solveLower(Matrix b) {
    solveLower(b, 0);
  }

  /** Solves the rows from {@code first} on, a multiple of the panel's width; those above are 0. */
  private void solveLower(Matrix b, int first) {
    int n = lower.rows();
    for (int from = first; from < n; from += PANEL) {
      int width = Math.min(PANEL, n - from);
      Matrix block = b.block(from, 0, width, b.columns());
      products.add(
          -1,
          lower.block(from, first, width, from - first),
          false,
          b.block(first, 0, from - first, b.columns()),
          false,
          block);
      solveDiagonal(from, block, false);
    }
  }

  /**
   * Overwrites a block of rows with its solution by the triangle of L on the diagonal, or by that
   * triangle transposed. The rows are copied to arrays of their own, in the order of the solution.
   */
  private void solveDiagonal(int from, Matrix block, boolean transposed) {
    int width = block.rows();
    Matrix triangle = lower.block(from, from, width, width);
    double[][] rows = new double[width][block.columns()];
    double[] factors = new double[width];
    copy(block, rows, transposed, false);
    for (int step = 0; step < width; step++) {
      int i = place(step, width, transposed);
      for (int before = 0; before < step; before++) {
        int k = place(before, width, transposed);
        factors[before] = -(transposed ? triangle.get(k, i) : triangle.get(i, k));
      }
      double[] row = rows[step];
      Columns.add(rows, factors, step, row, 0, row.length);
      double pivot = triangle.get(i, i);
      for (int j = 0; j < row.length; j++) {
        row[j] /= pivot;
      }
    }
    copy(block, rows, transposed, true);
  }

  /** Returns the row that is solved in a step. */
  private static int place(int step, int width, boolean transposed) {
    return transposed ? width - 1 - step : step;
  }

  private static void copy(Matrix block, double[][] rows, boolean transposed, boolean back) {
    for (int j = 0; j < block.columns(); j++) {
      int start = block.start(j);
      for (int step = 0; step < rows.length; step++) {
        int place = start + place(step, rows.length, transposed);
        if (back) {
          block.data()[place] = rows[step][j];
        } else {
          rows[step][j] = block.data()[place];
        }
      }
    }
  }

  /** Returns A^-1 = X'X with X = L^-1, of which only the lower triangle is computed. */
  @Override
  public Matrix inverse() {
    int n = lower.rows();
    Matrix x = Matrix.identity(n);
    BlockedCholesky alone = new BlockedCholesky(lower, execution.onOneThread());
    execution
        .threads()
        .forEach(
            (n + COLUMNS - 1) / COLUMNS,
            task -> {
              int j = task * COLUMNS;
              alone.solveLower(x.block(0, j, n, Math.min(COLUMNS, n - j)), j);
            });
    Matrix inverse = Matrix.zeros(n, n);
    for (int j = 0; j < n; j += LinearAlgebra.STRIP) {
      int width = Math.min(LinearAlgebra.STRIP, n - j);
      products.add(
          1,
          x.block(j, j, n - j, n - j),
          true,
          x.block(j, j, n - j, width),
          false,
          inverse.block(j, j, n - j, width));
    }
    Symmetry.mirrorLower(inverse, execution.threads());
    return inverse;
  }

  @Override
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < lower.rows(); i++) {
      sum += 2 * Math.log(lower.get(i, i));
    }
    return sum;
  }
}
