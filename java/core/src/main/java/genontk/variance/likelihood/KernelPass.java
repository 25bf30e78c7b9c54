package genontk.variance.likelihood;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.linalg.small.FrobeniusProducts;
import genontk.run.Threads;
import java.util.Arrays;

/**
 * What is learnt from reading the lower triangle of a kernel once.
 *
 * @param product KB (n x k)
 * @param square the sum of the squares of all n^2 entries
 */
record KernelPass(Matrix product, double square) {

  /** Number of columns of B up to which a product costs no more than the reading. */
  private static final int CHEAP_COLUMNS = 8;

  private static final int MOST_PARTS = 32;
  private static final int LEAST_COLUMNS = 64;
  private static final int STRIP = 256;

  /** Number of columns of K at a time, in arrays of their own (see {@link Vectors#addFour}). */
  private static final int TOGETHER = 8;

  /**
   * Reads a kernel.
   *
   * @param kernel K (n x n, symmetric)
   * @param b B (n x k)
   */
  static KernelPass of(Matrix kernel, Matrix b, LinearAlgebra algebra, Threads threads) {
    if (b.columns() > CHEAP_COLUMNS) {
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

  /**
   * What some columns of K contribute, from the diagonal down and mirrored, strip by strip; the cut
   * depends on n alone.
   */
  private static final class Part {

    private final double[][] sums;

    /** Products with B, summed at the end: {@link Vectors#dotFour} takes a fifth longer here. */
    private final double[][][] mirrored;

    private final double[] squares = new double[STRIP];
    private final double[][] x = new double[TOGETHER][STRIP];
    private final double[] strip = new double[STRIP];
    private double square;

    private Part(int n, int columns) {
      sums = new double[columns][n];
      mirrored = new double[columns][TOGETHER][STRIP];
    }

    private void read(Matrix kernel, Matrix b, int first, int end) {
      int n = kernel.rows();
      for (int j = first; j < end; j += TOGETHER) {
        int count = Math.min(TOGETHER, end - j);
        readCorner(kernel, b, j, count);
        for (int top = j + count; top < n; top += STRIP) {
          readBelow(kernel, b, j, count, top, Math.min(STRIP, n - top));
        }
        addMirrored(j, count);
      }
      square += 2 * sum(squares);
    }

    /** Takes the entries of the columns in their own rows. */
    private void readCorner(Matrix kernel, Matrix b, int j, int count) {
      for (int l = j; l < j + count; l++) {
        for (int i = j; i < j + count; i++) {
          double entry = kernel.get(i, l);
          square += entry * entry;
          for (int k = 0; k < sums.length; k++) {
            sums[k][i] += entry * b.get(l, k);
          }
        }
      }
    }

    private void readBelow(Matrix kernel, Matrix b, int j, int count, int top, int rows) {
      for (int l = 0; l < TOGETHER; l++) {
        int some = l < count ? rows : 0;
        copy(kernel, some == 0 ? 0 : kernel.start(j + l) + top, some, x[l]);
      }
      addSquares(x[0], x[1], x[2], x[3], squares);
      addSquares(x[4], x[5], x[6], x[7], squares);
      for (int k = 0; k < sums.length; k++) {
        System.arraycopy(sums[k], top, strip, 0, rows);
        addFour(b, k, j, count, 0);
        addFour(b, k, j, count, 4);
        System.arraycopy(strip, 0, sums[k], top, rows);
        copy(b, b.start(k) + top, rows, strip);
        for (int l = 0; l < count; l++) {
          addProducts(x[l], strip, mirrored[k][l]);
        }
      }
    }

    /** Adds four of the columns, from the l-th on, times their numbers in column k of B. */
    private void addFour(Matrix b, int k, int j, int count, int l) {
      Vectors.addFour(
          l < count ? b.get(j + l, k) : 0,
          x[l],
          l + 1 < count ? b.get(j + l + 1, k) : 0,
          x[l + 1],
          l + 2 < count ? b.get(j + l + 2, k) : 0,
          x[l + 2],
          l + 3 < count ? b.get(j + l + 3, k) : 0,
          x[l + 3],
          strip);
    }

    private void addMirrored(int j, int count) {
      for (int k = 0; k < sums.length; k++) {
        for (int l = 0; l < count; l++) {
          sums[k][j + l] += sum(mirrored[k][l]);
          Arrays.fill(mirrored[k][l], 0);
        }
      }
    }

    /** Fills an array with numbers of a matrix, then zeros. */
    private static void copy(Matrix from, int start, int length, double[] to) {
      System.arraycopy(from.data(), start, to, 0, length);
      Arrays.fill(to, length, to.length, 0);
    }

    private static void addSquares(double[] a, double[] b, double[] c, double[] d, double[] to) {
      for (int i = 0; i < to.length; i++) {
        to[i] += a[i] * a[i] + b[i] * b[i] + c[i] * c[i] + d[i] * d[i];
      }
    }

    private static void addProducts(double[] a, double[] b, double[] to) {
      for (int i = 0; i < to.length; i++) {
        to[i] += a[i] * b[i];
      }
    }

    /** Returns the sum of a strip, of four sums that grow side by side. */
    private static double sum(double[] strip) {
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      for (int i = 0; i < STRIP; i += 4) {
        a += strip[i];
        b += strip[i + 1];
        c += strip[i + 2];
        d += strip[i + 3];
      }
      return a + b + (c + d);
    }
  }
}
