package genontk.kernel;

import genontk.linalg.Device;
import java.util.Arrays;

/**
 * The neural tangent kernel of an infinitely wide ReLU network without bias (Jacot et al. 2018).
 *
 * <p>With a unit diagonal it is t_L(rho) / (L + 1), a function of the cosine of two people alone;
 * without, |x||x'| t_L(rho) / p, the kernel of the network itself.
 */
public final class NeuralTangentKernel implements PairwiseKernel {

  /** The deepest network served. */
  public static final int MAX_DEPTH = Depth.MOST;

  private final int depth;
  private final boolean unitDiagonal;
  private final AngularFunction function;

  /**
   * Makes the kernel with a unit diagonal.
   *
   * @param depth the number L of hidden layers, 1 to {@value #MAX_DEPTH}
   * @throws genontk.error.InvalidInput if the depth is outside
   */
  public NeuralTangentKernel(int depth) {
    this(depth, true);
  }

  /**
   * Makes the kernel of a network.
   *
   * @param depth the number L of hidden layers, 1 to {@value #MAX_DEPTH}
   * @param unitDiagonal whether it is scaled so that K(x, x) = 1
   * @throws genontk.error.InvalidInput if the depth is outside
   */
  public NeuralTangentKernel(int depth, boolean unitDiagonal) {
    this.depth = Depth.require(depth);
    this.unitDiagonal = unitDiagonal;
    this.function = new AngularFunction(theta -> ArcCosine.neuralTangent(theta, depth));
  }

  @Override
  public String name() {
    return "ntk";
  }

  /** Returns the number of hidden layers. */
  public int depth() {
    return depth;
  }

  /** Returns whether K(x, x) = 1. */
  public boolean unitDiagonal() {
    return unitDiagonal;
  }

  @Override
  public void evaluate(Pairs pairs, double[] out, int start) {
    function.evaluate(pairs, out, start);
    if (unitDiagonal) {
      return;
    }
    double factor = (depth + 1.0) / pairs.snps();
    double[] rowNorms = pairs.rowNorms();
    double[] columnNorms = pairs.columnNorms();
    for (int k = 0; k < pairs.count(); k++) {
      out[start + k] *= factor * (rowNorms[k] * columnNorms[k]);
    }
  }

  @Override
  public boolean runsOnDevice() {
    return true;
  }

  @Override
  public Device.Array evaluate(DevicePairs pairs) {
    Device.Array values = function.evaluate(pairs);
    return unitDiagonal
        ? values
        : pairs.scaleByNorms(values.linear((depth + 1.0) / pairs.snps(), 0));
  }

  @Override
  public double[] diagonal(Gram.People people) {
    double[] diagonal = PairwiseKernel.super.diagonal(people);
    if (!unitDiagonal) {
      double factor = (depth + 1.0) / people.genotypes().snps();
      Arrays.setAll(diagonal, i -> factor * people.squaredNorms()[i]);
    }
    return diagonal;
  }
}
