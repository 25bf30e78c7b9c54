package genontk.kernel;

import genontk.linalg.Device;
import java.util.Arrays;

/**
 * What the neural tangent kernel holds besides its constant and its additive part: kappa_L(rho) -
 * a0 - a1 rho (see {@link AdditiveShare}). Beside an additive kernel it lets the data choose the
 * additive share, which the kernel as a whole fixes. K(x, x) = 1 - a0 - a1, and 0 for a vector of
 * zeros.
 */
public final class NonAdditiveKernel implements PairwiseKernel {

  private final int depth;
  private final double own;
  private final AngularFunction function;

  /**
   * Makes the kernel of a network.
   *
   * @param depth the number L of hidden layers, 1 to {@value Depth#MOST}
   * @throws genontk.error.InvalidInput if the depth is outside
   */
  public NonAdditiveKernel(int depth) {
    AdditiveShare share = AdditiveShare.of(depth);
    this.depth = depth;
    this.own = 1 - share.constant() - share.linear();
    this.function =
        new AngularFunction(
            theta ->
                theta == 0
                    ? own
                    : ArcCosine.neuralTangent(theta, depth)
                        - share.constant()
                        - share.linear() * Math.cos(theta));
  }

  @Override
  public String name() {
    return "non-additive";
  }

  /** Returns the number of hidden layers. */
  public int depth() {
    return depth;
  }

  @Override
  public void evaluate(Pairs pairs, double[] out, int start) {
    function.evaluate(pairs, out, start);
  }

  @Override
  public boolean runsOnDevice() {
    return true;
  }

  @Override
  public Device.Array evaluate(DevicePairs pairs) {
    return function.evaluate(pairs);
  }

  @Override
  public double[] diagonal(Gram.People people) {
    return Arrays.stream(people.squaredNorms()).map(square -> square > 0 ? own : 0).toArray();
  }
}
