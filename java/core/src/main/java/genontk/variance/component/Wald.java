package genontk.variance.component;

/** Wald intervals: estimate -+ 1.96 standard errors. */
public final class Wald {

  /** The .975 quantile of the standard normal distribution. */
  private static final double QUANTILE = 1.959963984540054;

  private Wald() {}

  /** Returns the ends of the intervals, lower first. */
  static double[][] intervals(double[] estimate, double[] standardErrors) {
    return intervals(estimate, standardErrors, false);
  }

  /**
   * Returns the ends of the intervals of variances, lower first.
   *
   * @param constrained whether they are cut at 0, as suits estimates that may not leave it
   */
  public static double[][] intervals(
      double[] estimate, double[] standardErrors, boolean constrained) {
    double[][] ends = new double[2][estimate.length];
    for (int k = 0; k < estimate.length; k++) {
      double lower = estimate[k] - QUANTILE * standardErrors[k];
      ends[0][k] = constrained ? Math.max(0, lower) : lower;
      ends[1][k] = estimate[k] + QUANTILE * standardErrors[k];
    }
    return ends;
  }
}
