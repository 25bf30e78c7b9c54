package genontk.kernel;

import genontk.error.InvalidInput;
import genontk.linalg.Device;
import java.util.function.DoubleUnaryOperator;

/**
 * A kernel of infinitely wide ReLU networks: a function of the angle between two people, which
 * depends on the number L of layers.
 */
public abstract sealed class AngularKernel implements PairwiseKernel
    permits ArcCosineKernel, NeuralTangentKernel, NonAdditiveKernel {

  /** Largest number L of layers of a network. */
  public static final int MAX_DEPTH = 10;

  private final int depth;
  private final AngularFunction function;

  /**
   * Makes the kernel.
   *
   * @param depth the number L of layers, 1 to {@value #MAX_DEPTH}
   * @param ofAngle the kernel as a function of the angle theta in [0, pi]
   */
  AngularKernel(int depth, DoubleUnaryOperator ofAngle) {
    this.depth = requireDepth(depth);
    this.function = new AngularFunction(ofAngle);
  }

  /**
   * Returns the number of layers, if it is allowed.
   *
   * @throws InvalidInput if it is below 1 or above {@value #MAX_DEPTH}
   */
  static int requireDepth(int depth) {
    if (depth < 1 || depth > MAX_DEPTH) {
      throw InvalidInput.of(
          "depth = %s was given; allowed are whole numbers from 1 to %s.", depth, MAX_DEPTH);
    }
    return depth;
  }

  /** Returns the number L of layers. */
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
