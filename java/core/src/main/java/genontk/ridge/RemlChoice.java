package genontk.ridge;

import genontk.design.FixedEffects;
import genontk.error.Message;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import genontk.variance.component.Intervals;
import genontk.variance.component.VarianceComponents;
import genontk.variance.onekernel.Reml;
import genontk.variance.onekernel.RestrictedSpectrum;
import java.util.List;

/**
 * The penalty that restricted likelihood finds, s_e over the genetic variance, and the shares of
 * several kernels. As in the mixed model, weights divide the residual variance of people.
 *
 * @param shares of the variance that each kernel has, 1 for a single kernel
 * @param penalty the ratio; where one of the variances is at zero, the nearest end of the grid
 * @param logLikelihood the restricted log-likelihood there, by which candidates are compared
 * @param message what a user should know, or null
 */
record RemlChoice(double[] shares, double penalty, double logLikelihood, String message) {

  /**
   * Estimates for one kernel.
   *
   * @param y W^1/2 times the trait (n)
   * @param grid the penalties of the path, ascending
   */
  static RemlChoice of(RestrictedSpectrum spectrum, double[] y, double[] grid) {
    VarianceComponents variances = new Reml(true, Intervals.WALD).estimate(spectrum, y);
    return of(new double[] {1}, variances.genetic(0), variances, grid);
  }

  /**
   * Estimates for a mixture, whose penalty is for kernels scaled to c = 1.
   *
   * @param fixed of the design W^1/2 Z
   * @param y W^1/2 times the trait (n)
   */
  static RemlChoice ofMixture(
      KernelScales parts,
      FixedEffects fixed,
      double[] y,
      PenaltyGrid grid,
      LinearAlgebra algebra,
      Execution execution) {
    VarianceComponents variances =
        VarianceMethod.REML.variances(
            scaled(parts, execution), fixed, y, Intervals.WALD, algebra, execution);
    double[] shares = new double[parts.units().length];
    double genetic = 0;
    for (int k = 0; k < shares.length; k++) {
      shares[k] = variances.genetic(k) * parts.units()[k];
      genetic += shares[k];
    }
    double left = 1;
    for (int k = 0; k < shares.length; k++) {
      boolean last = k == shares.length - 1;
      shares[k] = last ? Math.max(0, left) : genetic > 0 ? shares[k] / genetic : 0;
      left -= shares[k];
    }
    double[] penalties = grid.penalties(parts.mixture(shares).meanDiagonal());
    return of(shares, genetic, variances, penalties);
  }

  /** Returns W^1/2 K_k W^1/2 of each kernel, which is K_k itself where all weights are 1. */
  private static List<Matrix> scaled(KernelScales parts, Execution execution) {
    if (parts.weights().areEqual()) {
      return parts.candidate().kernels();
    }
    List<Matrix> scaled = parts.candidate().kernels().stream().map(Matrix::copy).toList();
    scaled.forEach(kernel -> parts.weights().scaleBothSides(kernel, execution.threads()));
    return scaled;
  }

  private static RemlChoice of(
      double[] shares, double genetic, VarianceComponents variances, double[] grid) {
    if (genetic > 0 && variances.residual() > 0) {
      return new RemlChoice(
          shares, variances.residual() / genetic, variances.logLikelihood(), null);
    }
    boolean noGenetic = !(genetic > 0);
    return new RemlChoice(
        shares,
        noGenetic ? grid[grid.length - 1] : grid[0],
        variances.logLikelihood(),
        Message.of(
            "REML puts the %s variance at zero, and the ratio of the two is no penalty; the %s of"
                + " the grid stands for it.",
            noGenetic ? "genetic" : "residual", noGenetic ? "largest" : "smallest"));
  }
}
