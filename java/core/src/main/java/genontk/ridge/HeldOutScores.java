package genontk.ridge;

/** Scores of the errors of people held out, for one trait. */
final class HeldOutScores {

  private final double[] y;
  private final PersonWeights weights;
  private final FoldPlan plan;

  HeldOutScores(double[] y, PersonWeights weights, FoldPlan plan) {
    this.y = y;
    this.weights = weights;
    this.plan = plan;
  }

  /** A mean squared error with its standard error, and the correlation with the trait. */
  record Summary(double error, double standardError, double correlation) {}

  /**
   * Summarises errors; means are weighted.
   *
   * @param errors y - yhat of each person in each round, round by round
   */
  Summary of(double[] errors) {
    int n = y.length;
    int rounds = plan.rounds().size();
    double weight = weights.total();
    double error = 0;
    double variance = 0;
    double[] predicted = new double[errors.length];
    double[] observed = new double[errors.length];
    for (int round = 0; round < rounds; round++) {
      Folds folds = plan.rounds().get(round);
      double[] sums = new double[folds.count()];
      double[] sizes = new double[folds.count()];
      double total = 0;
      for (int i = 0; i < n; i++) {
        double value = errors[round * n + i];
        double square = weights.weight(i) * (value * value);
        sums[folds.labels()[i]] += square;
        sizes[folds.labels()[i]] += weights.weight(i);
        total += square;
        predicted[round * n + i] = y[i] - value;
        observed[round * n + i] = y[i];
      }
      error += total / weight / rounds;
      variance += squaredStandardError(sums, sizes, total / weight) / rounds;
    }
    return new Summary(
        error, Math.sqrt(variance), Correlation.weighted(predicted, observed, weights));
  }

  private double squaredStandardError(double[] sums, double[] sizes, double mean) {
    double sum = 0;
    for (int fold = 0; fold < sums.length; fold++) {
      double difference = sums[fold] / sizes[fold] - mean;
      sum += difference * difference * sizes[fold] / weights.total();
    }
    return sum / (sums.length - 1);
  }

  /** Returns the mean over rounds of each person's error. */
  double[] meanOverRounds(double[] errors) {
    double[] mean = new double[y.length];
    for (int i = 0; i < errors.length; i++) {
      mean[i % mean.length] += errors[i] / plan.rounds().size();
    }
    return mean;
  }
}
