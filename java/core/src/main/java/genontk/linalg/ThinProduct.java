package genontk.linalg;

import genontk.run.Threads;

/**
 * Products AB of a large A with a few columns B: every strip of rows of A is read once for all of
 * them, four columns of A at a time.
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
          int rows = Math.min(STRIP, a.rows() - from);
          int k = 0;
          for (; k + 3 < a.columns(); k += 4) {
            for (int j = 0; j < b.columns(); j++) {
              addFour(alpha, a, from, k, b, j, c, rows);
            }
          }
          for (; k < a.columns(); k++) {
            for (int j = 0; j < b.columns(); j++) {
              addOne(alpha * b.get(k, j), a, from, k, c, j, rows);
            }
          }
        });
  }

  private static void addFour(
      double alpha, Matrix a, int from, int k, Matrix b, int j, Matrix c, int rows) {
    double[] left = a.data();
    double[] sum = c.data();
    int x0 = a.start(k) + from;
    int x1 = x0 + a.stride();
    int x2 = x1 + a.stride();
    int x3 = x2 + a.stride();
    int y = c.start(j) + from;
    double b0 = alpha * b.get(k, j);
    double b1 = alpha * b.get(k + 1, j);
    double b2 = alpha * b.get(k + 2, j);
    double b3 = alpha * b.get(k + 3, j);
    for (int i = 0; i < rows; i++) {
      sum[y + i] += left[x0 + i] * b0 + left[x1 + i] * b1 + left[x2 + i] * b2 + left[x3 + i] * b3;
    }
  }

  private static void addOne(double factor, Matrix a, int from, int k, Matrix c, int j, int rows) {
    int x = a.start(k) + from;
    int y = c.start(j) + from;
    for (int i = 0; i < rows; i++) {
      c.data()[y + i] += a.data()[x + i] * factor;
    }
  }
}
