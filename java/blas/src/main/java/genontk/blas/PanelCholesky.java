package genontk.blas;

import com.sun.jna.Pointer;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;

/**
 * A left-looking Cholesky factorisation in place, panel by panel of columns (Golub and Van Loan,
 * Matrix Computations, 4.2.5): from a panel what earlier panels contribute is subtracted, its
 * diagonal block is factored, and the rows below are solved for. Two panels are outside the heap at
 * a time, and between the calls a cancellation is seen.
 */
final class PanelCholesky {

  static final int PANEL = 2048;

  /** So few rows that a call takes a fraction of a second, however many there are in all. */
  private static final int ROWS = 2048;

  private final BlasLinearAlgebra algebra;
  private final Routines routines;

  PanelCholesky(BlasLinearAlgebra algebra) {
    this.algebra = algebra;
    this.routines = algebra.routines();
  }

  /** Overwrites the lower triangle of A with L. */
  void factor(Matrix a) {
    int n = a.rows();
    long bytes = (long) n * Math.min(n, PANEL) * Double.BYTES;
    if (n == 0) {
      return;
    }
    try (Panels panels = Panels.take()) {
      Pointer memory = panels.piece(0, bytes);
      Pointer earlier = n > PANEL ? panels.piece(1, bytes) : memory;
      for (int j = 0; j < n; j += PANEL) {
        int height = n - j;
        Matrix part = a.block(j, j, height, Math.min(PANEL, height));
        Routines.Block panel = new Routines.Block(memory, height);
        algebra.byColumns(
            part.columns(), (from, to) -> Transfer.lowerToNative(part, panel, from, to));
        for (int p = 0; p < j; p += PANEL) {
          subtract(a.block(j, p, height, PANEL), new Routines.Block(earlier, height), panel, part);
        }
        factorDiagonal(panel, part.columns(), n);
        solveBelow(panel, part);
        algebra.byColumns(
            part.columns(), (from, to) -> Transfer.lowerToHeap(panel, part, from, to));
      }
    }
  }

  /** Subtracts what the columns of an earlier panel contribute. */
  private void subtract(Matrix columns, Routines.Block earlier, Routines.Block panel, Matrix part) {
    int inner = columns.columns();
    int width = part.columns();
    algebra.byColumns(inner, (from, to) -> Transfer.toNative(columns, earlier, from, to));
    algebra.alone(
        width,
        arguments -> {
          routines.syrk(arguments, false, width, inner, -1, earlier, 1, panel);
          return 0;
        });
    byRows(
        part,
        (arguments, from, count) ->
            routines.gemm(
                arguments,
                false,
                true,
                count,
                width,
                inner,
                -1,
                earlier.at(from, 0),
                earlier,
                1,
                panel.at(from, 0)));
  }

  /** What is done for some rows of a panel. */
  private interface RowsTask {
    void run(Arguments arguments, int from, int count);
  }

  /** Runs a task for the rows below the diagonal block, a call for a moment's worth of them. */
  private void byRows(Matrix part, RowsTask task) {
    for (int i = part.columns(); i < part.rows(); i += ROWS) {
      int from = i;
      int count = Math.min(ROWS, part.rows() - i);
      algebra.alone(
          part.rows(),
          arguments -> {
            task.run(arguments, from, count);
            return 0;
          });
    }
  }

  /** Factors the first rows of a panel by one call, which takes a fraction of a second. */
  private void factorDiagonal(Routines.Block panel, int width, int n) {
    int info = algebra.alone(width, arguments -> routines.potrf(arguments, width, panel));
    double last = panel.at(width - 1, width - 1).data().getDouble(0);
    // Not every library sees a NaN; it reaches the last pivot.
    if (info != 0 || !(last > 0)) {
      throw NotPositiveDefinite.ofOrder(n);
    }
  }

  private void solveBelow(Routines.Block panel, Matrix part) {
    int width = part.columns();
    byRows(
        part,
        (arguments, from, count) ->
            routines.solveRight(arguments, true, count, width, panel, panel.at(from, 0)));
  }
}
