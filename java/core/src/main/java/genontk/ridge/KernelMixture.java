package genontk.ridge;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel K = sum_k f_k K_k to be tried.
 *
 * @param parts the kernels K_k and their sizes
 * @param shares of the variance that each K_k has, 1 for a single kernel
 * @param factors f_k
 * @param meanDiagonal sum_i w_i K_ii / sum w
 */
record KernelMixture(KernelScales parts, double[] shares, double[] factors, double meanDiagonal) {

  /** Returns whose kernels the K_k are. */
  Candidate candidate() {
    return parts.candidate();
  }

  /** Returns the weights of people. */
  PersonWeights weights() {
    return parts.weights();
  }

  /** Returns tr W^1/2 K W^1/2. */
  double trace() {
    return meanDiagonal * weights().total();
  }

  /** Returns W^1/2 K W^1/2 as a new matrix. */
  Matrix form(Execution execution) {
    int n = candidate().people();
    Matrix sum = Matrix.zeros(n, n);
    execution
        .threads()
        .forEach(
            n,
            j -> {
              for (int k = 0; k < factors.length; k++) {
                Matrix part = candidate().kernels().get(k);
                Vectors.add(factors[k], part.data(), part.start(j), sum.data(), sum.start(j), n);
              }
            });
    weights().scaleBothSides(sum, execution.threads());
    return sum;
  }

  /** Returns diag K (n). */
  double[] diagonal() {
    double[] diagonal = new double[candidate().people()];
    for (int k = 0; k < factors.length; k++) {
      Matrix part = candidate().kernels().get(k);
      for (int i = 0; i < diagonal.length; i++) {
        diagonal[i] += factors[k] * part.get(i, i);
      }
    }
    return diagonal;
  }

  /** Returns f_k K_k X of every kernel. */
  List<Matrix> partsTimes(Matrix x, LinearAlgebra algebra) {
    List<Matrix> parts = new ArrayList<>();
    for (int k = 0; k < factors.length; k++) {
      Matrix product = Matrix.zeros(x.rows(), x.columns());
      algebra.multiply(factors[k], candidate().kernels().get(k), false, x, false, 0, product);
      parts.add(product);
    }
    return parts;
  }

  /** Returns KX. */
  Matrix times(Matrix x, LinearAlgebra algebra) {
    Matrix product = Matrix.zeros(x.rows(), x.columns());
    for (int k = 0; k < factors.length; k++) {
      algebra.multiply(factors[k], candidate().kernels().get(k), false, x, false, 1, product);
    }
    return product;
  }
}
