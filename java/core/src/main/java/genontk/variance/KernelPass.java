package genontk.variance;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Threads;
import java.util.Arrays;

/**
 * What is learnt from reading a kernel once.
 *
 * @param product KB (n x k)
 * @param square the sum of the squares of all n^2 entries
 */
record KernelPass(Matrix product, double square) {

  /** Up to so many columns of B a product costs no more than the reading. */
  private static final int FEW = 8;

  private static final int MOST_PARTS = 32;
  private static final int LEAST_COLUMNS = 64;
  private static final int STRIP = 512;

  /** Four columns of K at a time, in arrays of their own (see {@link Vectors#addFour}). */
  private static final int TOGETHER = 4;

  /**
   * Reads a kernel.
   *
   * @param kernel K (n x n, symmetric)
   * @param b B (n x k)
   */
  static KernelPass of(Matrix kernel, Matrix b, LinearAlgebra algebra, Threads threads) {
    if (b.columns() > FEW) {
      return new KernelPass(
          algebra.product(kernel, false, b, false), FrobeniusProducts.of(kernel, kernel, threads));
    }
    int n = kernel.rows();
    int width = Math.max(LEAST_COLUMNS, (n + MOST_PARTS - 1) / MOST_PARTS);
    Part[] parts = new Part[(n + width - 1) / width];
    threads.forEach(
        parts.length,
        i -> {
          parts[i] = new Part(n, b.columns());
          parts[i].read(kernel, b, i * width, Math.min(n, (i + 1) * width));
        });
    Matrix product = Matrix.zeros(n, b.columns());
    double square = 0;
    for (Part part : parts) {
      square += part.square;
      for (int j = 0; j < b.columns(); j++) {
        Vectors.add(1, part.sums[j], 0, product.data(), product.start(j), n);
      }
    }
    return new KernelPass(product, square);
  }

  /** What some columns of K contribute, strip by strip of four; the cut depends on n alone. */
  private static final class Part {

    private final double[][] sums;
    private final double[] squares = new double[STRIP];
    private final double[][] x = new double[TOGETHER][STRIP];
    private final double[] sum = new double[STRIP];
    private double square;

    private Part(int n, int columns) {
      sums = new double[columns][n];
    }

    private void read(Matrix kernel, Matrix b, int first, int end) {
      int n = kernel.rows();
      for (int j = first; j < end; j += TOGETHER) {
        for (int top = 0; top < n; top += STRIP) {
          read(kernel, b, j, Math.min(TOGETHER, end - j), top, Math.min(STRIP, n - top));
        }
      }
      square = SmallMatrix.sum(squares);
    }

    private void read(Matrix kernel, Matrix b, int j, int count, int top, int rows) {
      for (int l = 0; l < TOGETHER; l++) {
        int some = l < count ? rows : 0;
        System.arraycopy(kernel.data(), some == 0 ? 0 : kernel.start(j + l) + top, x[l], 0, some);
        Arrays.fill(x[l], some, STRIP, 0);
      }
      addSquares(x[0], x[1], x[2], x[3], squares);
      for (int k = 0; k < sums.length; k++) {
        System.arraycopy(sums[k], top, sum, 0, rows);
        Vectors.addFour(
            b.get(j, k),
            x[0],
            count > 1 ? b.get(j + 1, k) : 0,
            x[1],
            count > 2 ? b.get(j + 2, k) : 0,
            x[2],
            count > 3 ? b.get(j + 3, k) : 0,
            x[3],
            sum);
        System.arraycopy(sum, 0, sums[k], top, rows);
      }
    }

    private static void addSquares(double[] a, double[] b, double[] c, double[] d, double[] to) {
      for (int i = 0; i < to.length; i++) {
        to[i] += a[i] * a[i] + b[i] * b[i] + c[i] * c[i] + d[i] * d[i];
      }
    }
  }
}
