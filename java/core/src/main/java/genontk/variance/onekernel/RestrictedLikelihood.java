package genontk.variance.onekernel;

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
public final class RestrictedLikelihood {

  private final ContrastForms forms;
  private final double logDeterminantOfDesign;

  /**
   * Makes the likelihood.
   *
   * @param forms what the kernel, scaled to eigenvalues of mean 1, and y contribute
   */
  RestrictedLikelihood(ContrastForms forms, double logDeterminantOfDesign) {
    this.forms = forms;
    this.logDeterminantOfDesign = logDeterminantOfDesign;
  }

  /**
   * What an angle gives: A, sum log w, the sums of w'/w and of its square, w' the derivative by the
   * angle, and the first two derivatives of the profile.
   */
  public record Point(
      double theta,
      double quadratic,
      double logDeterminant,
      double ratios,
      double squaredRatios,
      double value,
      double score,
      double curvature) {}

  /** Returns cos theta, exactly zero at pi/2. */
  static double cosine(double theta) {
    return theta == Math.PI / 2 ? 0 : Math.cos(theta);
  }

  int degreesOfFreedom() {
    return forms.size();
  }

  /** Returns the smallest angle at which V is positive semidefinite. */
  double smallestAngle() {
    return -Math.atan(1 / forms.largest());
  }

  /** Returns the largest angle at which V is positive semidefinite. */
  double largestAngle() {
    return Math.PI / 2 + Math.atan(forms.smallest());
  }

  /** Returns the likelihood at an angle; minus infinity where V is singular. */
  public Point at(double theta) {
    double sine = Math.sin(theta);
    double cosine = cosine(theta);
    if (!(cosine + forms.smallest() * sine > 0 && cosine + forms.largest() * sine > 0)) {
      return singular(theta);
    }
    ContrastForms.Polar polar = forms.ofPolar(sine, cosine);
    int m = forms.size();
    double a = polar.quadratic();
    if (!(a > 0)) {
      return singular(theta);
    }
    double slope = -polar.first() / a;
    double a2 = 2 * polar.second() + a;
    return new Point(
        theta,
        a,
        polar.logDeterminant(),
        polar.trace(),
        polar.squaredTrace(),
        value(a / m, a, polar.logDeterminant()),
        -0.5 * (m * slope + polar.trace()),
        -0.5 * (m * (a2 / a - slope * slope) - m - polar.squaredTrace()));
  }

  private static Point singular(double theta) {
    double none = Double.NaN;
    return new Point(theta, none, none, none, none, Double.NEGATIVE_INFINITY, none, none);
  }

  /** Returns the log-likelihood at radius r, given what an angle gives. */
  double value(double radius, double quadratic, double logDeterminant) {
    int m = forms.size();
    return -0.5
        * (m * Math.log(2 * Math.PI * radius)
            + logDeterminant
            + quadratic / radius
            + logDeterminantOfDesign);
  }

  /** Returns the radius that maximises the likelihood at an angle. */
  double radius(Point point) {
    return point.quadratic() / forms.size();
  }
}
