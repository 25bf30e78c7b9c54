package genontk.kernel;

import genontk.error.InvalidInput;
import genontk.run.Execution;
import java.util.Arrays;

/**
 * The Gaussian kernel exp(-d^2 / (bandwidth * median d^2)), d the Euclidean distance of two people
 * and its median over all pairs of training people.
 */
public final class GaussianKernel implements PairwiseKernel {

  private static final double UNKNOWN = 0;

  private final double bandwidth;
  private final double median;

  /** Makes the kernel of bandwidth 1, which learns the median from the training people. */
  public GaussianKernel() {
    this(1);
  }

  /**
   * Makes a kernel which learns the median from the training people.
   *
   * @param bandwidth a positive number
   * @throws InvalidInput if it is not
   */
  public GaussianKernel(double bandwidth) {
    this.bandwidth = Bandwidth.require(bandwidth);
    this.median = UNKNOWN;
  }

  /**
   * Makes a kernel that has learnt the median.
   *
   * @param bandwidth a positive number
   * @param median the median squared distance of the training people, a positive number
   * @throws InvalidInput if one is not positive
   */
  public GaussianKernel(double bandwidth, double median) {
    this.bandwidth = Bandwidth.require(bandwidth);
    this.median = Bandwidth.requireMedian(median);
  }

  @Override
  public String name() {
    return "gaussian";
  }

  /** Returns the bandwidth. */
  public double bandwidth() {
    return bandwidth;
  }

  /** Returns the median squared distance of the training people, 0 before it is learnt. */
  public double median() {
    return median;
  }

  @Override
  public boolean learns() {
    return median == UNKNOWN;
  }

  @Override
  public PairwiseKernel trainedOn(Gram training, Execution execution) {
    if (!learns()) {
      return this;
    }
    MedianDistance median = MedianDistance.of(training, execution);
    return new GaussianKernel(bandwidth, (median.lower() + median.upper()) / 2);
  }

  @Override
  public void evaluate(Pairs pairs, double[] out, int start) {
    double scale = -1 / (bandwidth * median);
    for (int k = 0; k < pairs.count(); k++) {
      out[start + k] = Math.exp(scale * pairs.squaredDistance(k));
    }
  }

  @Override
  public double[] diagonal(Gram.People people) {
    double[] diagonal = new double[people.squaredNorms().length];
    Arrays.fill(diagonal, 1);
    return diagonal;
  }
}
