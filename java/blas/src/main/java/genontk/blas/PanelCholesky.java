package genontk.blas;

import com.sun.jna.Memory;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;
import genontk.run.Threads;

/**
 * A left-looking Cholesky factorisation in place, panel by panel of columns (Golub and Van Loan,
 * Matrix Computations, 4.2.5): from a panel what earlier panels contribute is subtracted, its
 * diagonal block is factored, and the rows below are solved for. Only one panel is outside the heap
 * at a time.
 */
final class PanelCholesky {

  private static final int PANEL = 2048;
  private static final int ROWS = 256;
  private static final int INNER = 512;
  private static final int COPIED = 64;

  private final BlasLinearAlgebra algebra;
  private final Routines routines;

  PanelCholesky(BlasLinearAlgebra algebra) {
    this.algebra = algebra;
    this.routines = algebra.routines();
  }

  /** Overwrites the lower triangle of A with L. */
  void factor(Matrix a) {
    int n = a.rows();
    int widest = Math.min(n, PANEL);
    if (n == 0) {
      return;
    }
    try (Memory memory = new Memory((long) n * widest * Double.BYTES);
        Memory earlier = new Memory((long) widest * Math.min(n, INNER) * Double.BYTES)) {
      for (int j = 0; j < n; j += PANEL) {
        int width = Math.min(PANEL, n - j);
        Matrix part = a.block(j, j, n - j, width);
        Routines.Block panel = new Routines.Block(memory, n - j);
        copy(part, panel, true);
        for (int p = 0; p < j; p += INNER) {
          int inner = Math.min(INNER, j - p);
          subtract(a, j, p, inner, new Routines.Block(earlier, width), panel, part);
        }
        factorDiagonal(panel, width, n);
        solveBelow(panel, part);
        copy(part, panel, false);
      }
    }
  }

  /** Copies the lower triangle of a panel in or out, some columns a task. */
  private void copy(Matrix part, Routines.Block panel, boolean in) {
    Tiles columns = Tiles.of(part.columns(), COPIED);
    Threads threads = algebra.execution().threads();
    threads.forEach(
        columns.count(),
        task -> {
          int from = columns.from(task);
          Matrix some = part.block(from, from, part.rows() - from, columns.size(task));
          if (in) {
            Transfer.lowerToNative(some, panel.at(from, from));
          } else {
            Transfer.lowerToHeap(panel.at(from, from), some);
          }
        });
  }

  /**
   * Subtracts what the columns from p contribute; rows on the diagonal block take its lower part.
   */
  private void subtract(
      Matrix a, int j, int p, int inner, Routines.Block top, Routines.Block panel, Matrix part) {
    int width = part.columns();
    Tiles copied = Tiles.of(inner, COPIED);
    algebra
        .execution()
        .threads()
        .forEach(
            copied.count(),
            task -> {
              int from = copied.from(task);
              Matrix some = a.block(j, p + from, width, copied.size(task));
              Transfer.toNative(some, top.at(0, from));
            });
    Tiles rows = Tiles.of(part.rows(), ROWS);
    algebra.forEach(
        rows.count(),
        (task, workspace) -> {
          int from = rows.from(task);
          int count = rows.size(task);
          int columns = Math.min(width, from + count);
          Routines.Block left = workspace.pack(0, a.block(j + from, p, count, inner));
          algebra.single(
              () ->
                  routines.gemm(
                      workspace.arguments(),
                      false,
                      true,
                      count,
                      columns,
                      inner,
                      -1,
                      left,
                      top,
                      1,
                      panel.at(from, 0)));
        });
  }

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
    Tiles rows = Tiles.of(part.rows() - width, ROWS);
    algebra.forEach(
        rows.count(),
        (task, workspace) ->
            algebra.single(
                () ->
                    routines.solveRight(
                        workspace.arguments(),
                        rows.size(task),
                        width,
                        panel,
                        panel.at(width + rows.from(task), 0))));
  }
}
