package genontk.kernel;

import java.util.Arrays;

/**
 * The part of the neural tangent kernel that is neither constant nor additive: kappa_L(rho) - a0 -
 * a1 rho (see {@link AdditiveShare}).
 *
 * <p>Together with an additive kernel it lets the data choose the additive share, which the neural
 * tangent kernel fixes. K(x, x) = 1 - a0 - a1, and 0 for a vector of zeros.
 */
public final class NonAdditiveKernel extends AngularKernel {

  private final double own;

  /**
   * Makes the kernel of a network.
   *
   * @param depth the number L of hidden layers, 1 to {@value AngularKernel#MAX_DEPTH}
   * @throws genontk.error.InvalidInput if the depth is outside this range
   */
  public NonAdditiveKernel(int depth) {
    this(depth, AdditiveShare.of(depth));
  }

  private NonAdditiveKernel(int depth, AdditiveShare share) {
    super(depth, theta -> atAngle(theta, depth, share));
    this.own = own(share);
  }

  private static double own(AdditiveShare share) {
    return 1 - share.constant() - share.linear();
  }

  private static double atAngle(double theta, int depth, AdditiveShare share) {
    return theta == 0
        ? own(share)
        : ArcCosine.neuralTangent(theta, depth)
            - share.constant()
            - share.linear() * Math.cos(theta);
  }

  @Override
  public String name() {
    return "non-additive";
  }

  @Override
  public double[] diagonal(Gram.People people) {
    return Arrays.stream(people.squaredNorms()).map(square -> square > 0 ? own : 0).toArray();
  }
}
