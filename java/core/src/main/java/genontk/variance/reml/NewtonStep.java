package genontk.variance.reml;

import genontk.linalg.small.NonNegative;
import genontk.linalg.small.SmallMatrix;
import java.util.Arrays;

/** Steps of Newton's method on the information of a few components, and their lengths. */
final class NewtonStep {

  private NewtonStep() {}

  /**
   * Returns the step to the minimum of the quadratic model over non-negative components.
   *
   * @param s the components that the step starts from
   */
  static double[] bounded(double[][] information, double[] gradient, double[] s) {
    double[] linear = SmallMatrix.times(information, s);
    for (int k = 0; k < linear.length; k++) {
      linear[k] += gradient[k];
    }
    double[] target = NonNegative.minimum(information, linear, s);
    for (int k = 0; k < target.length; k++) {
      target[k] -= s[k];
    }
    return target;
  }

  /**
   * Returns the step to the minimum of the quadratic model, with as much added to the diagonal as
   * makes that possible; no step where nothing does.
   */
  static double[] free(double[][] information, double[] gradient) {
    double[][] regular = information;
    for (double ridge = 1e-10; ridge < 1; ridge *= 10) {
      double[][] factor = SmallMatrix.factor(regular);
      if (factor != null) {
        return SmallMatrix.solve(factor, gradient);
      }
      regular = SmallMatrix.combine(1, information, 0, information);
      for (int k = 0; k < regular.length; k++) {
        regular[k][k] *= 1 + ridge;
      }
    }
    return new double[gradient.length];
  }

  /** Returns whether V changes by at most a share of itself in every direction. */
  static boolean isShort(double[] step, double[] components, double share) {
    boolean isShort = true;
    for (int k = 0; k < step.length; k++) {
      isShort &= Math.abs(step[k]) <= share * components[k];
    }
    return isShort;
  }

  /** Returns the largest absolute value. */
  static double largest(double[] x) {
    return Arrays.stream(x).map(Math::abs).max().orElse(0);
  }

  /** Returns the sum of absolute values. */
  static double total(double[] x) {
    return Arrays.stream(x).map(Math::abs).sum();
  }
}
