package genontk.linalg;

import genontk.run.Threads;

/**
 * Products AB of a large A with a few columns B: every strip of rows of A is read once for all of
 * them, four columns of A at a time, copied to arrays of their own for {@link Vectors#addFour}.
 */
public final class ThinProduct {

  /** Up to how many columns B counts as thin. */
  static final int MOST_COLUMNS = 128;

  private static final int STRIP = 256;

  private ThinProduct() {}

  /** Adds alpha AB (n x k) to C. */
  public static void add(double alpha, Matrix a, Matrix b, Matrix c, Threads threads) {
    int strips = (a.rows() + STRIP - 1) / STRIP;
    threads.forEach(
        strips,
        strip -> {
          int from = strip * STRIP;
          double[][] sums = product(a, from, Math.min(STRIP, a.rows() - from), b);
          for (int j = 0; j < sums.length; j++) {
            Vectors.add(alpha, sums[j], 0, c.data(), c.start(j) + from, sums[j].length);
          }
        });
  }

  /** Returns some rows of AB, an array a column. */
  private static double[][] product(Matrix a, int from, int rows, Matrix b) {
    double[][] sums = new double[b.columns()][rows];
    double[][] left = new double[4][rows];
    int k = 0;
    for (; k + 3 < a.columns(); k += 4) {
      for (int l = 0; l < 4; l++) {
        System.arraycopy(a.data(), a.start(k + l) + from, left[l], 0, rows);
      }
      for (int j = 0; j < sums.length; j++) {
        Vectors.addFour(
            b.get(k, j),
            left[0],
            b.get(k + 1, j),
            left[1],
            b.get(k + 2, j),
            left[2],
            b.get(k + 3, j),
            left[3],
            sums[j]);
      }
    }
    for (; k < a.columns(); k++) {
      for (int j = 0; j < sums.length; j++) {
        Vectors.add(b.get(k, j), a.data(), a.start(k) + from, sums[j], 0, rows);
      }
    }
    return sums;
  }
}
