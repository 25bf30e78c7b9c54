package genontk.ridge;

import genontk.design.WorkingTrait;

/**
 * Each person's prediction from all others at the fit's penalty, and the accuracy of their random
 * effect in the equivalent mixed model.
 *
 * <p>Diagnostics cost one factorisation and inverse of V = K + lambda W^-1 for all traits with the
 * same kernel and penalty.
 *
 * @param predictions of each person by a fit without this person (n)
 * @param residuals y minus these predictions, alpha_i / P_ii (n; Cook and Weisberg 1982)
 * @param predictionErrorVariance s_g diag(K_c - K_c'P K_c) of the sum of all kernels' effects, on
 *     the centred kernel (n)
 * @param reliability 1 - PEV / (s_g diag K_c) (n); 0 where that variance is 0
 */
public record Diagnostics(
    double[] predictions,
    double[] residuals,
    double[] predictionErrorVariance,
    double[] reliability) {

  /** Returns the diagnostics of a trait (n) from its solution. */
  static Diagnostics of(RidgeSolution solution, ProjectionDiagonals diagonals, double[] y) {
    int n = y.length;
    double[] residuals = new double[n];
    double[] predictions = new double[n];
    double[] errorVariance = new double[n];
    double[] reliability = new double[n];
    for (int i = 0; i < n; i++) {
      residuals[i] = solution.dual()[i] / diagonals.projection()[i];
      predictions[i] = y[i] - residuals[i];
      errorVariance[i] = solution.geneticVariance() * diagonals.unexplained()[i];
      double variance = solution.geneticVariance() * diagonals.prior()[i];
      reliability[i] = variance > 0 ? 1 - errorVariance[i] / variance : 0;
    }
    return new Diagnostics(predictions, residuals, errorVariance, reliability);
  }

  /** Returns the diagnostics of a trait from those of its working values. */
  Diagnostics of(WorkingTrait trait) {
    return new Diagnostics(
        trait.predicted(predictions),
        trait.times(residuals),
        trait.squared(predictionErrorVariance),
        reliability);
  }
}
