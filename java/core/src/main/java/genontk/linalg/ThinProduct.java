package genontk.linalg;

import genontk.run.Threads;

/**
 * Products AB of a large matrix A (n x m) with a few columns B (m x k).
 *
 * <p>Every strip of rows of A is read once for all columns of B, four columns of A at a time. They
 * are copied to their own arrays for {@link Vectors#addFour}.
 */
public final class ThinProduct {

  /** Largest number of columns of a thin B. */
  static final int MAX_COLUMNS = 128;

  private static final int ROWS_PER_TASK = 256;

  private ThinProduct() {}

  /** Adds alpha AB to C (n x k). */
  public static void add(double alpha, Matrix a, Matrix b, Matrix c, Threads threads) {
    int strips = (a.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    threads.forEach(
        strips,
        strip -> {
          int from = strip * ROWS_PER_TASK;
          double[][] sums = product(a, from, Math.min(ROWS_PER_TASK, a.rows() - from), b);
          for (int j = 0; j < sums.length; j++) {
            Vectors.add(alpha, sums[j], 0, c.data(), c.start(j) + from, sums[j].length);
          }
        });
  }

  /** Returns some rows of AB, one array per column. */
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
