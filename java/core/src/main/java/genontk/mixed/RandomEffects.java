package genontk.mixed;

import genontk.design.WorkingTrait;

/**
 * The predicted random effects of one component, or of the sum of all.
 *
 * @param values s_k K_k dual (n)
 * @param predictionErrorVariance the prediction error variance (PEV) of each person, on the centred
 *     kernel (n); NaN without accuracy
 * @param reliability 1 - PEV / (s_k k_ii), on the centred kernel (n); 0 where the variance is 0
 */
public record RandomEffects(
    double[] values, double[] predictionErrorVariance, double[] reliability) {

  /** Returns the effects on a trait from those on its working values. */
  RandomEffects of(WorkingTrait trait) {
    return new RandomEffects(
        trait.times(values), trait.squared(predictionErrorVariance), reliability);
  }

  /**
   * Computes PEV and reliability from the variances.
   *
   * @param prior s_k k_ii of the centred kernel (n)
   * @param explained s_k^2 k_i'P k_i of the centred kernel (n)
   */
  static RandomEffects of(double[] values, double[] prior, double[] explained) {
    double[] errors = new double[values.length];
    double[] reliability = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      errors[i] = Math.max(0, prior[i] - explained[i]);
      reliability[i] = prior[i] <= 0 ? 0 : 1 - errors[i] / prior[i];
    }
    return new RandomEffects(values, errors, reliability);
  }
}
