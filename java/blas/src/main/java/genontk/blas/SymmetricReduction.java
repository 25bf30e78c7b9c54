package genontk.blas;

import com.sun.jna.Pointer;
import genontk.error.DidNotConverge;
import genontk.linalg.Matrix;
import genontk.linalg.SymmetricEigen;
import genontk.linalg.TridiagonalMatrix;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Eigendecompositions and tridiagonal forms of symmetric matrices with at least one row, each by
 * one call of LAPACK on a copy outside the heap.
 */
record SymmetricReduction(Calls calls) {

  /** Overwrites A (n x n, lower triangle) with its eigenvectors where its array allows. */
  SymmetricEigen eigen(Matrix a) {
    int n = a.rows();
    requireFinite(a);
    double[] values = new double[n];
    Matrix vectors = a.fillsArray() ? a : Matrix.zeros(n, n);
    try (OffHeap square = OffHeap.doubles((long) n * n);
        OffHeap spectrum = OffHeap.doubles(n)) {
      Routines.Block block = copied(a, square);
      int info =
          calls.alone(
              n, arguments -> calls.routines().syevd(arguments, n, block, spectrum.start()));
      if (info != 0) {
        throw DidNotConverge.ofOrder(n);
      }
      Transfer.toHeap(block, vectors);
      spectrum.start().read(0, values, 0, n);
    }
    return new SymmetricEigen(values, vectors);
  }

  /**
   * Returns the tridiagonal form of A (n x n, lower triangle), in one stage.
   *
   * @param reflectors whether A is overwritten with Householder's reflectors, which make up Q
   */
  BlasTridiagonal tridiagonal(Matrix a, boolean reflectors) {
    int n = a.rows();
    requireFinite(a);
    double[] diagonal = new double[n];
    double[] offDiagonal = new double[n - 1];
    double[] scales = new double[n - 1];
    try (OffHeap square = OffHeap.doubles((long) n * n);
        OffHeap room = OffHeap.doubles(3L * n)) {
      Pointer d = room.start();
      long bytes = (long) n * Double.BYTES;
      Pointer e = d.share(bytes);
      Pointer tau = d.share(2 * bytes);
      Routines.Block block = copied(a, square);
      calls.alone(n, arguments -> calls.routines().sytrd(arguments, n, block, d, e, tau));
      if (reflectors) {
        calls.byColumns(n, (from, to) -> Transfer.lowerToHeap(block, a, from, to));
      }
      d.read(0, diagonal, 0, n);
      e.read(0, offDiagonal, 0, n - 1);
      tau.read(0, scales, 0, n - 1);
    }
    return new BlasTridiagonal(calls, diagonal, offDiagonal, a, scales);
  }

  /** Returns T of the tridiagonal form of A (n x n, lower triangle), by the faster way. */
  TridiagonalMatrix tridiagonalMatrix(Matrix a) {
    boolean alone = calls.execution().threads().count() == 1;
    int least = alone ? TwoStages.MIN_ORDER_ONE_THREAD : TwoStages.MIN_ORDER;
    if (a.rows() < least || !calls.routines().haveTwoStages()) {
      BlasTridiagonal form = tridiagonal(a, false);
      return new TridiagonalMatrix(form.diagonal(), form.offDiagonal());
    }
    requireFinite(a);
    return new TwoStages(calls).reduce(a);
  }

  private Routines.Block copied(Matrix a, OffHeap square) {
    Routines.Block block = new Routines.Block(square.start(), a.rows());
    calls.byColumns(a.columns(), (from, to) -> Transfer.lowerToNative(a, block, from, to));
    return block;
  }

  /** Refuses infinite numbers and NaN in the lower triangle, on which LAPACK may never end. */
  private void requireFinite(Matrix a) {
    AtomicBoolean finite = new AtomicBoolean(true);
    calls.byColumns(
        a.columns(),
        (from, to) -> {
          for (int j = from; j < to; j++) {
            // 0 times an infinite number or NaN is NaN, and so is the sum.
            double zeros = 0;
            for (int i = a.start(j) + j; i < a.start(j) + a.rows(); i++) {
              zeros += 0 * a.data()[i];
            }
            if (zeros != 0) {
              finite.set(false);
            }
          }
        });
    if (!finite.get()) {
      throw DidNotConverge.ofOrder(a.rows());
    }
  }
}
