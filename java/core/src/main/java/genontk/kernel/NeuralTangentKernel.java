package genontk.kernel;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.linalg.Symmetry;
import genontk.run.Execution;
import java.util.Arrays;

/**
 * The neural tangent kernel of an infinitely wide ReLU network without bias, scaled to a unit
 * diagonal (Jacot et al. 2018).
 *
 * <p>It depends on the angle of two people alone. A Chebyshev series in the angle stands for the
 * recursion over the layers, so that an entry costs one arc cosine and a polynomial, whatever the
 * depth.
 */
public final class NeuralTangentKernel implements Kernel {

  /** The deepest network served. */
  public static final int MAX_DEPTH = 10;

  private final int depth;
  private final ChebyshevSeries series;

  /**
   * Makes the kernel of a network.
   *
   * @param depth the number L of hidden layers, 1 to {@value #MAX_DEPTH}
   * @throws InvalidInput if the depth is outside
   */
  public NeuralTangentKernel(int depth) {
    if (depth < 1 || depth > MAX_DEPTH) {
      throw new InvalidInput(
          "depth = "
              + depth
              + " was given; allowed are whole numbers from 1 to "
              + MAX_DEPTH
              + ".");
    }
    this.depth = depth;
    this.series = ChebyshevSeries.of(theta -> ArcCosine.neuralTangent(theta, depth));
  }

  @Override
  public String name() {
    return "ntk";
  }

  /** Returns the kernel at an angle theta in [0, pi]: 1 at 0. */
  public double at(double theta) {
    return theta == 0 ? 1 : series.at(theta);
  }

  /** Returns the number of hidden layers. */
  public int depth() {
    return depth;
  }

  @Override
  public Matrix inPlaceOf(Gram gram, Execution execution) {
    Matrix kernel = Angles.inPlaceOf(gram, execution);
    execution
        .threads()
        .forEach(
            kernel.columns(),
            j -> {
              for (int i = gram.firstRow(j); i < kernel.rows(); i++) {
                boolean self = gram.isSquare() && i == j;
                kernel.set(i, j, self ? 1 : at(kernel.get(i, j)));
              }
            });
    if (gram.isSquare()) {
      Symmetry.mirrorLower(kernel, execution.threads());
    }
    return kernel;
  }

  @Override
  public double[] diagonal(Gram.People people) {
    double[] diagonal = new double[people.squaredNorms().length];
    Arrays.fill(diagonal, 1);
    return diagonal;
  }
}
