package genontk.ridge;

import genontk.linalg.Vectors;

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
    double unitX = Vectors.unit(x);
    double unitY = Vectors.unit(y);
    double total = n == 0 ? 0 : weights.total() * (x.length / n);
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      double weight = weights.weight(i % n);
      meanX += weight * (x[i] / unitX) / total;
      meanY += weight * (y[i] / unitY) / total;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      double weight = weights.weight(i % n);
      double fromX = x[i] / unitX - meanX;
      double fromY = y[i] / unitY - meanY;
      xx += weight * fromX * fromX;
      xy += weight * fromX * fromY;
      yy += weight * fromY * fromY;
    }
    return xy / (Math.sqrt(xx) * Math.sqrt(yy));
  }
}
