package genontk.kernel;

/**
 * The arc-cosine kernel of several ReLU layers, without the norms (Cho and Saul 2009; Cuevas et al.
 * 2019): kappa1 applied L times to the cosine of two people.
 */
public final class ArcCosineKernel extends AngularKernel {

  /**
   * Makes the kernel.
   *
   * @param depth the number L of layers, 1 to {@value AngularKernel#MAX_DEPTH}
   * @throws genontk.error.InvalidInput if the depth is outside this range
   */
  public ArcCosineKernel(int depth) {
    super(depth, theta -> ArcCosine.activation(theta, depth));
  }

  @Override
  public String name() {
    return "arccosine";
  }
}
