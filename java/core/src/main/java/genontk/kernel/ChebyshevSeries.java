package genontk.kernel;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** A smooth function on [0, pi] as a Chebyshev series, cut where its terms no longer count. */
final class ChebyshevSeries {

  private static final int NODES = 128;
  private static final double NEGLIGIBLE = 2e-16;

  private final double[] coefficients;

  private ChebyshevSeries(double[] coefficients) {
    this.coefficients = coefficients;
  }

  /**
   * Returns the series of a function that is analytic on [0, pi], by interpolation at the Chebyshev
   * nodes.
   */
  static ChebyshevSeries of(DoubleUnaryOperator function) {
    double[] values = new double[NODES];
    for (int k = 0; k < NODES; k++) {
      values[k] = function.applyAsDouble((Math.cos(Math.PI * (k + 0.5) / NODES) + 1) * Math.PI / 2);
    }
    double[] coefficients = new double[NODES];
    for (int degree = 0; degree < NODES; degree++) {
      double sum = 0;
      for (int k = 0; k < NODES; k++) {
        int turns = degree * (2 * k + 1) % (4 * NODES);
        sum += values[k] * Math.cos(Math.PI * turns / (2 * NODES));
      }
      coefficients[degree] = 2 * sum / NODES;
    }
    coefficients[0] /= 2;
    int length = NODES;
    while (length > 2 && Math.abs(coefficients[length - 1]) < NEGLIGIBLE) {
      length--;
    }
    return new ChebyshevSeries(Arrays.copyOf(coefficients, length));
  }

  /** Returns the function at theta in [0, pi], by Clenshaw's recurrence. */
  double at(double theta) {
    double x = theta * (2 / Math.PI) - 1;
    double twice = 2 * x;
    double next = 0;
    double afterNext = 0;
    for (int degree = coefficients.length - 1; degree > 0; degree--) {
      double current = twice * next - afterNext + coefficients[degree];
      afterNext = next;
      next = current;
    }
    return x * next - afterNext + coefficients[0];
  }

  /** Returns the highest degree that counts. */
  int degree() {
    return coefficients.length - 1;
  }
}
