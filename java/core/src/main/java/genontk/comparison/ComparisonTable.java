package genontk.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Scores of every method on every split.
 *
 * @param methods their names
 * @param correlation Pearson's r, a row a method, a column a split
 * @param squaredError mean squared errors
 * @param auc areas under the curve of a trait with the values 0 and 1, else NaN
 * @param messages what is to be known of them, null for nothing
 * @param testRatio the mean of test people over training people
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
   * @param standardError its standard error for splits that share their people, root of (1/R + test
   *     people / training people) times the variance between splits (Nadeau and Bengio 2003); NaN
   *     of one split
   * @param splits R, how many have one
   */
  public record Mean(double mean, double standardError, int splits) {}

  /** Returns the mean of a row of scores. */
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
   */
  public Mean difference(double[][] scores, int method, int reference) {
    double[] differences = new double[scores[method].length];
    Arrays.setAll(differences, k -> scores[method][k] - scores[reference][k]);
    return mean(differences);
  }
}
