package genontk.ridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shares that the kernels of a mixture may have of its variance. */
final class Shares {

  private static final int STEPS_OF_TWO = 10;

  /**
   * With three kernels, shares go by .2: 21 mixtures, twice as many as two kernels have. Steps of
   * .1 would be 66.
   */
  private static final int STEPS_OF_THREE = 5;

  private Shares() {}

  /** Returns the default shares of the first of two kernels: 0, .1, ..., 1. */
  static double[] ofFirst() {
    double[] shares = new double[STEPS_OF_TWO + 1];
    Arrays.setAll(shares, k -> (double) k / STEPS_OF_TWO);
    return shares;
  }

  /**
   * Returns the shares to be tried, one for each kernel, the first ascending.
   *
   * @param kernels the number of kernels, one to three
   * @param ofFirst the shares of the first of two kernels
   */
  static List<double[]> of(int kernels, double[] ofFirst) {
    return switch (kernels) {
      case 1 -> List.of(new double[] {1});
      case 2 -> Arrays.stream(ofFirst).mapToObj(share -> new double[] {share, 1 - share}).toList();
      default -> ofThree();
    };
  }

  private static List<double[]> ofThree() {
    List<double[]> shares = new ArrayList<>();
    for (int first = 0; first <= STEPS_OF_THREE; first++) {
      for (int second = 0; first + second <= STEPS_OF_THREE; second++) {
        double[] steps = {first, second, STEPS_OF_THREE - first - second};
        shares.add(Arrays.stream(steps).map(step -> step / STEPS_OF_THREE).toArray());
      }
    }
    return shares;
  }

  /** Returns the share of the first kernel of a mixture, NaN for a single kernel. */
  static double first(double[] shares) {
    return shares.length == 1 ? Double.NaN : shares[0];
  }
}
