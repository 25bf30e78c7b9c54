package genontk.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The scores of every method on every split.
 *
 * @param methods the names of the methods
 * @param correlation Pearson's r, one row per method, one column per split
 * @param squaredError the mean squared errors, likewise
 * @param auc the areas under the curve for a trait with the values 0 and 1, or 1 and 2, else NaN
 * @param messages the messages about the scores, null if there is none
 * @param testRatio the ratio of test to training people, averaged over the splits
 */
public record ComparisonTable(
    List<String> methods,
    double[][] correlation,
    double[][] squaredError,
    double[][] auc,
    String[][] messages,
    double testRatio) {

  static ComparisonTable of(List<String> methods, Scores[][] scores, List<Split> splits) {
    double ratio =
        splits.stream()
            .mapToDouble(split -> (double) split.test().length / split.training().length)
            .average()
            .orElse(Double.NaN);
    return new ComparisonTable(
        methods,
        column(scores, Scores::correlation),
        column(scores, Scores::squaredError),
        column(scores, Scores::auc),
        Arrays.stream(scores)
            .map(row -> Arrays.stream(row).map(Scores::message).toArray(String[]::new))
            .toArray(String[][]::new),
        ratio);
  }

  private static double[][] column(Scores[][] scores, ToDoubleFunction<Scores> which) {
    return Arrays.stream(scores)
        .map(row -> Arrays.stream(row).mapToDouble(which).toArray())
        .toArray(double[][]::new);
  }

  /**
   * The mean of a score over the splits that have one.
   *
   * @param mean the mean, NaN where there is none
   * @param standardError the standard error of the mean for splits that share their people: the
   *     root of (1/R + test people / training people) times the variance between splits (Nadeau and
   *     Bengio 2003); NaN for one split
   * @param splits R, the number of splits that have a score
   */
  public record Mean(double mean, double standardError, int splits) {}

  /** Returns the mean of a row of scores (splits), NaN where a split has none. */
  public Mean mean(double[] row) {
    double[] present = Arrays.stream(row).filter(value -> !Double.isNaN(value)).toArray();
    double mean = Arrays.stream(present).average().orElse(Double.NaN);
    double squares = Arrays.stream(present).map(value -> (value - mean) * (value - mean)).sum();
    double variance = squares / (present.length - 1);
    double standardError = Math.sqrt((1.0 / present.length + testRatio) * variance);
    return new Mean(mean, present.length > 1 ? standardError : Double.NaN, present.length);
  }

  /**
   * Returns the mean of the paired differences of a method's scores from those of another, over the
   * splits in which both have one.
   *
   * @param scores one of the tables of scores (methods x splits)
   * @param method the row of the method
   * @param reference the row of the other
   */
  public Mean difference(double[][] scores, int method, int reference) {
    double[] differences = new double[scores[method].length];
    Arrays.setAll(differences, k -> scores[method][k] - scores[reference][k]);
    return mean(differences);
  }
}
