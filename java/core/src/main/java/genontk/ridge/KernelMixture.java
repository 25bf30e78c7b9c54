package genontk.ridge;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel K = sum_k w_k K_k to be tried.
 *
 * @param candidate whose kernels K_k are
 * @param share of the variance that the first has, NaN for a single kernel
 * @param weights w_k
 * @param scale c = tr(P_0 K) / (n - q)
 * @param meanDiagonal tr(K) / n
 * @param parts what the K_k amount to
 */
record KernelMixture(
    Candidate candidate,
    double share,
    double[] weights,
    double scale,
    double meanDiagonal,
    KernelScales parts) {

  /** Returns K as a new matrix. */
  Matrix form(Execution execution) {
    int n = candidate.people();
    Matrix sum = Matrix.zeros(n, n);
    execution
        .threads()
        .forEach(
            n,
            j -> {
              for (int k = 0; k < weights.length; k++) {
                Matrix part = candidate.kernels().get(k);
                Vectors.add(weights[k], part.data(), part.start(j), sum.data(), sum.start(j), n);
              }
            });
    return sum;
  }

  /** Returns diag K (n). */
  double[] diagonal() {
    double[] diagonal = new double[candidate.people()];
    for (int k = 0; k < weights.length; k++) {
      Matrix part = candidate.kernels().get(k);
      for (int i = 0; i < diagonal.length; i++) {
        diagonal[i] += weights[k] * part.get(i, i);
      }
    }
    return diagonal;
  }

  /** Returns w_k K_k X of every kernel. */
  List<Matrix> partsTimes(Matrix x, LinearAlgebra algebra) {
    List<Matrix> parts = new ArrayList<>();
    for (int k = 0; k < weights.length; k++) {
      Matrix product = Matrix.zeros(x.rows(), x.columns());
      algebra.multiply(weights[k], candidate.kernels().get(k), false, x, false, 0, product);
      parts.add(product);
    }
    return parts;
  }

  /** Returns KX. */
  Matrix times(Matrix x, LinearAlgebra algebra) {
    Matrix product = Matrix.zeros(x.rows(), x.columns());
    for (int k = 0; k < weights.length; k++) {
      algebra.multiply(weights[k], candidate.kernels().get(k), false, x, false, 1, product);
    }
    return product;
  }
}
