package genontk.kernel;

import genontk.error.InvalidInput;

/**
 * The Laplace kernel exp(-d / (bandwidth * median d)) of the Euclidean distance d of two people.
 * The median is over all pairs of training people.
 */
public final class LaplaceKernel extends DistanceKernel {

  /** Makes the kernel of bandwidth 1, which learns the median from the training people. */
  public LaplaceKernel() {
    this(1);
  }

  /**
   * Makes a kernel that learns the median from the training people.
   *
   * @param bandwidth a positive number
   * @throws InvalidInput if the bandwidth is not a positive finite number
   */
  public LaplaceKernel(double bandwidth) {
    super(bandwidth);
  }

  /**
   * Makes a kernel that has learnt the median.
   *
   * @param bandwidth a positive number
   * @param median the median distance of the training people, a positive number
   * @throws InvalidInput if one of them is not a positive finite number
   */
  public LaplaceKernel(double bandwidth, double median) {
    super(bandwidth, median);
  }

  @Override
  public String name() {
    return "laplace";
  }

  @Override
  DistanceKernel with(MedianDistance distance) {
    return new LaplaceKernel(
        bandwidth(), (Math.sqrt(distance.lower()) + Math.sqrt(distance.upper())) / 2);
  }

  @Override
  public void evaluate(Pairs pairs, double[] out, int start) {
    double scale = scale();
    for (int k = 0; k < pairs.count(); k++) {
      out[start + k] = Math.exp(scale * Math.sqrt(pairs.squaredDistance(k)));
    }
  }
}
