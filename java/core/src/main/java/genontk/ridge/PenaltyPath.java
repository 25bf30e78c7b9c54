package genontk.ridge;

import genontk.design.WorkingTrait;

/**
 * The results of cross-validation at the penalties of one kernel, ascending.
 *
 * @param kernel the name of the candidate
 * @param shares of the variance that each kernel of a mixture has, 1 for a single kernel
 * @param penalty lambda; in a mixture the kernels are scaled to c = 1
 * @param error the weighted mean over people (and rounds) of the squared error of their held-out
 *     prediction
 * @param standardError the SD of the fold means over the root of their number, folds weighted by
 *     their sum of weights; the root mean square over rounds, because rounds share their people
 * @param correlation Pearson's weighted r of held-out predictions and trait, pooled over rounds
 * @param degreesOfFreedom the trace of the hat matrix, fixed effects included; by Lanczos steps NaN
 *     above {@value HatTrace#MOST_PEOPLE} people, where a trace would cost more than the path,
 *     unless it was asked for
 * @param route by which the path was computed
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

  /** Returns the path of a trait from that of its working values. */
  PenaltyPath of(WorkingTrait trait) {
    return new PenaltyPath(
        kernel,
        shares,
        penalty,
        trait.squared(error),
        trait.squared(standardError),
        correlation,
        degreesOfFreedom,
        route);
  }

  /** Returns the place of the largest penalty within one standard error of the least error. */
  int withinOneStandardError(int minimum) {
    int place = minimum;
    for (int k = minimum; k < penalty.length; k++) {
      place = error[k] <= error[minimum] + standardError[minimum] ? k : place;
    }
    return place;
  }

  /** Returns the place of the least score, the last among equals. */
  static int least(double[] scores) {
    int place = 0;
    for (int k = 0; k < scores.length; k++) {
      place = scores[k] <= scores[place] ? k : place;
    }
    return place;
  }
}
