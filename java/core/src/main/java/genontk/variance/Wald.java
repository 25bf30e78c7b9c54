package genontk.variance;

/** Wald intervals: estimate -+ 1.96 standard errors. */
final class Wald {

  /** The .975 quantile of the standard normal distribution. */
  private static final double QUANTILE = 1.959963984540054;

  private Wald() {}

  /** Returns the ends of the intervals, lower first. */
  static double[][] intervals(double[] estimate, double[] standardErrors) {
    double[][] ends = new double[2][estimate.length];
    for (int k = 0; k < estimate.length; k++) {
      ends[0][k] = estimate[k] - QUANTILE * standardErrors[k];
      ends[1][k] = estimate[k] + QUANTILE * standardErrors[k];
    }
    return ends;
  }
}
