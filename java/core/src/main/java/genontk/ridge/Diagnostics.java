package genontk.ridge;

/**
 * What a fit says of each person: their prediction from all others at the fit's penalty, and how
 * well their random effect is known in the equivalent mixed model.
 *
 * <p>It costs one factorisation and inverse of K + lambda I, which a fit does without, for all
 * traits that took the same kernel and penalty.
 *
 * @param predictions of each person without them (n)
 * @param residuals y minus these, alpha_i / P_ii (n; Cook and Weisberg 1982)
 * @param predictionErrorVariance s_g diag(K_c - K_c'P K_c) of the whole random effect, on the
 *     centred kernel (n)
 * @param reliability 1 - PEV / (s_g diag K_c) (n); 0 where that variance is 0
 */
public record Diagnostics(
    double[] predictions,
    double[] residuals,
    double[] predictionErrorVariance,
    double[] reliability) {

  /** Computes those of a trait (n) from its solution. */
  static Diagnostics of(RidgeSolution solution, ProjectionDiagonals precision, double[] y) {
    int n = y.length;
    double[] residuals = new double[n];
    double[] predictions = new double[n];
    double[] errorVariance = new double[n];
    double[] reliability = new double[n];
    for (int i = 0; i < n; i++) {
      residuals[i] = solution.dual()[i] / precision.projection()[i];
      predictions[i] = y[i] - residuals[i];
      errorVariance[i] = solution.geneticVariance() * precision.unexplained()[i];
      double variance = solution.geneticVariance() * precision.prior()[i];
      reliability[i] = variance > 0 ? 1 - errorVariance[i] / variance : 0;
    }
    return new Diagnostics(predictions, residuals, errorVariance, reliability);
  }
}
