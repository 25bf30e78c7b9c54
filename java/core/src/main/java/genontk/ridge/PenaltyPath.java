package genontk.ridge;

/**
 * What cross-validation found along the penalties, ascending.
 *
 * @param penalty lambda of K + lambda I
 * @param error the mean over people of the squared error of their held-out prediction
 * @param standardError the SD of the fold means over the root of their number, weighted by fold
 *     size
 * @param correlation Pearson's r of held-out predictions and the trait
 * @param degreesOfFreedom the trace of the hat matrix, fixed effects included
 */
public record PenaltyPath(
    double[] penalty,
    double[] error,
    double[] standardError,
    double[] correlation,
    double[] degreesOfFreedom) {

  /** Returns the place of the least error; of equals the largest penalty. */
  int minimum() {
    return least(error);
  }

  /**
   * Returns the place of the largest penalty whose error is within one standard error of the least.
   */
  int oneStandardError() {
    int minimum = minimum();
    int place = minimum;
    for (int k = minimum; k < penalty.length; k++) {
      place = error[k] <= error[minimum] + standardError[minimum] ? k : place;
    }
    return place;
  }

  /** Returns the place of the least of the scores; of equals the last. */
  static int least(double[] scores) {
    int place = 0;
    for (int k = 0; k < scores.length; k++) {
      place = scores[k] <= scores[place] ? k : place;
    }
    return place;
  }
}
