package genontk.kernel;

/**
 * The recursion of the infinitely wide ReLU network, on angles (Jacot et al. 2018; Cho and Saul
 * 2009).
 *
 * <p>With the angle theta between two inputs, s_0 = t_0 = cos theta and for each hidden layer
 *
 * <pre>
 *   s_l = kappa1(s_{l-1}),  t_l = s_l + t_{l-1} kappa0(s_{l-1}),
 *   kappa0(u) = (pi - acos u) / pi,  kappa1(u) = (u (pi - acos u) + sqrt(1 - u^2)) / pi.
 * </pre>
 *
 * <p>The recursion computes 1 - s_l rather than s_l, so that near-twins keep all their digits.
 */
final class ArcCosine {

  private static final double SERIES_BELOW = 0.05;

  private ArcCosine() {}

  /**
   * Returns t_L / (L + 1), the neural tangent kernel of L hidden layers scaled to a unit diagonal.
   */
  static double neuralTangent(double theta, int depth) {
    double angle = theta;
    double tangent = Math.cos(theta);
    for (int layer = 1; layer <= depth; layer++) {
      double complement = complement(angle);
      tangent = 1 - complement + tangent * (1 - angle / Math.PI);
      angle = 2 * Math.asin(Math.min(1, Math.sqrt(complement / 2)));
    }
    return tangent / (depth + 1);
  }

  /** Returns s_L, the arc-cosine kernel of L layers (Cuevas et al. 2019, without the norms). */
  static double activation(double theta, int depth) {
    double angle = theta;
    double complement = 0;
    for (int layer = 1; layer <= depth; layer++) {
      complement = complement(angle);
      angle = 2 * Math.asin(Math.min(1, Math.sqrt(complement / 2)));
    }
    return 1 - complement;
  }

  /** Returns 1 - kappa1(cos theta). */
  private static double complement(double theta) {
    double half = Math.sin(theta / 2);
    return 2 * half * half - sineMinusThetaCosine(theta) / Math.PI;
  }

  /** Returns sin theta - theta cos theta, by a series if the difference would cancel. */
  private static double sineMinusThetaCosine(double theta) {
    if (theta > SERIES_BELOW) {
      return Math.sin(theta) - theta * Math.cos(theta);
    }
    double square = theta * theta;
    return theta
        * square
        * (1 / 3.0 - square * (1 / 30.0 - square * (1 / 840.0 - square / 45360.0)));
  }
}
