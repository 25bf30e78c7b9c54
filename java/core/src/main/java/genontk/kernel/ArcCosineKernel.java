package genontk.kernel;

import genontk.linalg.Device;

/**
 * The arc-cosine kernel of several ReLU layers, without the norms (Cho and Saul 2009; Cuevas et al.
 * 2019): kappa1 applied L times to the cosine of two people.
 */
public final class ArcCosineKernel implements PairwiseKernel {

  private final int depth;
  private final AngularFunction function;

  /**
   * Makes the kernel.
   *
   * @param depth the number L of layers, 1 to {@value Depth#MOST}
   * @throws genontk.error.InvalidInput if the depth is outside
   */
  public ArcCosineKernel(int depth) {
    this.depth = Depth.require(depth);
    this.function = new AngularFunction(theta -> ArcCosine.activation(theta, depth));
  }

  @Override
  public String name() {
    return "arccosine";
  }

  /** Returns the number of layers. */
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
}
