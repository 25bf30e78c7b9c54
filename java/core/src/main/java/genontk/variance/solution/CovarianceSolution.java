package genontk.variance.solution;

import genontk.linalg.Matrix;
import genontk.variance.likelihood.ScaledKernels;

/**
 * What given variances make of y = Zb + sum_k g_k + e: the numbers from which predictions come.
 *
 * @param dual Py = V^-1 (y - Zb), the records of a person summed (n people)
 * @param fixedEffects b (q)
 * @param fixedEffectsCovariance (Z'V^-1 Z)^-1 (q x q)
 * @param randomEffects s_k K_k dual of each kernel (n each)
 * @param residuals s_e W^-1 V^-1 (y - Zb) (records)
 * @param prior s_k diag(M K_k M) of each kernel and last of their sum (n each), M = I - 11'/n
 * @param explained s_k^2 diag(M K_k P K_k M) of each kernel and last of their sum (n each)
 */
public record CovarianceSolution(
    double[] dual,
    double[] fixedEffects,
    Matrix fixedEffectsCovariance,
    double[][] randomEffects,
    double[] residuals,
    double[][] prior,
    double[][] explained) {

  /** Returns b = R^-1 W'y. */
  static double[] fixedEffects(ScaledKernels terms, Matrix weighted) {
    Matrix effects = terms.algebra().product(weighted, true, Matrix.column(terms.y()), false);
    terms.fixed().solve(effects);
    return effects.data();
  }

  /** Returns R^-1 C R^-T. */
  static Matrix fixedEffectsCovariance(ScaledKernels terms, Matrix basisCovariance) {
    Matrix covariance = basisCovariance.copy();
    for (int j = 0; j < covariance.rows(); j++) {
      covariance.set(j, j, Math.max(0, covariance.get(j, j)));
    }
    terms.fixed().solve(covariance);
    Matrix transposed = covariance.transpose();
    terms.fixed().solve(transposed);
    return transposed;
  }
}
