package genontk.comparison;

import genontk.ridge.Correlation;
import genontk.variance.component.TwoClasses;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The agreement of predictions with a trait.
 *
 * @param correlation Pearson's r, NaN where one does not vary
 * @param squaredError the mean squared error
 * @param auc the area under the curve for a trait with the values 0 and 1, or 1 and 2, else NaN:
 *     the probability that a case is predicted above a control, ties counted half (Hanley and
 *     McNeil 1982)
 * @param message a message about the scores, or null
 */
public record Scores(double correlation, double squaredError, double auc, String message) {

  /** Returns the scores of a method that failed. */
  static Scores failed(String message) {
    return new Scores(Double.NaN, Double.NaN, Double.NaN, message);
  }

  /**
   * Scores a method. Predictions that are the same for everyone tell nobody apart: their
   * correlation counts as 0, just as their area under the curve is 1/2. Without these scores, a
   * method would gain by giving up on a hard split.
   */
  static Scores ofMethod(double[] predicted, double[] y) {
    if (!Arrays.stream(predicted).allMatch(Double::isFinite)) {
      return failed("A prediction is missing or infinite.");
    }
    Scores scores = of(predicted, y);
    if (Arrays.stream(predicted).distinct().limit(2).count() > 1) {
      return scores;
    }
    return new Scores(
        0,
        scores.squaredError,
        scores.auc,
        "The predictions are the same for everyone; their correlation counts as 0.");
  }

  /**
   * Scores predictions.
   *
   * @param predicted the predictions (n)
   * @param y the trait (n)
   */
  public static Scores of(double[] predicted, double[] y) {
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      squares += (y[i] - predicted[i]) * (y[i] - predicted[i]) / y.length;
    }
    return new Scores(Correlation.pearson(predicted, y), squares, auc(predicted, y), null);
  }

  /** Computes the area under the curve from the sum of the cases' ranks (Mann and Whitney 1947). */
  private static double auc(double[] predicted, double[] trait) {
    double[] y = TwoClasses.asZeroAndOne(trait);
    if (!Arrays.stream(y).allMatch(value -> value == 0 || value == 1)) {
      return Double.NaN;
    }
    int[] order =
        IntStream.range(0, y.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> predicted[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double ranks = 0;
    double cases = 0;
    for (int from = 0; from < order.length; ) {
      int end = from;
      double own = 0;
      while (end < order.length && predicted[order[end]] == predicted[order[from]]) {
        own += y[order[end]];
        end++;
      }
      ranks += own * (from + end + 1) / 2.0;
      cases += own;
      from = end;
    }
    return (ranks - cases * (cases + 1) / 2) / (cases * (y.length - cases));
  }
}
