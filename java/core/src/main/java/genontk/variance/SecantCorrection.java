package genontk.variance;

/**
 * What is added to the average information so that it explains how the gradient changed between the
 * points seen: symmetric rank-one updates (Conn, Gould and Toint 1991).
 */
final class SecantCorrection {

  /** Below this squared cosine of step and error a secant teaches nothing. */
  private static final double LEAST_COSINE = 1e-6;

  private double[][] correction;

  SecantCorrection(double[][] correction) {
    this.correction = correction;
  }

  static SecantCorrection none(int size) {
    return new SecantCorrection(new double[size][size]);
  }

  /** Returns one that learns apart. */
  SecantCorrection copy() {
    return new SecantCorrection(correction);
  }

  /**
   * Returns the information of a point, corrected where that leaves it positive definite.
   *
   * @param face the components looked at
   */
  double[][] information(LikelihoodPoint point, int[] face) {
    double[][] average = SmallMatrix.select(point.information(), face);
    double[][] corrected = SmallMatrix.combine(1, average, 1, SmallMatrix.select(correction, face));
    return SmallMatrix.factor(corrected) == null ? average : corrected;
  }

  /** Learns from a move; components that are not {@code free} have no derivatives. */
  void learn(LikelihoodPoint from, LikelihoodPoint to, boolean[] free) {
    int n = free.length;
    double[] move = new double[n];
    double[] left = new double[n];
    for (int i = 0; i < n; i++) {
      move[i] = to.components()[i] - from.components()[i];
    }
    double[] explained =
        SmallMatrix.times(SmallMatrix.combine(1, to.information(), 1, correction), move);
    for (int i = 0; i < n; i++) {
      left[i] = free[i] ? from.gradient()[i] - to.gradient()[i] - explained[i] : 0;
    }
    double along = SmallMatrix.dot(left, move);
    double lengths = SmallMatrix.dot(left, left) * SmallMatrix.dot(move, move);
    if (along * along > LEAST_COSINE * lengths) {
      double[][] next = SmallMatrix.combine(1, correction, 0, correction);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          next[i][j] += left[i] * left[j] / along;
        }
      }
      correction = next;
    }
  }
}
