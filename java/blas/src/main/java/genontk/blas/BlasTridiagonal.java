package genontk.blas;

import com.sun.jna.Memory;
import genontk.linalg.Matrix;
import genontk.linalg.Tridiagonal;

/**
 * A tridiagonal form whose Q is kept as Householder's reflectors, below the diagonal of the matrix
 * that was reduced.
 *
 * @param scales the n - 1 factors of the reflectors
 */
record BlasTridiagonal(
    BlasLinearAlgebra algebra,
    double[] diagonal,
    double[] offDiagonal,
    Matrix reflectors,
    double[] scales)
    implements Tridiagonal {

  /** So many columns a call, between which a cancellation is seen. */
  private static final int STRIP = 1024;

  @Override
  public void multiply(Matrix b) {
    apply(b, false);
  }

  @Override
  public void multiplyTransposed(Matrix b) {
    apply(b, true);
  }

  private void apply(Matrix b, boolean transposed) {
    int n = reflectors.rows();
    if (n < 2 || b.columns() == 0) {
      return;
    }
    Tiles strips = Tiles.of(b.columns(), STRIP);
    try (Memory q = BlasLinearAlgebra.square(n);
        Memory tau = new Memory((n - 1L) * Double.BYTES);
        Memory columns = new Memory((long) n * strips.size(strips.count() - 1) * Double.BYTES)) {
      Routines.Block block = new Routines.Block(q, n);
      Transfer.lowerToNative(reflectors, block);
      tau.write(0, scales, 0, n - 1);
      Routines.Block x = new Routines.Block(columns, n);
      for (int i = 0; i < strips.count(); i++) {
        int width = strips.size(i);
        Matrix strip = b.block(0, strips.from(i), n, width);
        Transfer.toNative(strip, x);
        algebra.alone(
            n,
            arguments -> algebra.routines().ormtr(arguments, transposed, n, width, block, tau, x));
        Transfer.toHeap(x, strip);
      }
    }
  }
}
