package genontk.ridge;

import genontk.error.InvalidInput;
import java.util.Arrays;

/**
 * The penalties to try.
 *
 * <p>The default has 25 penalties from 1e-4 to 1e3 times the mean diagonal of K, weighted by the
 * weights of people. It is extended by about a decade at a time where the least error is at one of
 * its ends. A user's own grid stays as given.
 *
 * @param given a user's penalties, ascending, or null for the default
 */
record PenaltyGrid(double[] given) {

  private static final int COUNT = 25;
  private static final double LOG10_LOWEST = -4;
  private static final double LOG10_HIGHEST = 3;
  private static final double LOG10_STEP = (LOG10_HIGHEST - LOG10_LOWEST) / (COUNT - 1);

  /** The steps of the grid in a decade, rounded up. */
  private static final int STEPS_PER_DECADE = 4;

  /** The number of decades added at an end: to about 1e-8 or 1e6 times the mean diagonal. */
  private static final int MOST_DECADES = 3;

  /**
   * Checks a user's penalties and sorts them.
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

  /** Returns whether this is the default grid, which may be extended. */
  boolean isDefault() {
    return given == null;
  }

  /** Returns the penalties for a kernel, ascending. */
  double[] penalties(double meanDiagonal) {
    return isDefault() ? steps(meanDiagonal, 0, COUNT) : given;
  }

  /** Returns the next decade below, empty where the grid is not extended further. */
  double[] below(double meanDiagonal, int decadesBefore) {
    int first = -STEPS_PER_DECADE * (decadesBefore + 1);
    return steps(meanDiagonal, first, decadesBefore < MOST_DECADES ? STEPS_PER_DECADE : 0);
  }

  /** Returns the next decade above, empty where the grid is not extended further. */
  double[] above(double meanDiagonal, int decadesBefore) {
    int first = COUNT + STEPS_PER_DECADE * decadesBefore;
    return steps(meanDiagonal, first, decadesBefore < MOST_DECADES ? STEPS_PER_DECADE : 0);
  }

  private static double[] steps(double meanDiagonal, int first, int count) {
    double[] steps = new double[count];
    for (int k = 0; k < count; k++) {
      steps[k] = meanDiagonal * Math.pow(10, LOG10_LOWEST + LOG10_STEP * (first + k));
    }
    return steps;
  }
}
