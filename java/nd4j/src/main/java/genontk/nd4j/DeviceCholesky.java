package genontk.nd4j;

import genontk.error.NotPositiveDefinite;
import genontk.linalg.Cholesky;
import genontk.linalg.Matrix;
import genontk.linalg.Symmetry;
import java.util.ArrayList;
import java.util.List;

/**
 * A left-looking Cholesky factorisation by panels of columns (Golub and Van Loan, Matrix
 * Computations, 4.2.5), whose factor stays on the device for the solves.
 *
 * <p>The Cholesky factorisation and the triangular solves of ND4J 1.0.0-M2.1 do not work
 * everywhere. So the CPU factors the diagonal block of a panel ({@value #PANEL} columns) and
 * inverts its triangle, as GPU libraries do (Du Croz and Higham, 1992, IMA Journal of Numerical
 * Analysis 12, on the accuracy). The rest consists of products on the device, between which a
 * cancellation is seen.
 */
final class DeviceCholesky implements Cholesky {

  static final int PANEL = 256;

  /** Number of right-hand sides of an inverse that are solved for at once. */
  private static final int STRIP = 512;

  /**
   * Columns {@code from} to {@code from + width} of L.
   *
   * @param inverse the inverse of the diagonal block (width x width, lower triangular)
   * @param below the rows below the diagonal block (rows x width); null in the last panel
   */
  private record Panel(int from, int width, DeviceMatrix inverse, DeviceMatrix below) {}

  private final Nd4jLinearAlgebra algebra;
  private final int n;
  private final List<Panel> panels = new ArrayList<>();
  private double logDeterminant;

  /**
   * Factors a matrix.
   *
   * @param a the matrix (n x n, only its lower triangle is read), which does not change
   * @throws NotPositiveDefinite if a pivot is not positive
   */
  DeviceCholesky(Nd4jLinearAlgebra algebra, Matrix a) {
    this.algebra = algebra;
    this.n = a.rows();
    for (int j = 0; j < n; j += PANEL) {
      int from = j;
      int width = Math.min(PANEL, n - j);
      algebra.onDevice(() -> factorPanel(a.block(from, from, n - from, width), from));
    }
  }

  private void factorPanel(Matrix columns, int from) {
    int width = columns.columns();
    int rest = columns.rows() - width;
    try (DeviceMatrix panel = DeviceMatrix.of(columns)) {
      for (Panel earlier : panels) {
        algebra.checkpoint();
        int start = from - earlier.from - earlier.width;
        try (DeviceMatrix rows = earlier.below.copyOfRows(start, columns.rows());
            DeviceMatrix top = earlier.below.copyOfRows(start, width);
            DeviceMatrix product = DeviceMatrix.product(rows, false, top, true)) {
          panel.subtractFromRows(0, product);
        }
      }
      Matrix block;
      try (DeviceMatrix top = panel.copyOfRows(0, width)) {
        block = top.toMatrix();
      }
      DeviceMatrix inverse = DeviceMatrix.of(inverseOfFactor(block));
      DeviceMatrix below = null;
      if (rest > 0) {
        try (DeviceMatrix rows = panel.copyOfRows(width, rest)) {
          below = DeviceMatrix.product(rows, false, inverse, true);
        }
      }
      panels.add(new Panel(from, width, inverse, below));
    }
  }

  /** Factors a diagonal block and returns L^-1, zero above the diagonal. */
  private Matrix inverseOfFactor(Matrix block) {
    Cholesky factor;
    try {
      factor = algebra.onCpu().cholesky(block);
    } catch (NotPositiveDefinite e) {
      throw NotPositiveDefinite.ofOrder(n);
    }
    logDeterminant += factor.logDeterminant();
    Matrix inverse = Matrix.identity(block.rows());
    factor.solveLower(inverse);
    return inverse;
  }

  @Override
  public void solve(Matrix b) {
    solve(b, 0, true);
  }

  @Override
  public void solveLower(Matrix b) {
    solve(b, 0, false);
  }

  /**
   * Overwrites B (n x k) with the solution.
   *
   * @param zeroRows the number of rows of zeros at the top of B
   * @param both whether to solve with L' after L
   */
  private void solve(Matrix b, int zeroRows, boolean both) {
    if (n == 0 || b.columns() == 0) {
      return;
    }
    algebra.onDevice(
        () -> {
          try (DeviceMatrix x = DeviceMatrix.of(b)) {
            for (int p = zeroRows / PANEL; p < panels.size(); p++) {
              forward(panels.get(p), x);
            }
            for (int p = panels.size() - 1; both && p >= 0; p--) {
              backward(panels.get(p), x);
            }
            Matrix solution = x.toMatrix();
            for (int j = 0; j < b.columns(); j++) {
              System.arraycopy(solution.data(), solution.start(j), b.data(), b.start(j), n);
            }
          }
        });
  }

  private void forward(Panel panel, DeviceMatrix x) {
    algebra.checkpoint();
    try (DeviceMatrix rows = x.copyOfRows(panel.from, panel.width);
        DeviceMatrix solved = DeviceMatrix.product(panel.inverse, false, rows, false)) {
      x.setRows(panel.from, solved);
      if (panel.below != null) {
        try (DeviceMatrix share = DeviceMatrix.product(panel.below, false, solved, false)) {
          x.subtractFromRows(panel.from + panel.width, share);
        }
      }
    }
  }

  private void backward(Panel panel, DeviceMatrix x) {
    algebra.checkpoint();
    int end = panel.from + panel.width;
    if (panel.below != null) {
      try (DeviceMatrix known = x.copyOfRows(end, n - end);
          DeviceMatrix share = DeviceMatrix.product(panel.below, true, known, false)) {
        x.subtractFromRows(panel.from, share);
      }
    }
    try (DeviceMatrix rows = x.copyOfRows(panel.from, panel.width);
        DeviceMatrix solved = DeviceMatrix.product(panel.inverse, true, rows, false)) {
      x.setRows(panel.from, solved);
    }
  }

  @Override
  public double logDeterminant() {
    return logDeterminant;
  }

  @Override
  public Matrix inverse() {
    Matrix inverse = Matrix.identity(n);
    for (int j = 0; j < n; j += STRIP) {
      solve(inverse.block(0, j, n, Math.min(STRIP, n - j)), j, true);
    }
    Symmetry.average(inverse);
    return inverse;
  }
}
