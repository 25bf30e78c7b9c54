package genontk.variance.component;

import genontk.linalg.Matrix;

/**
 * Estimated variances of the genetic components and, last, of the residual, on the scale of the
 * kernels as given.
 *
 * @param estimate the estimates, k + 1 of them
 * @param unconstrained what the estimator gives when components may be negative; where the
 *     likelihood of several kernels has no such maximum, one scoring step out of bounds from the
 *     constrained one
 * @param lower the lower ends of 95 % intervals
 * @param upper the upper ends
 * @param boundary which estimates lie at zero because they may not be negative
 * @param covariance the estimates' covariance (k + 1 x k + 1)
 * @param scales c_k = tr(P_0 K_k) / (n - q) of each component, 1 for the residual
 * @param heritability the shares of variance
 * @param logLikelihood the restricted log-likelihood at the estimates, NaN where V is singular
 *     there
 * @param likelihoodRatio the test of each genetic component
 * @param convergence how the estimator ended
 */
public record VarianceComponents(
    double[] estimate,
    double[] unconstrained,
    double[] lower,
    double[] upper,
    boolean[] boundary,
    Matrix covariance,
    double[] scales,
    Heritability heritability,
    double logLikelihood,
    LikelihoodRatio likelihoodRatio,
    Convergence convergence) {

  /** Returns how many steps the estimator took. */
  public int iterations() {
    return convergence.iterations();
  }

  /** Returns the variance of genetic component k, per unit of its kernel. */
  public double genetic(int k) {
    return estimate[k];
  }

  /** Returns the residual variance. */
  public double residual() {
    return estimate[estimate.length - 1];
  }

  /** Returns the standard error of component k. */
  public double standardError(int k) {
    return Math.sqrt(covariance.get(k, k));
  }
}
