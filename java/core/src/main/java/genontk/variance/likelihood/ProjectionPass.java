package genontk.variance.likelihood;

import genontk.linalg.Matrix;
import genontk.linalg.Vectors;

/**
 * What one pass over the columns of P gives: a column is made of one of B^-1 and used while it is
 * in the cache. Blocks of columns are summed apart and then in order, so that the number of threads
 * does not matter.
 *
 * @param trace tr(P)
 * @param traces tr(P V_i) of each component that is included, 0 of the others
 * @param forms D'PD (k + 1 x k + 1)
 */
record ProjectionPass(double trace, double[] traces, double[][] forms) {

  private static final int BLOCK = 16;

  /**
   * Overwrites a symmetric B^-1 with factor (B^-1 - Q_1 Q_1' / t) = P.
   *
   * @param share 1 / t
   * @param included which components have derivatives
   * @param moved D = V_i Py (n x k + 1)
   */
  static ProjectionPass over(
      Matrix inverse,
      double share,
      double factor,
      ScaledKernels terms,
      boolean[] included,
      Matrix moved) {
    int blocks = (inverse.columns() + BLOCK - 1) / BLOCK;
    Sums[] sums = new Sums[blocks];
    terms
        .threads()
        .forEach(
            blocks,
            block -> {
              sums[block] = new Sums(included.length);
              double[] column = new double[inverse.rows()];
              int end = Math.min(inverse.columns(), (block + 1) * BLOCK);
              for (int j = block * BLOCK; j < end; j++) {
                project(inverse, terms.basis(), share, factor, j, column);
                sums[block].addTraces(column, j, terms, included);
                sums[block].addForms(column, j, moved);
              }
            });
    Sums all = new Sums(included.length);
    for (Sums some : sums) {
      all.add(some);
    }
    for (int k = 0; k < included.length; k++) {
      all.traces[k] /= terms.scales()[k];
    }
    return new ProjectionPass(all.trace, all.traces, all.forms);
  }

  private static void project(
      Matrix inverse, Matrix basis, double share, double factor, int j, double[] column) {
    int start = inverse.start(j);
    System.arraycopy(inverse.data(), start, column, 0, column.length);
    for (int l = 0; l < basis.columns(); l++) {
      double part = -share * basis.get(j, l);
      Vectors.add(part, basis.data(), basis.start(l), column, 0, column.length);
    }
    for (int i = 0; i < column.length; i++) {
      column[i] *= factor;
    }
    System.arraycopy(column, 0, inverse.data(), start, column.length);
  }

  private static final class Sums {

    private double trace;
    private final double[] traces;
    private final double[][] forms;

    private Sums(int components) {
      traces = new double[components];
      forms = new double[components][components];
    }

    /** Adds column j's part of the traces, each pair below the diagonal counted twice. */
    private void addTraces(double[] column, int j, ScaledKernels terms, boolean[] included) {
      trace += column[j];
      int residual = traces.length - 1;
      for (int k = 0; k < residual; k++) {
        if (included[k]) {
          Matrix kernel = terms.kernels().get(k);
          int below = column.length - j - 1;
          double half = Vectors.dot(column, j + 1, kernel.data(), kernel.start(j) + j + 1, below);
          traces[k] += 2 * half + column[j] * kernel.get(j, j);
        }
      }
      traces[residual] += included[residual] ? column[j] : 0;
    }

    private void addForms(double[] column, int j, Matrix moved) {
      for (int k = 0; k < forms.length; k++) {
        double product = Vectors.dot(column, 0, moved.data(), moved.start(k), column.length);
        for (int l = 0; l < forms.length; l++) {
          forms[l][k] += moved.get(j, l) * product;
        }
      }
    }

    private void add(Sums other) {
      trace += other.trace;
      for (int k = 0; k < traces.length; k++) {
        traces[k] += other.traces[k];
        for (int l = 0; l < traces.length; l++) {
          forms[k][l] += other.forms[k][l];
        }
      }
    }
  }
}
