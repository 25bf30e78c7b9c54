package genontk.blas;

import genontk.linalg.Matrix;
import genontk.linalg.Vectors;

/** Triangular solves on the heap for a few right-hand sides; L is read once, column by column. */
final class Substitution {

  private Substitution() {}

  /** Overwrites B (n x k) with L^-1 B, for L (n x n, lower triangle). */
  static void forward(Matrix l, Matrix b) {
    int n = l.rows();
    double[] columns = l.data();
    double[] x = b.data();
    for (int j = 0; j < n; j++) {
      int at = l.start(j);
      for (int k = 0; k < b.columns(); k++) {
        int to = b.start(k);
        double value = x[to + j] / columns[at + j];
        x[to + j] = value;
        for (int i = j + 1; i < n; i++) {
          x[to + i] -= columns[at + i] * value;
        }
      }
    }
  }

  /** Overwrites B (n x k) with L^-T B, for L (n x n, lower triangle). */
  static void backward(Matrix l, Matrix b) {
    int n = l.rows();
    double[] columns = l.data();
    double[] x = b.data();
    for (int j = n - 1; j >= 0; j--) {
      int at = l.start(j);
      for (int k = 0; k < b.columns(); k++) {
        int to = b.start(k);
        double below = Vectors.dot(columns, at + j + 1, x, to + j + 1, n - j - 1);
        x[to + j] = (x[to + j] - below) / columns[at + j];
      }
    }
  }
}
