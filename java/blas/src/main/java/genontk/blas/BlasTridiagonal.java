package genontk.blas;

import genontk.linalg.Matrix;
import genontk.linalg.Tridiagonal;

/**
 * A tridiagonal form whose Q is kept as Householder's reflectors.
 *
 * @param reflectors the reflectors, below the diagonal (n x n)
 * @param scales the n - 1 factors of the reflectors
 */
record BlasTridiagonal(
    Calls calls, double[] diagonal, double[] offDiagonal, Matrix reflectors, double[] scales)
    implements Tridiagonal {

  /** Number of columns per call, between which a cancellation is seen. */
  private static final int COLUMNS_PER_CALL = 1024;

  @Override
  public void multiply(Matrix b) {
    int n = reflectors.rows();
    if (n < 2 || b.columns() == 0) {
      return;
    }
    Tiles strips = Tiles.of(b.columns(), COLUMNS_PER_CALL);
    try (OffHeap q = OffHeap.doubles((long) n * n);
        OffHeap tau = OffHeap.doubles(n - 1L);
        OffHeap columns = OffHeap.doubles((long) n * strips.size(strips.count() - 1))) {
      Routines.Block block = new Routines.Block(q.start(), n);
      Transfer.lowerToNative(reflectors, block);
      tau.start().write(0, scales, 0, n - 1);
      Routines.Block x = new Routines.Block(columns.start(), n);
      for (int i = 0; i < strips.count(); i++) {
        int width = strips.size(i);
        Matrix strip = b.block(0, strips.from(i), n, width);
        Transfer.toNative(strip, x);
        calls.alone(
            n, arguments -> calls.routines().ormtr(arguments, n, width, block, tau.start(), x));
        Transfer.toHeap(x, strip);
      }
    }
  }
}
