package genontk.ridge;

import genontk.variance.Reml;
import genontk.variance.RestrictedSpectrum;
import genontk.variance.VarianceComponents;

/**
 * The penalty s_e / s_g that restricted likelihood finds for one kernel.
 *
 * @param penalty the ratio; where one of the variances is at zero, the end of the grid that is
 *     nearest
 * @param logLikelihood the restricted log-likelihood there, by which kernels are compared
 * @param message what a user should know, or null
 */
record RemlChoice(double penalty, double logLikelihood, String message) {

  /**
   * Estimates.
   *
   * @param grid the penalties of the path, ascending
   */
  static RemlChoice of(RestrictedSpectrum spectrum, double[] y, double[] grid) {
    VarianceComponents variances = new Reml(true).estimate(spectrum, y);
    if (variances.genetic(0) > 0 && variances.residual() > 0) {
      return new RemlChoice(
          variances.residual() / variances.genetic(0), variances.logLikelihood(), null);
    }
    boolean noGenetic = !(variances.genetic(0) > 0);
    return new RemlChoice(
        noGenetic ? grid[grid.length - 1] : grid[0],
        variances.logLikelihood(),
        "REML puts the "
            + (noGenetic ? "genetic" : "residual")
            + " variance at zero, and the ratio of the two is no penalty; the "
            + (noGenetic ? "largest" : "smallest")
            + " of the grid stands for it.");
  }
}
