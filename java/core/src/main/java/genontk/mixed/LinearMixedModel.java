package genontk.mixed;

import genontk.variance.RestrictedSpectrum;
import genontk.variance.VarianceComponents;
import genontk.variance.VarianceEstimator;

/**
 * The linear mixed model y = Zb + g + e with g ~ N(0, s_g K), e ~ N(0, s_e I).
 *
 * @param estimator how the variances are estimated
 */
public record LinearMixedModel(VarianceEstimator estimator) {

  /**
   * A fitted model.
   *
   * @param variances the variance components and heritability
   * @param blup fixed and random effects at these
   */
  public record Fit(VarianceComponents variances, Blup blup) {}

  /**
   * Fits the model.
   *
   * @param spectrum the kernel on the error contrasts
   * @param y the trait (n)
   * @throws genontk.error.InvalidInput if y or K does not vary beyond Z
   * @throws genontk.error.DidNotConverge if the estimator does not converge
   */
  public Fit fit(RestrictedSpectrum spectrum, double[] y) {
    VarianceComponents variances = estimator.estimate(spectrum, y);
    return new Fit(variances, Blup.of(spectrum, y, variances.genetic(0), variances.residual()));
  }
}
