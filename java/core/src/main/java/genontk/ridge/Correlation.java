package genontk.ridge;

/** Pearson's correlation. */
public final class Correlation {

  private Correlation() {}

  /** Returns r of two equally long vectors, NaN where one does not vary. */
  public static double pearson(double[] x, double[] y) {
    return weighted(x, y, PersonWeights.of(x.length, null));
  }

  /**
   * Returns the weighted r.
   *
   * @param x n numbers, or n for each of several rounds
   * @param y as many
   */
  static double weighted(double[] x, double[] y, PersonWeights weights) {
    int n = weights.people();
    double total = n == 0 ? 0 : weights.total() * (x.length / n);
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      double weight = weights.weight(i % n);
      meanX += weight * x[i] / total;
      meanY += weight * y[i] / total;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      double weight = weights.weight(i % n);
      xx += weight * (x[i] - meanX) * (x[i] - meanX);
      xy += weight * (x[i] - meanX) * (y[i] - meanY);
      yy += weight * (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
