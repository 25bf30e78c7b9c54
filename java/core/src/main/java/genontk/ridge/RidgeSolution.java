package genontk.ridge;

import genontk.design.FixedEffects;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Execution;

/**
 * Kernel ridge regression at one penalty: min |y - Zb - K a|^2 + lambda a'Ka.
 *
 * @param dual alpha = (K + lambda I)^-1 (y - Zb) (n): new people have K_* alpha
 * @param fixedEffects b (q)
 * @param fixedEffectsCovariance s_g (Z'(K + lambda I)^-1 Z)^-1 (q x q), as in the equivalent mixed
 *     model
 * @param randomEffects w_k K_k alpha, a column a kernel (n x kernels)
 * @param fitted Zb + K alpha (n)
 * @param residuals y - fitted = lambda alpha (n)
 * @param geneticVariance s_g = y'alpha / (n - q), per unit of K; s_e is lambda s_g
 * @param diagnostics what is said of each person; null where nobody asked
 */
public record RidgeSolution(
    double[] dual,
    double[] fixedEffects,
    Matrix fixedEffectsCovariance,
    Matrix randomEffects,
    double[] fitted,
    double[] residuals,
    double geneticVariance,
    Diagnostics diagnostics) {

  /**
   * Completes a solution.
   *
   * @param dual alpha
   * @param covariance (Q_1'(K + lambda I)^-1 Q_1)^-1 (q x q), which is overwritten
   * @param random w_k K_k alpha, a column a kernel (n x kernels)
   */
  static RidgeSolution of(
      double[] dual,
      Matrix covariance,
      Matrix random,
      double penalty,
      FixedEffects fixed,
      double[] y,
      LinearAlgebra algebra,
      Execution execution) {
    int n = y.length;
    double[] residuals = new double[n];
    double[] fitted = new double[n];
    Matrix linear = Matrix.zeros(n, 1);
    for (int i = 0; i < n; i++) {
      residuals[i] = penalty * dual[i];
      fitted[i] = y[i] - residuals[i];
      double sum = fitted[i];
      for (int k = 0; k < random.columns(); k++) {
        sum -= random.get(i, k);
      }
      linear.set(i, 0, sum);
    }
    double genetic = Vectors.dot(y, 0, dual, 0, n) / (n - fixed.rank());
    Matrix effects = algebra.product(fixed.basis(execution.threads()), true, linear, false);
    fixed.solve(effects);
    return new RidgeSolution(
        dual,
        effects.toArray(),
        onCovariates(covariance, genetic, fixed),
        random,
        fitted,
        residuals,
        genetic,
        null);
  }

  /** Returns the same with what is said of each person. */
  RidgeSolution with(Diagnostics found) {
    return new RidgeSolution(
        dual,
        fixedEffects,
        fixedEffectsCovariance,
        randomEffects,
        fitted,
        residuals,
        geneticVariance,
        found);
  }

  /** Returns R^-1 C R^-T times a factor. */
  private static Matrix onCovariates(Matrix covariance, double factor, FixedEffects fixed) {
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
