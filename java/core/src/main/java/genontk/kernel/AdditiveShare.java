package genontk.kernel;

/**
 * The additive part of the neural tangent kernel with a unit diagonal: kappa_L(rho) = a0 + a1 rho +
 * a2 rho^2 + ...
 *
 * <p>All coefficients are nonnegative, so the kernel without its first two terms is a kernel too.
 *
 * @param constant the coefficient a0, the kernel of unrelated people
 * @param linear the coefficient a1
 * @param quadratic the coefficient a2
 */
public record AdditiveShare(double constant, double linear, double quadratic) {

  /**
   * Returns the coefficients of a network's kernel, by differentiating its recursion at rho = 0.
   *
   * @param depth the number L of hidden layers, 1 to {@value AngularKernel#MAX_DEPTH}
   * @throws genontk.error.InvalidInput if the depth is outside this range
   */
  public static AdditiveShare of(int depth) {
    AngularKernel.requireDepth(depth);
    double s = 0;
    double s1 = 1;
    double s2 = 0;
    double t = 0;
    double t1 = 1;
    double t2 = 0;
    for (int layer = 1; layer <= depth; layer++) {
      double root = Math.sqrt(1 - s * s);
      double angle = Math.PI - Math.acos(s);
      double kappa0 = angle / Math.PI;
      double kappa0First = 1 / (Math.PI * root);
      double kappa0Second = s / (Math.PI * root * root * root);
      double gate1 = kappa0First * s1;
      double gate2 = kappa0Second * s1 * s1 + kappa0First * s2;
      s2 = kappa0First * s1 * s1 + kappa0 * s2;
      s1 = kappa0 * s1;
      s = (s * angle + root) / Math.PI;
      t2 = s2 + t2 * kappa0 + 2 * t1 * gate1 + t * gate2;
      t1 = s1 + t1 * kappa0 + t * gate1;
      t = s + t * kappa0;
    }
    double layers = depth + 1;
    return new AdditiveShare(t / layers, t1 / layers, t2 / 2 / layers);
  }

  /**
   * Returns a1 / (1 - a0), the additive share of the variance, which a single NTK fixes beforehand.
   */
  public double share() {
    return linear / (1 - constant);
  }
}
