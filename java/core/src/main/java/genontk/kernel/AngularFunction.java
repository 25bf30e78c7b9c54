package genontk.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import genontk.linalg.Device;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A function f of the cosine rho of two people, evaluated without an arc cosine.
 *
 * <p>Kernels of ReLU networks behave like sqrt(1 - |rho|) at rho = 1 and -1 and are smooth between
 * them. With the gap t = sqrt((1 - |rho|) / 2) the functions
 *
 * <pre>
 *   E(t) = (f(|rho|) + f(-|rho|)) / 2   and   O(t) = (f(|rho|) - f(-|rho|)) / (2 |rho|)
 * </pre>
 *
 * <p>are analytic on [0, sqrt(1/2)]. So f = E(t) + rho O(t) takes two polynomials, one square root
 * and no branch at any depth of the network. The polynomials are Chebyshev interpolants in x = 2
 * sqrt(2) t - 1, written in powers of x. Their nearest singularity t = 1 is at x = 1.83, so the
 * coefficients decrease and nothing cancels.
 *
 * <p>Unrelated people have a small rho. If |rho| is at most 1/4 (or 1/2) for all pairs at hand, one
 * polynomial in rho is enough: its singularities are 4 (or 2) times as far away as its range.
 */
final class AngularFunction {

  /** Error at most 2e-15 at any depth; more nodes near rho = 0, where O is 0/0, only add noise. */
  private static final int GAP_NODES = 26;

  /** Number of nodes of the polynomials in rho. */
  private static final int COSINE_NODES = 32;

  private static final double[] COSINE_LIMITS = {0.25, 0.5};
  private static final double NEGLIGIBLE = 4e-16;
  private static final double STRETCH = 2 * Math.sqrt(2);
  private static final int ROUNDINGS = 8;

  /** Whether the processor has a fused multiply-add; without it Java's is slow. */
  private static final boolean FUSED = isFused();

  private static final int POWERS_PER_SWEEP = 4;

  private final double[] even;
  private final double[] odd;
  private final double[][] central;

  /**
   * Makes the polynomials.
   *
   * @param ofAngle f as a function of the angle theta = acos rho in [0, pi]; its value at 0 is kept
   *     exactly
   */
  AngularFunction(DoubleUnaryOperator ofAngle) {
    double[] evenValues = new double[GAP_NODES];
    double[] oddValues = new double[GAP_NODES];
    for (int k = 0; k < GAP_NODES; k++) {
      double gap = (node(k, GAP_NODES) + 1) / STRETCH;
      double angle = 2 * Math.asin(gap);
      double near = ofAngle.applyAsDouble(angle);
      double far = ofAngle.applyAsDouble(Math.PI - angle);
      evenValues[k] = (near + far) / 2;
      oddValues[k] = (near - far) / (2 * Math.cos(angle));
    }
    even = powers(interpolate(evenValues), 1);
    odd = powers(interpolate(oddValues), 1);
    double one = ofAngle.applyAsDouble(0);
    for (int k = 0; k < ROUNDINGS && at(1, 0) != one; k++) {
      even[even.length - 1] += one - at(1, 0);
    }
    central = new double[COSINE_LIMITS.length][];
    Arrays.setAll(central, i -> aroundZero(ofAngle, COSINE_LIMITS[i]));
  }

  private static double[] aroundZero(DoubleUnaryOperator ofAngle, double limit) {
    double[] values = new double[COSINE_NODES];
    Arrays.setAll(values, k -> ofAngle.applyAsDouble(Math.acos(limit * node(k, COSINE_NODES))));
    return powers(interpolate(values), limit);
  }

  /** Returns a zero of the Chebyshev polynomial of degree {@code nodes}. */
  private static double node(int k, int nodes) {
    return Math.cos(Math.PI * (k + 0.5) / nodes);
  }

  /** Returns the Chebyshev coefficients without negligible ones at the end. */
  private static double[] interpolate(double[] values) {
    int nodes = values.length;
    double[] coefficients = new double[nodes];
    for (int degree = 0; degree < nodes; degree++) {
      double sum = 0;
      for (int k = 0; k < nodes; k++) {
        int turns = degree * (2 * k + 1) % (4 * nodes);
        sum += values[k] * Math.cos(Math.PI * turns / (2 * nodes));
      }
      coefficients[degree] = (degree == 0 ? 1 : 2) * sum / nodes;
    }
    int length = nodes;
    while (length > 1 && Math.abs(coefficients[length - 1]) < NEGLIGIBLE) {
      length--;
    }
    return Arrays.copyOf(coefficients, length);
  }

