package genontk.kernel;

import genontk.linalg.Device;
import java.util.Arrays;

/**
 * The neural tangent kernel of an infinitely wide ReLU network without bias (Jacot et al. 2018).
 *
 * <p>With a unit diagonal it is t_L(rho) / (L + 1), a function of the cosine rho of two people x
 * and y. Without a unit diagonal it is |x||y| t_L(rho) / p, the kernel of the network itself.
 * {@link ArcCosine} gives the recursion of t_L.
 */
public final class NeuralTangentKernel extends AngularKernel {

  private final boolean unitDiagonal;

  /**
   * Makes the kernel with a unit diagonal.
   *
   * @param depth the number L of hidden layers, 1 to {@value AngularKernel#MAX_DEPTH}
   * @throws genontk.error.InvalidInput if the depth is outside this range
   */
  public NeuralTangentKernel(int depth) {
    this(depth, true);
  }

  /**
   * Makes the kernel of a network.
   *
   * @param depth the number L of hidden layers, 1 to {@value AngularKernel#MAX_DEPTH}
   * @param unitDiagonal whether the kernel is scaled so that K(x, x) = 1
   * @throws genontk.error.InvalidInput if the depth is outside this range
   */
  public NeuralTangentKernel(int depth, boolean unitDiagonal) {
    super(depth, theta -> ArcCosine.neuralTangent(theta, depth));
    this.unitDiagonal = unitDiagonal;
  }

  @Override
  public String name() {
    return "ntk";
  }

  /** Returns whether K(x, x) = 1. */
  public boolean unitDiagonal() {
    return unitDiagonal;
  }

  @Override
  public void evaluate(Pairs pairs, double[] out, int start) {
    super.evaluate(pairs, out, start);
    if (unitDiagonal) {
      return;
    }
    double factor = (depth() + 1.0) / pairs.snps();
    double[] rowNorms = pairs.rowNorms();
    double[] columnNorms = pairs.columnNorms();
    for (int k = 0; k < pairs.count(); k++) {
      out[start + k] *= factor * (rowNorms[k] * columnNorms[k]);
    }
  }

  @Override
  public Device.Array evaluate(DevicePairs pairs) {
    Device.Array values = super.evaluate(pairs);
    return unitDiagonal
        ? values
        : pairs.scaleByNorms(values.linear((depth() + 1.0) / pairs.snps(), 0));
  }

  @Override
  public double[] diagonal(Gram.People people) {
    double[] diagonal = super.diagonal(people);
    if (!unitDiagonal) {
      double factor = (depth() + 1.0) / people.genotypes().snps();
      Arrays.setAll(diagonal, i -> factor * people.squaredNorms()[i]);
    }
    return diagonal;
  }
}
