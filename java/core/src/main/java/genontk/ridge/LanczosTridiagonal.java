package genontk.ridge;

import genontk.error.NotPositiveDefinite;
import java.util.Arrays;

/** The tridiagonal matrix T_k that Lanczos steps make of a kernel, a row and column per step. */
final class LanczosTridiagonal {

  /** Ritz values down to minus this share of the largest count as rounding. */
  private static final double NEGATIVE_ROUNDING = 1e-6;

  private double[] diagonal = new double[32];
  private double[] beside = new double[33];
  private int steps;

  /**
   * Adds the row and column of a step.
   *
   * @param along the element on the diagonal
   */
  void add(double along) {
    diagonal = grown(diagonal, steps + 1);
    beside = grown(beside, steps + 2);
    diagonal[steps++] = along;
  }

  /** Sets the element between the newest step and the next. */
  void setNext(double value) {
    beside[steps] = value;
  }

  private static double[] grown(double[] x, int length) {
    return length <= x.length ? x : Arrays.copyOf(x, 2 * length);
  }

  /** Returns the number of steps. */
  int steps() {
    return steps;
  }

  /** Returns a bound of |T_k|. */
  double size() {
    double size = 0;
    for (int j = 0; j < steps; j++) {
      size =
          Math.max(size, Math.abs(diagonal[j]) + beside[j] + (j + 1 < steps ? beside[j + 1] : 0));
    }
    return size;
  }

  /** Returns |residual| of a solution, from its coefficients. */
  double residual(double[] coefficients) {
    return beside[steps] * Math.abs(coefficients[steps - 1]);
  }

  /** Returns (T_k + lambda I)^-1 e_1 |b|, by LDL'. */
  double[] solve(double penalty, double length) {
    double[] pivots = new double[steps];
    double[] x = new double[steps];
    for (int j = 0; j < steps; j++) {
      double factor = j == 0 ? 0 : beside[j] / pivots[j - 1];
      pivots[j] = diagonal[j] + penalty - factor * beside[j];
      x[j] = j == 0 ? length : -factor * x[j - 1];
      if (!(pivots[j] > 0)) {
        throw notPositive();
      }
    }
    for (int j = steps - 1; j >= 0; j--) {
      double later = j + 1 < steps ? beside[j + 1] * x[j + 1] : 0;
      x[j] = (x[j] - later) / pivots[j];
    }
    return x;
  }

  /**
   * Checks that no eigenvalue of T_k is below zero.
   *
   * @throws NotPositiveDefinite if one is, as one of the kernel then is
   */
  void requirePositive() {
    double shift = NEGATIVE_ROUNDING * size();
    double pivot = Double.POSITIVE_INFINITY;
    for (int j = 0; j < steps; j++) {
      pivot = diagonal[j] + shift - (j == 0 ? 0 : beside[j] * beside[j] / pivot);
      if (!(pivot > 0)) {
        throw notPositive();
      }
    }
  }

  private static NotPositiveDefinite notPositive() {
    return new NotPositiveDefinite(
        "The kernel has an eigenvalue below zero; a covariance has none. Give a positive"
            + " semidefinite kernel, for instance K + c I.");
  }
}
