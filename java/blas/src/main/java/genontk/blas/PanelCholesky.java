package genontk.blas;

import com.sun.jna.Pointer;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;

/**
 * Left-looking Cholesky factorisation in place, panel by panel of columns (Golub and Van Loan,
 * Matrix Computations, 4.2.5).
 *
 * <p>The contributions of earlier panels are subtracted from a panel, its diagonal block is
 * factored, and the rows below are solved for. Two panels are outside the heap at a time, and a
 * cancellation is seen between the calls.
 */
record PanelCholesky(Calls calls) {

  /** Number of columns of a panel. */
  static final int PANEL = 2048;

  /** Number of rows of a panel per call, so that a call takes a fraction of a second. */
  private static final int ROWS_PER_CALL = 2048;

  /**
   * Overwrites the lower triangle of A (n x n) with L.
   *
   * @throws NotPositiveDefinite if a pivot is not positive
   */
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
        calls.byColumns(
            part.columns(), (from, to) -> Transfer.lowerToNative(part, panel, from, to));
        for (int p = 0; p < j; p += PANEL) {
          subtract(a.block(j, p, height, PANEL), new Routines.Block(earlier, height), panel, part);
        }
        factorDiagonal(panel, part.columns(), n);
        solveBelow(panel, part);
        calls.byColumns(part.columns(), (from, to) -> Transfer.lowerToHeap(panel, part, from, to));
      }
    }
  }

  /** Subtracts the contribution of the columns of an earlier panel. */
  private void subtract(Matrix columns, Routines.Block earlier, Routines.Block panel, Matrix part) {
    int inner = columns.columns();
    int width = part.columns();
    Routines routines = calls.routines();
    calls.byColumns(inner, (from, to) -> Transfer.toNative(columns, earlier, from, to));
    Routines.Shape square = Routines.Shape.symmetric(false, width, inner);
    calls.alone(
        width,
        arguments -> {
          routines.syrk(arguments, square, -1, earlier, 1, panel);
          return 0;
        });
    byRows(
        part,
        (arguments, from, count) -> {
          Routines.Shape shape = new Routines.Shape(false, true, count, width, inner);
          routines.gemm(arguments, shape, -1, earlier.at(from, 0), earlier, 1, panel.at(from, 0));
        });
  }

  /** Work on some rows of a panel. */
  private interface RowsTask {
    void run(Arguments arguments, int from, int count);
  }

  /** Runs a task for the rows below the diagonal block, some rows per call. */
  private void byRows(Matrix part, RowsTask task) {
    for (int i = part.columns(); i < part.rows(); i += ROWS_PER_CALL) {
      int from = i;
      int count = Math.min(ROWS_PER_CALL, part.rows() - i);
      calls.alone(
          part.rows(),
          arguments -> {
            task.run(arguments, from, count);
            return 0;
          });
    }
  }

  /** Factors the first rows of a panel by one call, which takes a fraction of a second. */
  private void factorDiagonal(Routines.Block panel, int width, int n) {
    int info = calls.alone(width, arguments -> calls.routines().potrf(arguments, width, panel));
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
            calls.routines().solveRight(arguments, true, count, width, panel, panel.at(from, 0)));
  }
}
