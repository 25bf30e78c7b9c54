package genontk.ridge;

import genontk.error.InvalidInput;
import java.util.Arrays;

/**
 * The penalties to try.
 *
 * <p>The default has 25 from 1e-4 to 1e3 times tr(K)/n, and goes on by about a decade at a time
 * where the least error is at one of its ends. A user's own stay as they are.
 *
 * @param given a user's penalties, ascending, or null for the default
 */
record PenaltyGrid(double[] given) {

  private static final int COUNT = 25;
  private static final double LOG10_LOWEST = -4;
  private static final double LOG10_HIGHEST = 3;
  private static final double LOG10_STEP = (LOG10_HIGHEST - LOG10_LOWEST) / (COUNT - 1);

  /** How many steps of the grid a decade is, rounded up. */
  private static final int DECADE = 4;

  /** How often the grid goes on at an end: to about 1e-8 or 1e6 times tr(K)/n. */
  private static final int MOST_DECADES = 3;

  /**
   * Checks a user's penalties and puts them in order.
   *
   * @throws InvalidInput if one is not a finite number above 0
   */
  PenaltyGrid {
    if (given != null) {
      given = given.clone();
      Arrays.sort(given);
      if (given.length == 0 || !(given[0] > 0) || !Double.isFinite(given[given.length - 1])) {
        throw InvalidInput.of(
            "penalty = %s was given; allowed are finite numbers above 0 (one, or a grid), or none"
                + " for the default grid.",
            Arrays.toString(given));
      }
    }
  }

  /** Returns whether it may go on. */
  boolean isDefault() {
    return given == null;
  }

  /** Returns the penalties for a kernel, ascending. */
  double[] penalties(double meanDiagonal) {
    return isDefault() ? steps(meanDiagonal, 0, COUNT) : given;
  }

  /** Returns the next decade below, which is empty where the grid goes no further. */
  double[] below(double meanDiagonal, int decadesBefore) {
    int first = -DECADE * (decadesBefore + 1);
    return steps(meanDiagonal, first, decadesBefore < MOST_DECADES ? DECADE : 0);
  }

  /** Returns the next decade above, which is empty where the grid goes no further. */
  double[] above(double meanDiagonal, int decadesBefore) {
    int first = COUNT + DECADE * decadesBefore;
    return steps(meanDiagonal, first, decadesBefore < MOST_DECADES ? DECADE : 0);
  }

  private static double[] steps(double meanDiagonal, int first, int count) {
    double[] steps = new double[count];
    for (int k = 0; k < count; k++) {
      steps[k] = meanDiagonal * Math.pow(10, LOG10_LOWEST + LOG10_STEP * (first + k));
    }
    return steps;
  }
}
