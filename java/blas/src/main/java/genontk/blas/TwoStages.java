package genontk.blas;

import com.sun.jna.Pointer;
import genontk.linalg.Matrix;
import genontk.linalg.TridiagonalMatrix;

/**
 * A tridiagonal form by way of a band (Bischof, Lang and Sun 2000), by LAPACK's two routines: half
 * of a reduction in one stage passes over the whole matrix for every column, where the way to a
 * band is products of matrices. From there it is O(n^2), on one thread, which is why few people are
 * better served by one stage.
 */
record TwoStages(BlasLinearAlgebra algebra) {

  /** From this order on it is faster: on several threads, and on one. */
  static final int LEAST = 1536;

  static final int LEAST_ALONE = 1024;

  /** From this order on a wider band is faster. */
  private static final int WIDE_ORDER = 6000;

  private static final int WIDTH = 32;
  private static final int WIDE = 64;

  /** Returns T of QTQ'; between the stages a cancellation is seen. */
  TridiagonalMatrix reduce(Matrix a) {
    return reduce(a, a.rows() < WIDE_ORDER ? WIDTH : WIDE);
  }

  TridiagonalMatrix reduce(Matrix a, int width) {
    int n = a.rows();
    double[] diagonal = new double[n];
    double[] offDiagonal = new double[n - 1];
    try (OffHeap room = OffHeap.doubles((width + 3L) * n)) {
      Routines.Block band = new Routines.Block(room.start(), width + 1L);
      Pointer first = band.at(0, n).data();
      Pointer second = first.share((long) n * Double.BYTES);
      toBand(a, width, band, first);
      algebra.alone(
          n, arguments -> algebra.routines().ofBand(arguments, n, width, band, first, second));
      first.read(0, diagonal, 0, n);
      second.read(0, offDiagonal, 0, n - 1);
    }
    return new TridiagonalMatrix(diagonal, offDiagonal);
  }

  private void toBand(Matrix a, int width, Routines.Block band, Pointer scales) {
    int n = a.rows();
    try (OffHeap square = OffHeap.doubles((long) n * n)) {
      Routines.Block block = new Routines.Block(square.start(), n);
      algebra.byColumns(n, (from, to) -> Transfer.lowerToNative(a, block, from, to));
      algebra.alone(
          n, arguments -> algebra.routines().toBand(arguments, n, width, block, band, scales));
    }
  }
}
