package genontk.variance.component;

import genontk.linalg.Matrix;
import java.util.Arrays;

/**
 * The share of each genetic component in the variance, and last their total.
 *
 * <p>h2_k = s_k c_k / (sum_j s_j c_j + s_e) with c_k = tr(P_0 K_k) / (n - q): the share of the
 * variance among these people, whatever the scale of the kernel. The raw ratio s_k / (sum_j s_j +
 * s_e) is what GCTA prints as V(G)/Vp.
 *
 * @param estimate the shares, k + 1 of them
 * @param standardError their standard errors by the delta method
 * @param lower the lower ends of 95 % intervals
 * @param upper the upper ends
 * @param rawRatio the raw ratios
 * @param rawRatioStandardError their standard errors by the delta method
 */
public record Heritability(
    double[] estimate,
    double[] standardError,
    double[] lower,
    double[] upper,
    double[] rawRatio,
    double[] rawRatioStandardError) {

  /**
   * Computes shares, their standard errors and Wald intervals.
   *
   * @param variances the k genetic variances and the residual
   * @param covariance their covariance (k + 1 x k + 1)
   * @param scales c_k, and 1 for the residual
   */
  public static Heritability of(double[] variances, Matrix covariance, double[] scales) {
    double[] unit = new double[variances.length];
    Arrays.fill(unit, 1);
    double[] estimate = shares(variances, scales);
    double[] error = shareErrors(variances, covariance, scales);
    double[][] ends = Wald.intervals(estimate, error);
    return new Heritability(
        estimate,
        error,
        ends[0],
        ends[1],
        shares(variances, unit),
        shareErrors(variances, covariance, unit));
  }

  /**
   * Returns the same with its intervals cut to [0, 1], as suits estimates that may not leave it.
   */
  public Heritability withinBounds() {
    return withIntervals(
        Arrays.stream(lower).map(end -> Math.max(0, end)).toArray(),
        Arrays.stream(upper).map(end -> Math.min(1, end)).toArray());
  }

  /** Returns the same with other intervals. */
  public Heritability withIntervals(double[] newLower, double[] newUpper) {
    return new Heritability(
        estimate, standardError, newLower, newUpper, rawRatio, rawRatioStandardError);
  }

  private static double[] shares(double[] variances, double[] scales) {
    int genetic = variances.length - 1;
    double total = total(variances, scales);
    double[] shares = new double[genetic + 1];
    double sum = 0;
    for (int k = 0; k < genetic; k++) {
      shares[k] = variances[k] * scales[k] / total;
      sum += variances[k] * scales[k];
    }
    shares[genetic] = sum / total; // exactly 1 without residual
    return shares;
  }

  private static double total(double[] variances, double[] scales) {
    double total = 0;
    for (int k = 0; k < variances.length; k++) {
      total += variances[k] * scales[k];
    }
    return total;
  }

  /**
   * The gradient of share k is (unit_k - share_k) c_j / total in s_j; of the total share (1 or 0 -
   * total share) c_j / total.
   */
  private static double[] shareErrors(double[] variances, Matrix covariance, double[] scales) {
    int components = variances.length;
    double total = total(variances, scales);
    double[] shares = shares(variances, scales);
    double[] errors = new double[components];
    for (int k = 0; k < components; k++) {
      double[] gradient = new double[components];
      for (int j = 0; j < components; j++) {
        boolean counts = k == components - 1 ? j < components - 1 : j == k;
        gradient[j] = ((counts ? 1 : 0) - shares[k]) * scales[j] / total;
      }
      double variance = 0;
      for (int i = 0; i < components; i++) {
        for (int j = 0; j < components; j++) {
          variance += gradient[i] * gradient[j] * covariance.get(i, j);
        }
      }
      errors[k] = Math.sqrt(Math.max(0, variance));
    }
    return errors;
  }
}
