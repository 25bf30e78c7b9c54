package genontk.blas;

/**
 * The inverse X of A = LL' in the place of L, panel by panel from the last columns to the first (Du
 * Croz and Higham 1992, methods of the family X L = L^-T): with W = L_21 L_11^-1
 *
 * <pre>  X_21 = -X_22 W,   X_11 = (L_11 L_11')^-1 - W'X_21</pre>
 *
 * <p>Nearly all of it are products with X_22, which our threads share by strips of its rows, and
 * between which a cancellation is seen.
 */
final class PanelInverse {

  static final int PANEL = 128;

  private static final int STRIP = 256;
  private static final int NARROW_STRIP = 64;

  private final BlasLinearAlgebra algebra;
  private final Routines routines;

  PanelInverse(BlasLinearAlgebra algebra) {
    this.algebra = algebra;
    this.routines = algebra.routines();
  }

  /** Overwrites L (n x n, lower triangle) with the lower triangle of the inverse. */
  void invert(Routines.Block l, int n) {
    try (OffHeap room = OffHeap.doubles((long) n * PANEL)) {
      for (int j = (n - 1) / PANEL * PANEL; j >= 0; j -= PANEL) {
        int size = Math.min(PANEL, n - j);
        int below = n - j - size;
        Routines.Block diagonal = l.at(j, j);
        Routines.Block column = l.at(j + size, j);
        Routines.Block w = new Routines.Block(room.start(), Math.max(1, below));
        solved(diagonal, column, w, size, below);
        multiplied(l.at(j + size, j + size), w, column, size, below);
        algebra.alone(size, arguments -> routines.potri(arguments, size, diagonal));
        corrected(w, column, diagonal, size, below);
      }
    }
  }

  /** Sets W to L_21 L_11^-1. */
  private void solved(
      Routines.Block diagonal, Routines.Block column, Routines.Block w, int size, int below) {
    algebra.byStrips(
        below,
        STRIP,
        (arguments, from, count) -> {
          Routines.Block rows = column.at(from, 0);
          routines.solveRight(arguments, false, count, size, diagonal, rows);
          double[] values = new double[count];
          for (int k = 0; k < size; k++) {
            rows.at(0, k).data().read(0, values, 0, count);
            w.at(from, k).data().write(0, values, 0, count);
          }
        });
  }

  /** Sets X_21 to -X_22 W, X_22 known by its lower triangle. */
  private void multiplied(
      Routines.Block x, Routines.Block w, Routines.Block column, int size, int below) {
    algebra.byStrips(
        below,
        STRIP,
        (arguments, from, count) -> {
          int end = from + count;
          Routines.Block product = column.at(from, 0);
          routines.symm(arguments, count, size, -1, x.at(from, from), w.at(from, 0), 0, product);
          if (from > 0) {
            routines.gemm(
                arguments, false, false, count, size, from, -1, x.at(from, 0), w, 1, product);
          }
          int rest = below - end;
          if (rest > 0) {
            Routines.Block later = x.at(end, from);
            routines.gemm(
                arguments, true, false, count, size, rest, -1, later, w.at(end, 0), 1, product);
          }
        });
  }

  /** Subtracts W'X_21 from X_11. */
  private void corrected(
      Routines.Block w, Routines.Block column, Routines.Block diagonal, int size, int below) {
    if (below == 0) {
      return;
    }
    algebra.byStrips(
        size,
        NARROW_STRIP,
        (arguments, from, count) ->
            routines.gemm(
                arguments,
                true,
                false,
                size,
                count,
                below,
                -1,
                w,
                column.at(0, from),
                1,
                diagonal.at(0, from)));
  }
}
