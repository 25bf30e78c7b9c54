package genontk.variance;

import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Threads;

/**
 * Sums over the entries of two n x n matrices. Columns are summed apart and then in order, so that
 * the number of threads does not matter.
 */
final class FrobeniusProducts {

  private static final int TILE = 64;

  private FrobeniusProducts() {}

  /** Returns sum_ij a_ij b_ij = tr(A'B). */
  static double of(Matrix a, Matrix b, Threads threads) {
    return SmallMatrix.sum(columns(a, b, threads));
  }

  /** Returns sum_i a_ij b_ij for every column j. */
  static double[] columns(Matrix a, Matrix b, Threads threads) {
    double[] sums = new double[a.columns()];
    threads.forEach(
        sums.length,
        j -> sums[j] = Vectors.dot(a.data(), a.start(j), b.data(), b.start(j), a.rows()));
    return sums;
  }

  /** Returns sum_ij a_ij b_ji = tr(AB), tile by tile. */
  static double transposed(Matrix a, Matrix b, Threads threads) {
    int n = a.rows();
    int tiles = (n + TILE - 1) / TILE;
    double[] sums = new double[tiles];
    threads.forEach(
        tiles,
        tile -> {
          int columnEnd = Math.min(n, (tile + 1) * TILE);
          double sum = 0;
          for (int top = 0; top < n; top += TILE) {
            int rowEnd = Math.min(n, top + TILE);
            for (int j = tile * TILE; j < columnEnd; j++) {
              for (int i = top; i < rowEnd; i++) {
                sum += a.get(i, j) * b.get(j, i);
              }
            }
          }
          sums[tile] = sum;
        });
    return SmallMatrix.sum(sums);
  }

  /** Returns A'x; Ax for a symmetric A. */
  static double[] times(Matrix a, double[] x, Threads threads) {
    double[] product = new double[a.columns()];
    threads.forEach(
        product.length, j -> product[j] = Vectors.dot(a.data(), a.start(j), x, 0, a.rows()));
    return product;
  }
}
