package genontk.linalg.small;

import genontk.linalg.Matrix;
import genontk.linalg.ThinProduct;
import genontk.linalg.Vectors;
import genontk.run.Threads;
import java.util.Arrays;

/**
 * Sums over the entries of two n x n matrices. Blocks of columns are summed apart and then in
 * order, so that the number of threads does not matter.
 */
public final class FrobeniusProducts {

  private static final int TILE = 64;
  private static final int STRIP = 512;

  private FrobeniusProducts() {}

  /** Returns sum_ij a_ij b_ij = tr(A'B), strip by strip, four columns at a time. */
  public static double of(Matrix a, Matrix b, Threads threads) {
    int tiles = (a.columns() + TILE - 1) / TILE;
    double[] sums = new double[tiles];
    threads.forEach(
        tiles,
        tile -> {
          int columnEnd = Math.min(a.columns(), (tile + 1) * TILE);
          double[] strip = new double[Math.min(STRIP, a.rows())];
          for (int top = 0; top < a.rows(); top += STRIP) {
            int rows = Math.min(STRIP, a.rows() - top);
            int j = tile * TILE;
            for (; j + 3 < columnEnd; j += 4) {
              addFour(a, b, top, j, strip, rows);
            }
            for (; j < columnEnd; j++) {
              addOne(a, b, top, j, strip, rows);
            }
          }
          sums[tile] = SmallMatrix.sum(strip);
        });
    return SmallMatrix.sum(sums);
  }

  private static void addFour(Matrix a, Matrix b, int top, int j, double[] sums, int rows) {
    double[] left = a.data();
    double[] right = b.data();
    int a0 = a.start(j) + top;
    int a1 = a0 + a.stride();
    int a2 = a1 + a.stride();
    int a3 = a2 + a.stride();
    int b0 = b.start(j) + top;
    int b1 = b0 + b.stride();
    int b2 = b1 + b.stride();
    int b3 = b2 + b.stride();
    for (int i = 0; i < rows; i++) {
      sums[i] +=
          left[a0 + i] * right[b0 + i]
              + left[a1 + i] * right[b1 + i]
              + left[a2 + i] * right[b2 + i]
              + left[a3 + i] * right[b3 + i];
    }
  }

  private static void addOne(Matrix a, Matrix b, int top, int j, double[] sums, int rows) {
    int from = a.start(j) + top;
    int other = b.start(j) + top;
    for (int i = 0; i < rows; i++) {
      sums[i] += a.data()[from + i] * b.data()[other + i];
    }
  }

  /** Returns sum_i a_ij b_ij for every column j. */
  public static double[] columns(Matrix a, Matrix b, Threads threads) {
    double[] sums = new double[a.columns()];
    threads.forEach(
        sums.length,
        j -> sums[j] = Vectors.dot(a.data(), a.start(j), b.data(), b.start(j), a.rows()));
    return sums;
  }

  /** Returns sum_ij a_ij b_ji = tr(AB), tile by tile. */
  public static double transposed(Matrix a, Matrix b, Threads threads) {
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

  /** Returns the mean of each row of A. */
  public static double[] rowMeans(Matrix a, Threads threads) {
    double[] share = new double[a.columns()];
    Arrays.fill(share, 1.0 / share.length);
    return times(a, share, threads);
  }

  /** Returns Ax. */
  public static double[] times(Matrix a, double[] x, Threads threads) {
    return times(a, Matrix.column(x), threads).data();
  }

  /** Returns AX, X of few columns. */
  public static Matrix times(Matrix a, Matrix x, Threads threads) {
    Matrix product = Matrix.zeros(a.rows(), x.columns());
    ThinProduct.add(1, a, x, product, threads);
    return product;
  }
}
