package genontk.kernel;

import genontk.error.InvalidInput;

/**
 * The Gaussian kernel exp(-d^2 / (bandwidth * median d^2)) of the Euclidean distance d of two
 * people. The median is over all pairs of training people.
 */
public final class GaussianKernel extends DistanceKernel {

  /** Makes the kernel of bandwidth 1, which learns the median from the training people. */
  public GaussianKernel() {
    this(1);
  }

  /**
   * Makes a kernel that learns the median from the training people.
   *
   * @param bandwidth a positive number
   * @throws InvalidInput if the bandwidth is not a positive finite number
   */
  public GaussianKernel(double bandwidth) {
    super(bandwidth);
  }

  /**
   * Makes a kernel that has learnt the median.
   *
   * @param bandwidth a positive number
   * @param median the median squared distance of the training people, a positive number
   * @throws InvalidInput if one of them is not a positive finite number
   */
  public GaussianKernel(double bandwidth, double median) {
    super(bandwidth, median);
  }

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  DistanceKernel with(MedianDistance distance) {
    return new GaussianKernel(bandwidth(), (distance.lower() + distance.upper()) / 2);
  }

  @Override
  public void evaluate(Pairs pairs, double[] out, int start) {
    double scale = scale();
    for (int k = 0; k < pairs.count(); k++) {
      out[start + k] = Math.exp(scale * pairs.squaredDistance(k));
    }
  }
}