  private static boolean isFused() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return machine != null && Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  /**
   * Returns the coefficients of 1, x, x^2, ... from the highest power down, as many as whole sweeps
   * take, of polynomials in x / limit.
   */
  private static double[] powers(double[] chebyshev, double limit) {
    double[] sum = new double[chebyshev.length];
    double[] before = new double[chebyshev.length];
    double[] current = new double[chebyshev.length];
    current[0] = 1;
    for (int degree = 0; degree < chebyshev.length; degree++) {
      double[] next = new double[chebyshev.length];
      for (int power = 0; power < chebyshev.length; power++) {
        sum[power] += chebyshev[degree] * current[power];
        double shifted = power == 0 ? 0 : current[power - 1];
        next[power] = (degree == 0 ? 1 : 2) * shifted - before[power];
      }
      before = current;
      current = next;
    }
    int sweeps = (sum.length - 1 + POWERS_PER_SWEEP - 1) / POWERS_PER_SWEEP;
    double[] descending = new double[1 + sweeps * POWERS_PER_SWEEP];
    for (int power = 0; power < sum.length; power++) {
      descending[descending.length - 1 - power] = sum[power] / Math.pow(limit, power);
    }
    return descending;
  }

  /** Writes the value of each pair to {@code out}, from place {@code start} on. */
  void evaluate(Pairs pairs, double[] out, int start) {
    int count = pairs.count();
    double[] evenPart = pairs.scratch(1);
    for (int i = 0; i < central.length; i++) {
      if (pairs.cosineBound() <= COSINE_LIMITS[i]) {
        polynomial(central[i], pairs.cosines(), evenPart, count);
        System.arraycopy(evenPart, 0, out, start, count);
        return;
      }
    }
    double[] x = pairs.scratch(0);
    double[] gaps = pairs.gaps();
    for (int k = 0; k < count; k++) {
      x[k] = STRETCH * gaps[k] - 1;
    }
    double[] oddPart = pairs.scratch(2);
    polynomial(even, x, evenPart, count);
    polynomial(odd, x, oddPart, count);
    combine(evenPart, pairs.cosines(), oddPart, count, out, start);
  }

  /** Applies Horner's rule, some powers per sweep: short loops become vector instructions. */
  private static void polynomial(double[] coefficients, double[] x, double[] sum, int count) {
    Arrays.fill(sum, 0, count, coefficients[0]);
    for (int degree = 1; degree < coefficients.length; degree += POWERS_PER_SWEEP) {
      double a = coefficients[degree];
      double b = coefficients[degree + 1];
      double c = coefficients[degree + 2];
      double d = coefficients[degree + 3];
      if (FUSED) {
        fusedSweep(x, sum, a, b, c, d, count);
      } else {
        sweep(x, sum, a, b, count);
        sweep(x, sum, c, d, count);
      }
    }
  }

  private static void fusedSweep(
      double[] x, double[] sum, double a, double b, double c, double d, int count) {
    for (int k = 0; k < count; k++) {
      double square = Math.fma(Math.fma(sum[k], x[k], a), x[k], b);
      sum[k] = Math.fma(Math.fma(square, x[k], c), x[k], d);
    }
  }

  private static void sweep(double[] x, double[] sum, double first, double second, int count) {
    for (int k = 0; k < count; k++) {
      sum[k] = (sum[k] * x[k] + first) * x[k] + second;
    }
  }

  private static void combine(
      double[] even, double[] cosines, double[] odd, int count, double[] out, int start) {
    for (int k = 0; k < count; k++) {
      out[start + k] = even[k] + cosines[k] * odd[k];
    }
  }

  /** Returns the value of each pair, on the device of the pairs. */
  Device.Array evaluate(DevicePairs pairs) {
    try (Device.Array x = pairs.gaps().copy().linear(STRETCH, -1);
        Device.Array oddPart = polynomial(odd, x).multiply(pairs.cosines())) {
      return polynomial(even, x).add(oddPart);
    }
  }

  private static Device.Array polynomial(double[] coefficients, Device.Array x) {
    Device.Array sum = x.copy().linear(0, coefficients[0]);
    for (int degree = 1; degree < coefficients.length; degree++) {
      sum.multiply(x).linear(1, coefficients[degree]);
    }
    return sum;
  }

  /** Returns the value of one pair. */
  private double at(double cosine, double gap) {
    double x = STRETCH * gap - 1;
    return horner(even, x) + cosine * horner(odd, x);
  }

  private static double horner(double[] coefficients, double x) {
    double sum = coefficients[0];
    for (int degree = 1; degree < coefficients.length; degree++) {
      double next = coefficients[degree];
      sum = FUSED ? Math.fma(sum, x, next) : sum * x + next;
    }
    return sum;
  }
}
