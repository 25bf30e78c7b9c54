package genontk.blas;

import genontk.linalg.Matrix;
import genontk.linalg.Vectors;

/** Triangular solves for a few right-hand sides, on the heap; L is read once, column by column. */
final class Substitution {

  private Substitution() {}

  /** Overwrites B with L^-1 B. */
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

  /** Overwrites B with L^-T B. */
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
