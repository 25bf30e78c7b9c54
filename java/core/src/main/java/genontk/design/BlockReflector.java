package genontk.design;

import genontk.linalg.Matrix;
import genontk.linalg.ThinProduct;
import genontk.linalg.Vectors;
import genontk.run.Execution;
import genontk.run.Threads;
import java.util.List;

/**
 * The product of Householder reflections as one block, Q = I - VTV' (Schreiber and Van Loan 1989):
 * with Y = KVT
 *
 * <pre>  Q'KQ = K - VW' - WV',  W = Y - VT'(V'Y) / 2</pre>
 *
 * @param people n
 * @param reflectors the columns of V, each a unit vector (n)
 */
record BlockReflector(int people, List<double[]> reflectors) {

  /**
   * Returns the lower triangle of Q'KQ without its first q rows and columns, in one pass over K
   * after KV.
   *
   * @param kernel K (n x n, symmetric)
   */
  Matrix contrasts(Matrix kernel, int q, Execution execution) {
    execution.cancellation().checkpoint();
    int count = reflectors.size();
    Matrix v = Matrix.zeros(people, count);
    for (int l = 0; l < count; l++) {
      System.arraycopy(reflectors.get(l), 0, v.data(), v.start(l), people);
    }
    Matrix w = updates(kernel, v, execution.threads());
    execution.cancellation().checkpoint();
    Matrix contrasts = Matrix.zeros(people - q, people - q);
    execution
        .threads()
        .forEach(
            people - q,
            k -> {
              int j = k + q;
              int length = people - j;
              int to = contrasts.start(k) + k;
              System.arraycopy(kernel.data(), kernel.start(j) + j, contrasts.data(), to, length);
              for (int l = 0; l < count; l++) {
                Vectors.add(-w.get(j, l), v.data(), v.start(l) + j, contrasts.data(), to, length);
                Vectors.add(-v.get(j, l), w.data(), w.start(l) + j, contrasts.data(), to, length);
              }
            });
    return contrasts;
  }

  /** Returns W (n x the number of reflectors). */
  private Matrix updates(Matrix kernel, Matrix v, Threads threads) {
    int count = v.columns();
    Matrix moved = Matrix.zeros(people, count);
    ThinProduct.add(1, kernel, v, moved, threads);
    double[][] t = triangleOf(v);
    Matrix w = Matrix.zeros(people, count);
    for (int l = 0; l < count; l++) {
      for (int k = 0; k <= l; k++) {
        Vectors.add(t[k][l], moved.data(), moved.start(k), w.data(), w.start(l), people);
      }
    }
    double[][] within = new double[count][count];
    for (int k = 0; k < count; k++) {
      for (int l = 0; l < count; l++) {
        within[k][l] = Vectors.dot(v.data(), v.start(k), w.data(), w.start(l), people);
      }
    }
    for (int l = 0; l < count; l++) {
      for (int k = 0; k < count; k++) {
        double sum = 0;
        for (int i = 0; i <= k; i++) {
          sum += t[i][k] * within[i][l];
        }
        Vectors.add(-sum / 2, v.data(), v.start(k), w.data(), w.start(l), people);
      }
    }
    return w;
  }

  /** Returns T of I - VTV', the product of the I - 2vv' from left to right. */
  private double[][] triangleOf(Matrix v) {
    double[][] t = new double[v.columns()][v.columns()];
    for (int l = 0; l < t.length; l++) {
      t[l][l] = 2;
      for (int k = 0; k < l; k++) {
        double along = Vectors.dot(v.data(), v.start(k), v.data(), v.start(l), people);
        for (int i = 0; i <= k; i++) {
          t[i][l] -= 2 * t[i][k] * along;
        }
      }
    }
    return t;
  }
}
