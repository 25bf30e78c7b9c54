package genontk.variance.onekernel;

import genontk.variance.component.VarianceComponents;

/**
 * A way to estimate the variance components of y = Zb + g + e, g ~ N(0, s_g K), e ~ N(0, s_e I).
 */
public interface VarianceEstimator {

  /** Returns the name by which users choose it. */
  String name();

  /**
   * Estimates the components.
   *
   * @param spectrum the kernel on the error contrasts
   * @param y the trait (n)
   * @throws genontk.error.InvalidInput if y does not vary beyond Z, or K not beyond Z
   * @throws genontk.error.DidNotConverge if an iteration does not reach its tolerance
   */
  VarianceComponents estimate(RestrictedSpectrum spectrum, double[] y);
}
