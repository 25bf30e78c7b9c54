package genontk.variance.reml;

import genontk.linalg.small.SmallMatrix;
import java.util.Arrays;

/**
 * What a profile interval is of: one component, or the share of some components in the sum of all.
 *
 * @param members which components count
 * @param isShare whether it is their share in the sum rather than their own
 */
record ProfileGoal(boolean[] members, boolean isShare) {

  static ProfileGoal component(int k, int components) {
    return new ProfileGoal(only(k, components), false);
  }

  static ProfileGoal share(int k, int components) {
    return new ProfileGoal(only(k, components), true);
  }

  /** Returns the share of all kernels together. */
  static ProfileGoal total(int components) {
    boolean[] kernels = new boolean[components];
    Arrays.fill(kernels, 0, components - 1, true);
    return new ProfileGoal(kernels, true);
  }

  private static boolean[] only(int k, int components) {
    boolean[] only = new boolean[components];
    only[k] = true;
    return only;
  }

  double of(double[] components) {
    double sum = 0;
    for (int k = 0; k < components.length; k++) {
      sum += members[k] ? components[k] : 0;
    }
    return isShare ? sum / SmallMatrix.sum(components) : sum;
  }

  /**
   * Returns a for which a's has the sign of goal(s) - level where the goal is a share, and is the
   * goal where it is not.
   */
  double[] direction(double level) {
    double[] direction = new double[members.length];
    for (int k = 0; k < direction.length; k++) {
      direction[k] = (members[k] ? 1 : 0) - (isShare ? level : 0);
    }
    return direction;
  }
}
