package genontk.mixed;

import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;
import genontk.variance.RestrictedSpectrum;

/**
 * Best linear unbiased prediction at given variances (Henderson 1975): fixed effects b, random
 * effects g and what new people need.
 *
 * @param dual Py = V^-1 (y - Zb) (n): new people's random effects are s_g K_* dual
 * @param fixedEffects b (q)
 * @param fixedEffectsCovariance (Z'V^-1 Z)^-1 (q x q)
 * @param randomEffects g = s_g K dual (n)
 * @param predictionErrorVariance of each person's g, on the centred kernel (n)
 * @param reliability 1 - PEV / (s_g k_ii), on the centred kernel (n); 0 where the variance is 0
 * @param fitted Zb + g (n)
 * @param residuals y - fitted (n)
 */
public record Blup(
    double[] dual,
    double[] fixedEffects,
    Matrix fixedEffectsCovariance,
    double[] randomEffects,
    double[] predictionErrorVariance,
    double[] reliability,
    double[] fitted,
    double[] residuals) {

  /**
   * Predicts.
   *
   * @param spectrum the kernel on the error contrasts
   * @param y the trait (n)
   * @param genetic s_g
   * @param residual s_e, with s_g d + s_e > 0 throughout
   * @throws NotPositiveDefinite if V is singular
   */
  public static Blup of(RestrictedSpectrum spectrum, double[] y, double genetic, double residual) {
    double[] eta = spectrum.rotate(y);
    double[] weighted = new double[eta.length];
    for (int k = 0; k < eta.length; k++) {
      double variance = genetic * spectrum.values()[k] + residual;
      if (!(variance > 0)) {
        throw new NotPositiveDefinite(
            "The residual variance is not above zero and the kernel is singular, so that the"
                + " covariance of y is singular too and no prediction exists. Use method = 'reml',"
                + " or a kernel that leaves room for a residual.");
      }
      weighted[k] = eta[k] / variance;
    }
    double[] dual = spectrum.rotateBack(weighted);
    double[] random = spectrum.kernelTimesRotatedBack(weighted);
    double[] fitted = new double[y.length];
    double[] residuals = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      random[i] *= genetic;
      residuals[i] = residual * dual[i];
      fitted[i] = y[i] - residuals[i];
    }
    double[][] accuracy = Accuracy.of(spectrum, genetic, residual);
    return new Blup(
        dual,
        spectrum.fixedEffects(y, eta, genetic, residual),
        spectrum.fixedEffectsCovariance(genetic, residual),
        random,
        accuracy[0],
        accuracy[1],
        fitted,
        residuals);
  }
}
