package genontk.blas;

import com.sun.jna.Pointer;
import genontk.linalg.Matrix;
import genontk.linalg.TridiagonalMatrix;

/**
 * Reduction to tridiagonal form by way of a band (Bischof, Lang and Sun 2000), by two routines of
 * LAPACK.
 *
 * <p>A reduction in one stage spends half of its time on passes over the whole matrix, one per
 * column. The reduction to a band consists of products of matrices. The step from there takes
 * O(n^2) on one thread, which is why one stage is faster for few people.
 */
record TwoStages(Calls calls) {

  /** Order from which two stages are faster than one, on several threads. */
  static final int MIN_ORDER = 1536;

  /** The same on one thread. */
  static final int MIN_ORDER_ONE_THREAD = 1024;

  /** Order from which the wide band is faster. */
  private static final int MIN_ORDER_WIDE = 6000;

  private static final int NARROW_BAND = 32;
  private static final int WIDE_BAND = 64;

  /**
   * Returns T of a tridiagonal form QTQ' of A (n x n, lower triangle); between the stages a
   * cancellation is seen.
   */
  TridiagonalMatrix reduce(Matrix a) {
    return reduce(a, a.rows() < MIN_ORDER_WIDE ? NARROW_BAND : WIDE_BAND);
  }

  TridiagonalMatrix reduce(Matrix a, int width) {
    int n = a.rows();
    double[] diagonal = new double[n];
    double[] offDiagonal = new double[n - 1];
    try (OffHeap room = OffHeap.doubles((width + 3L) * n)) {
      Routines.Block columns = new Routines.Block(room.start(), width + 1L);
      Routines.Band band = new Routines.Band(columns, n, width);
      Pointer first = columns.at(0, n).data();
      Pointer second = first.share((long) n * Double.BYTES);
      toBand(a, band, first);
      calls.alone(n, arguments -> calls.routines().ofBand(arguments, band, first, second));
      first.read(0, diagonal, 0, n);
      second.read(0, offDiagonal, 0, n - 1);
    }
    return new TridiagonalMatrix(diagonal, offDiagonal);
  }

  private void toBand(Matrix a, Routines.Band band, Pointer tau) {
    int n = a.rows();
    try (OffHeap square = OffHeap.doubles((long) n * n)) {
      Routines.Block block = new Routines.Block(square.start(), n);
      calls.byColumns(n, (from, to) -> Transfer.lowerToNative(a, block, from, to));
      calls.alone(n, arguments -> calls.routines().toBand(arguments, block, band, tau));
    }
  }
}
