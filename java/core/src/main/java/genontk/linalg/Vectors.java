package genontk.linalg;

import java.util.Arrays;

/**
 * Products and sums of long vectors within arrays. Inner products are split into several sums,
 * since a compiler must not change the order of additions.
 */
public final class Vectors {

  private Vectors() {}

  /**
   * Returns the power of two next to the largest of some numbers, 1 where all are 0. It is not so
   * small that its inverse were infinite.
   */
  public static double unit(double[] x) {
    double largest = Arrays.stream(x).map(Math::abs).max().orElse(0);
    return largest > 0 && largest < Double.POSITIVE_INFINITY
        ? Math.scalb(1.0, Math.max(Math.getExponent(largest), 1 - Double.MAX_EXPONENT))
        : 1;
  }

  /** Returns x'y of two vectors of the same length, which begin at the given indices. */
  public static double dot(double[] x, int xStart, double[] y, int yStart, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      a += x[xStart + i] * y[yStart + i];
      b += x[xStart + i + 1] * y[yStart + i + 1];
      c += x[xStart + i + 2] * y[yStart + i + 2];
      d += x[xStart + i + 3] * y[yStart + i + 3];
    }
    for (; i < length; i++) {
      a += x[xStart + i] * y[yStart + i];
    }
    return a + b + (c + d);
  }

  /**
   * Writes the inner products of four arrays with y, all of the same length, to the first four
   * places of {@code to}. Each number of y is read once, and eight sums grow side by side.
   */
  public static void dotFour(
      double[] x0, double[] x1, double[] x2, double[] x3, double[] y, double[] to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int i = 0;
    for (; i + 1 < y.length; i += 2) {
      double one = y[i];
      double two = y[i + 1];
      a += x0[i] * one;
      b += x1[i] * one;
      c += x2[i] * one;
      d += x3[i] * one;
      e += x0[i + 1] * two;
      f += x1[i + 1] * two;
      g += x2[i + 1] * two;
      h += x3[i + 1] * two;
    }
    double last = i < y.length ? y[i] : 0;
    int end = Math.min(i, y.length - 1);
    to[0] = a + e + x0[end] * last;
    to[1] = b + f + x1[end] * last;
    to[2] = c + g + x2[end] * last;
    to[3] = d + h + x3[end] * last;
  }

  /** Returns the Euclidean norm of a vector that begins at the given index. */
  public static double norm(double[] x, int start, int length) {
    return Math.sqrt(dot(x, start, x, start, length));
  }

  /** Adds a multiple of the vector x to the vector y of the same length. */
  public static void add(
      double factor, double[] x, int xStart, double[] y, int yStart, int length) {
    for (int i = 0; i < length; i++) {
      y[yStart + i] += factor * x[xStart + i];
    }
  }

  /**
   * Adds a x0 + b x1 + c x2 + d x3 to y, all arrays being of the same length.
   *
   * <p>HotSpot 17 uses vector instructions for loops over arrays from their start, and none for
   * other ranges: 30 billion operations per second against 9. Hence nine arguments.
   */
  public static void addFour(
      double a,
      double[] x0,
      double b,
      double[] x1,
      double c,
      double[] x2,
      double d,
      double[] x3,
      double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += x0[i] * a + x1[i] * b + x2[i] * c + x3[i] * d;
    }
  }
}
