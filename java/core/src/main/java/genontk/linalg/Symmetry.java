package genontk.linalg;

import genontk.run.Threads;

/** Operations that make a matrix symmetric, or measure how symmetric it is. */
public final class Symmetry {

  private static final int TILE = 64;

  private Symmetry() {}

  /** Copies the lower triangle of A (n x n) to its upper triangle, tile by tile. */
  public static void mirrorLower(Matrix a, Threads threads) {
    int n = a.rows();
    int tiles = (n + TILE - 1) / TILE;
    threads.forEach(
        tiles,
        tile -> {
          int columnEnd = Math.min(n, (tile + 1) * TILE);
          for (int top = tile * TILE; top < n; top += TILE) {
            int rowEnd = Math.min(n, top + TILE);
            for (int j = tile * TILE; j < columnEnd; j++) {
              for (int i = Math.max(top, j + 1); i < rowEnd; i++) {
                a.set(j, i, a.get(i, j));
              }
            }
          }
        });
  }

  /** Overwrites A (n x n) with (A + A') / 2. */
  public static void average(Matrix a) {
    for (int left = 0; left < a.columns(); left += TILE) {
      for (int top = left; top < a.columns(); top += TILE) {
        average(a, top, left);
      }
    }
  }

  /** Averages a tile and its mirror image, both of which stay in the cache. */
  private static void average(Matrix a, int top, int left) {
    int rowEnd = Math.min(a.rows(), top + TILE);
    for (int j = left; j < Math.min(a.columns(), left + TILE); j++) {
      for (int i = Math.max(top, j + 1); i < rowEnd; i++) {
        double mean = (a.get(i, j) + a.get(j, i)) / 2;
        a.set(i, j, mean);
        a.set(j, i, mean);
      }
    }
  }

  /** Returns max |a_ij - a_ji| / max |a_ij| of A (n x n); 0 for a matrix of zeros. */
  public static double relativeAsymmetry(Matrix a) {
    double difference = 0;
    double largest = 0;
    for (int left = 0; left < a.columns(); left += TILE) {
      for (int top = left; top < a.columns(); top += TILE) {
        difference = Math.max(difference, asymmetry(a, top, left));
      }
    }
    for (int j = 0; j < a.columns(); j++) {
      for (int i = 0; i < a.rows(); i++) {
        largest = Math.max(largest, Math.abs(a.get(i, j)));
      }
    }
    return largest == 0 ? 0 : difference / largest;
  }

  private static double asymmetry(Matrix a, int top, int left) {
    double difference = 0;
    int rowEnd = Math.min(a.rows(), top + TILE);
    for (int j = left; j < Math.min(a.columns(), left + TILE); j++) {
      for (int i = Math.max(top, j); i < rowEnd; i++) {
        difference = Math.max(difference, Math.abs(a.get(i, j) - a.get(j, i)));
      }
    }
    return difference;
  }
}
