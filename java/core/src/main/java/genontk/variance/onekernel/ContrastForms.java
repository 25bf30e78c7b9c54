package genontk.variance.onekernel;

/**
 * What one kernel and the trait on the error contrasts contribute to the likelihood, with W = a K +
 * b I, K the kernel there.
 */
public interface ContrastForms {

  /** Returns m = n - q. */
  int size();

  /** Returns the m eigenvalues of K, ascending. */
  double[] values();

  /** Returns the smallest of them. */
  double smallest();

  /** Returns the largest of them. */
  double largest();

  /** Returns what W positive definite gives; NaN where rounding leaves it none. */
  Polar ofPolar(double a, double b);

  /**
   * Returns y'W^-1 K W^-1 y and y'W^-2 y, from K = W (a + b R) / (a^2 + b^2) and I = W (b - a R) /
   * (a^2 + b^2).
   */
  default double[] ofMoments(double a, double b) {
    Polar polar = ofPolar(a, b);
    double square = a * a + b * b;
    return new double[] {
      (a * polar.quadratic() + b * polar.first()) / square,
      (b * polar.quadratic() - a * polar.first()) / square
    };
  }

  /**
   * What an angle gives, with R = W^-1 (b K - a I), W^-1 times the derivative of W.
   *
   * @param quadratic y'W^-1 y
   * @param first y'W^-1 R y
   * @param second y'W^-1 R^2 y
   * @param logDeterminant log|W|
   * @param trace tr(R)
   * @param squaredTrace tr(R^2)
   */
  record Polar(
      double quadratic,
      double first,
      double second,
      double logDeterminant,
      double trace,
      double squaredTrace) {

    /** The value for a W that is not positive definite. */
    static final Polar NONE =
        new Polar(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }
}
