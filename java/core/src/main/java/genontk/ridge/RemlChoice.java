package genontk.ridge;

import genontk.error.Message;
import genontk.linalg.LinearAlgebra;
import genontk.run.Execution;
import genontk.variance.FixedEffects;
import genontk.variance.Intervals;
import genontk.variance.Reml;
import genontk.variance.RestrictedSpectrum;
import genontk.variance.VarianceComponents;
import genontk.variance.VarianceMethod;

/**
 * The penalty that restricted likelihood finds, s_e over the genetic variance, and with two kernels
 * the share.
 *
 * @param share of the variance that the first of two kernels has, NaN for a single one
 * @param penalty the ratio; where one of the variances is at zero, the end of the grid that is
 *     nearest
 * @param logLikelihood the restricted log-likelihood there, by which candidates are compared
 * @param message what a user should know, or null
 */
record RemlChoice(double share, double penalty, double logLikelihood, String message) {

  /**
   * Estimates for one kernel.
   *
   * @param grid the penalties of the path, ascending
   */
  static RemlChoice of(RestrictedSpectrum spectrum, double[] y, double[] grid) {
    VarianceComponents variances = new Reml(true, Intervals.WALD).estimate(spectrum, y);
    return of(Double.NaN, variances.genetic(0), variances, grid);
  }

  /** Estimates for a mixture, whose penalty is of the kernels scaled to c = 1. */
  static RemlChoice ofMixture(
      KernelScales parts,
      FixedEffects fixed,
      double[] y,
      PenaltyGrid grid,
      LinearAlgebra algebra,
      Execution execution) {
    VarianceComponents variances =
        VarianceMethod.REML.variances(
            parts.candidate().kernels(), fixed, y, Intervals.WALD, algebra, execution);
    double first = variances.genetic(0) * parts.scales()[0];
    double genetic = first + variances.genetic(1) * parts.scales()[1];
    double share = genetic > 0 ? first / genetic : 0;
    KernelMixture kernel = parts.mixtures(share).get(0);
    return of(share, genetic, variances, grid.penalties(kernel.meanDiagonal()));
  }

  private static RemlChoice of(
      double share, double genetic, VarianceComponents variances, double[] grid) {
    if (genetic > 0 && variances.residual() > 0) {
      return new RemlChoice(share, variances.residual() / genetic, variances.logLikelihood(), null);
    }
    boolean noGenetic = !(genetic > 0);
    return new RemlChoice(
        share,
        noGenetic ? grid[grid.length - 1] : grid[0],
        variances.logLikelihood(),
        Message.of(
            "REML puts the %s variance at zero, and the ratio of the two is no penalty; the %s of"
                + " the grid stands for it.",
            noGenetic ? "genetic" : "residual", noGenetic ? "largest" : "smallest"));
  }
}
