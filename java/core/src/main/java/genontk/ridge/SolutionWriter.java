package genontk.ridge;

import genontk.design.FixedEffects;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Execution;

/**
 * Writes solutions out.
 *
 * @param fixed of the design W^1/2 Z = QR
 */
record SolutionWriter(
    FixedEffects fixed, PersonWeights weights, LinearAlgebra algebra, Execution execution) {

  /**
   * The estimate of a trait before its solution is written out.
   *
   * @param dual alpha (n)
   * @param covariance (Q'V^-1 Q)^-1 (q x q), V = W^1/2 K W^1/2 + lambda I
   */
  record Estimate(double[] dual, Matrix covariance) {}

  /**
   * Returns the solution of a trait.
   *
   * @param random f_k K_k alpha, one column per kernel (n x kernels)
   * @param y the trait (n)
   */
  RidgeSolution solution(Estimate estimate, Matrix random, double penalty, double[] y) {
    int n = y.length;
    double[] dual = estimate.dual;
    double[] residuals = new double[n];
    double[] fitted = new double[n];
    Matrix linear = Matrix.zeros(n, 1);
    for (int i = 0; i < n; i++) {
      residuals[i] = penalty * dual[i] / weights.weight(i);
      fitted[i] = y[i] - residuals[i];
      double sum = fitted[i];
      for (int k = 0; k < random.columns(); k++) {
        sum -= random.get(i, k);
      }
      linear.set(i, 0, sum);
    }
    double genetic = Vectors.dot(y, 0, dual, 0, n) / (n - fixed.rank());
    Matrix basis = fixed.basis(execution.threads());
    Matrix effects = algebra.product(basis, true, weights.scaled(linear), false);
    fixed.solve(effects);
    return new RidgeSolution(
        dual,
        effects.toArray(),
        onCovariates(estimate.covariance.copy(), genetic),
        random,
        fitted,
        residuals,
        genetic,
        null);
  }

  /** Returns R^-1 C R^-T times a factor; C is overwritten. */
  private Matrix onCovariates(Matrix covariance, double factor) {
    fixed.solve(covariance);
    Matrix transposed = covariance.transpose();
    fixed.solve(transposed);
    for (int j = 0; j < transposed.columns(); j++) {
      for (int i = 0; i < transposed.rows(); i++) {
        transposed.set(i, j, factor * transposed.get(i, j));
      }
    }
    return transposed;
  }
}
