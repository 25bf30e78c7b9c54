package genontk.variance;

/**
 * The restricted log-likelihood of one kernel in polar form: s_g = r sin theta, s_e = r cos theta,
 * with r profiled out.
 *
 * <p>With w_i = cos theta + d_i sin theta, A = sum eta_i^2 / w_i and m = n - q (Patterson and
 * Thompson 1971, in the form of lme4, which counts log|Z'V^-1 Z|):
 *
 * <pre>  l(theta) = -1/2 [m log(2 pi A/m) + m + sum log w_i + log|Z'Z|]</pre>
 *
 * <p>Angles from 0 to pi/2 are the non-negative components; beyond them, as far as V stays positive
 * definite, one is negative.
 */
final class RestrictedLikelihood {

  /** Factors of a determinant are multiplied, and no logarithm taken, within this range. */
  private static final double LARGE = 1e150;

  private static final double SMALL = 1e-150;

  private final double[] values;
  private final QuadraticForms forms;
  private final double logDeterminantOfDesign;

  /**
   * Makes the likelihood.
   *
   * @param values d, scaled to mean 1
   * @param forms what y contributes
   */
  RestrictedLikelihood(double[] values, QuadraticForms forms, double logDeterminantOfDesign) {
    this.values = values;
    this.forms = forms;
    this.logDeterminantOfDesign = logDeterminantOfDesign;
  }

  /** What an angle gives: A, sum log w, and the first two derivatives of the profile. */
  record Point(
      double theta,
      double quadratic,
      double logDeterminant,
      double value,
      double score,
      double curvature) {}

  int degreesOfFreedom() {
    return values.length;
  }

  /** Returns the smallest angle at which V is positive semidefinite. */
  double smallestAngle() {
    return -Math.atan(1 / values[values.length - 1]);
  }

  /** Returns the largest angle at which V is positive semidefinite. */
  double largestAngle() {
    return Math.PI / 2 + Math.atan(values[0]);
  }

  /** Returns the likelihood at an angle; minus infinity where V is singular. */
  Point at(double theta) {
    double sine = theta == Math.PI / 2 ? 1 : Math.sin(theta);
    double cosine = theta == Math.PI / 2 ? 0 : Math.cos(theta);
    int m = values.length;
    double logs = 0;
    double product = 1;
    double ratios = 0;
    double squaredRatios = 0;
    for (int i = 0; i < m; i++) {
      double w = cosine + values[i] * sine;
      if (!(w > 0)) {
        return singular(theta);
      }
      double ratio = (values[i] * cosine - sine) / w;
      ratios += ratio;
      squaredRatios += ratio * ratio;
      product *= w;
      if (!(product > SMALL && product < LARGE)) {
        logs += Math.log(product);
        product = 1;
      }
    }
    logs += Math.log(product);
    double[] quadratic = forms.ofPolar(sine, cosine);
    double a = quadratic[0];
    if (!(a > 0)) {
      return singular(theta);
    }
    double slope = -quadratic[1] / a;
    double a2 = 2 * quadratic[2] + a;
    return new Point(
        theta,
        a,
        logs,
        value(a / m, a, logs),
        -0.5 * (m * slope + ratios),
        -0.5 * (m * (a2 / a - slope * slope) - m - squaredRatios));
  }

  private static Point singular(double theta) {
    return new Point(
        theta, Double.NaN, Double.NaN, Double.NEGATIVE_INFINITY, Double.NaN, Double.NaN);
  }

  /** Returns the log-likelihood at radius r, given what an angle gives. */
  double value(double radius, double quadratic, double logDeterminant) {
    int m = values.length;
    return -0.5
        * (m * Math.log(2 * Math.PI * radius)
            + logDeterminant
            + quadratic / radius
            + logDeterminantOfDesign);
  }

  /** Returns the radius that maximises the likelihood at an angle. */
  double radius(Point point) {
    return point.quadratic() / values.length;
  }
}
