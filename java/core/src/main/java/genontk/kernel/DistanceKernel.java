package genontk.kernel;

import genontk.error.InvalidInput;
import genontk.run.Execution;

/** A kernel of the distance of two people, scaled by the median over pairs of training people. */
public abstract sealed class DistanceKernel implements PairwiseKernel
    permits GaussianKernel, LaplaceKernel {

  private static final double UNKNOWN = 0;

  private final double bandwidth;
  private final double median;

  DistanceKernel(double bandwidth) {
    this.bandwidth = requirePositive("bandwidth", bandwidth);
    this.median = UNKNOWN;
  }

  DistanceKernel(double bandwidth, double median) {
    this.bandwidth = requirePositive("bandwidth", bandwidth);
    this.median = requirePositive("The median distance", median);
  }

  private static double requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw InvalidInput.of("%s = %s was given; allowed are positive finite numbers.", name, value);
    }
    return value;
  }

  /** Returns the bandwidth. */
  public double bandwidth() {
    return bandwidth;
  }

  /**
   * Returns the median distance over all pairs of training people, squared for the Gaussian kernel;
   * 0 before it is learnt.
   */
  public double median() {
    return median;
  }

  @Override
  public boolean learns() {
    return median == UNKNOWN;
  }

  @Override
  public PairwiseKernel trainedOn(Gram training, Execution execution) {
    return learns() ? with(MedianDistance.of(training, execution)) : this;
  }

  /** Returns this kernel with the given median. */
  abstract DistanceKernel with(MedianDistance distance);

  /** Returns the factor of distances in the exponent. */
  double scale() {
    return -1 / (bandwidth * median);
  }
}
