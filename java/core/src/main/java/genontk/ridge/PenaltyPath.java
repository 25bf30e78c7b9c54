package genontk.ridge;

/**
 * What cross-validation found along the penalties of one kernel, ascending.
 *
 * @param kernel the name of the candidate
 * @param shares of the variance that each kernel of a mixture has, 1 for a single kernel
 * @param penalty lambda of K + lambda I; of a mixture, K is scaled to c = 1
 * @param error the mean over people (and rounds) of the squared error of their held-out prediction
 * @param standardError the SD of the fold means over the root of their number, weighted by fold
 *     size; with several rounds the root mean square of theirs, as rounds share their people
 * @param correlation Pearson's r of held-out predictions and the trait, pooled over rounds
 * @param degreesOfFreedom the trace of the hat matrix, fixed effects included; NaN by way of
 *     Lanczos above {@value HatTrace#MOST_PEOPLE} people, where a trace would cost more than the
 *     path, unless it was asked for
 * @param route how it was computed
 */
public record PenaltyPath(
    String kernel,
    double[] shares,
    double[] penalty,
    double[] error,
    double[] standardError,
    double[] correlation,
    double[] degreesOfFreedom,
    Route route) {

  /** Returns the share of the first kernel of a mixture, NaN for a single kernel. */
  public double share() {
    return Shares.first(shares);
  }

  /**
   * Returns the place of the largest penalty whose error is within one standard error of that at
   * the place of the least.
   */
  int withinOneStandardError(int minimum) {
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
