package genontk.kernel;

import genontk.error.InvalidInput;

/**
 * The neural tangent kernel of random ReLU networks of finite width: the inner product of the
 * gradients of two people's outputs with respect to all weights, at initialisation (Jacot et al.
 * 2018).
 *
 * <p>The networks are h_0 = x, h_l = sqrt(2) relu(W_l h_{l-1} / sqrt(fan-in)), f = w'h_L /
 * sqrt(width), without biases. {@link Network} says how the weights follow from the seed, so that
 * new people get the same networks. Raw kernels are averaged over the networks, then scaled.
 *
 * @param depth the number L of hidden layers, 1 to {@value AngularKernel#MAX_DEPTH}
 * @param width the number m of units of each hidden layer, 1 to {@value #MAX_WIDTH}
 * @param networks the number of networks averaged, 1 to {@value #MAX_NETWORKS}; network k does not
 *     depend on it
 * @param seed the seed of the random weights
 * @param parameterization the place of the scale of the weights
 * @param unitDiagonal whether K_ij is divided by sqrt(K_ii K_jj), with 0/0 = 0
 * @param dividedBySnps whether the kernel is divided by the number p of SNPs in the end
 */
public record EmpiricalNeuralTangentKernel(
    int depth,
    int width,
    int networks,
    long seed,
    Parameterization parameterization,
    boolean unitDiagonal,
    boolean dividedBySnps)
    implements Kernel {

  /** Largest width of a network. */
  public static final int MAX_WIDTH = 30_000;

  /** Largest number of networks averaged. */
  public static final int MAX_NETWORKS = 1_000_000;

  /**
   * Checks the options.
   *
   * @throws InvalidInput if one of them is outside its range
   */
  public EmpiricalNeuralTangentKernel {
    AngularKernel.requireDepth(depth);
    requireWithin("width", width, MAX_WIDTH);
    requireWithin("networks", networks, MAX_NETWORKS);
  }

  /**
   * Makes the kernel of NTK parameterization with a unit diagonal.
   *
   * @throws InvalidInput if a number is outside its range
   */
  public EmpiricalNeuralTangentKernel(int depth, int width, int networks, long seed) {
    this(depth, width, networks, seed, Parameterization.NTK, true, false);
  }

  private static void requireWithin(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw InvalidInput.of(
          "%s = %s was given; allowed are whole numbers from 1 to %s.", name, value, most);
    }
  }

  @Override
  public String name() {
    return "ntk";
  }

  /** Returns the number of inputs of a unit of layer l = 1 ... L + 1. */
  int inputs(int layer, int snps) {
    return layer == 1 ? snps : width;
  }

  /** Returns the factor of the products of layer l: 1/inputs, or 1. */
  double weight(int layer, int snps) {
    return parameterization == Parameterization.NTK ? 1.0 / inputs(layer, snps) : 1;
  }
}
