package genontk.kernel;

import genontk.error.InvalidInput;
import genontk.linalg.Device;

/** The polynomial kernel (1 + rho)^degree / 2^degree of the cosine of two people. */
public final class PolynomialKernel implements PairwiseKernel {

  /** Highest degree; above it the kernel is nearly an identity matrix. */
  public static final int MAX_DEGREE = 20;

  private final int degree;

  /** Makes the kernel of degree 2. */
  public PolynomialKernel() {
    this(2);
  }

  /**
   * Makes the kernel.
   *
   * @param degree the degree, 1 to {@value #MAX_DEGREE}
   * @throws InvalidInput if the degree is outside this range
   */
  public PolynomialKernel(int degree) {
    if (degree < 1 || degree > MAX_DEGREE) {
      throw InvalidInput.of(
          "degree = %s was given; allowed are whole numbers from 1 to %s.", degree, MAX_DEGREE);
    }
    this.degree = degree;
  }

  @Override
  public String name() {
    return "polynomial";
  }

  /** Returns the degree. */
  public int degree() {
    return degree;
  }

  @Override
  public void evaluate(Pairs pairs, double[] out, int start) {
    double[] cosines = pairs.cosines();
    for (int k = 0; k < pairs.count(); k++) {
      double base = (1 + cosines[k]) / 2;
      double power = base;
      for (int factor = 1; factor < degree; factor++) {
        power *= base;
      }
      out[start + k] = power;
    }
  }

  @Override
  public boolean runsOnDevice() {
    return true;
  }

  @Override
  public Device.Array evaluate(DevicePairs pairs) {
    Device.Array power = pairs.cosines().copy().linear(0.5, 0.5);
    try (Device.Array base = power.copy()) {
      for (int factor = 1; factor < degree; factor++) {
        power.multiply(base);
      }
    }
    return power;
  }
}
