package genontk.variance.component;

/**
 * How an estimator ended.
 *
 * @param iterations how many steps it took
 * @param gradientNorm the largest |derivative of the log-likelihood| times the component's standard
 *     deviation, over components that are free or would leave their bound; 0 where nothing was
 *     iterated
 * @param likelihoodChange what a further step promises to add to the log-likelihood; 0 where none
 *     raises it, and where nothing was iterated
 * @param converged whether both are within tolerance; an estimator that iterates in vain throws
 *     instead
 */
public record Convergence(
    int iterations, double gradientNorm, double likelihoodChange, boolean converged) {

  /** Returns the end of an estimator that solves equations once. */
  public static Convergence direct() {
    return new Convergence(1, 0, 0, true);
  }

  /**
   * Returns the end of repeated scoring steps from weights w to the solution of S s = u. The
   * gradient at w is S (s - w) / 2 and the information S / 2.
   *
   * @param matrix S at w
   * @param from w
   * @param solution the solution of S s = u
   * @param to the solution, projected if components may not be negative
   */
  public static Convergence ofScoring(
      int iterations, double[][] matrix, double[] from, double[] solution, double[] to) {
    double norm = 0;
    double change = 0;
    for (int k = 0; k < from.length; k++) {
      double gradient = 0;
      double curvature = 0;
      for (int j = 0; j < from.length; j++) {
        gradient += matrix[k][j] * (solution[j] - from[j]) / 2;
        curvature += matrix[k][j] * (to[j] - from[j]) / 2;
      }
      boolean held = to[k] == 0 && gradient < 0;
      norm = held ? norm : Math.max(norm, Math.abs(gradient) / Math.sqrt(matrix[k][k] / 2));
      change += (to[k] - from[k]) * (gradient - curvature / 2);
    }
    return new Convergence(iterations, norm, change, true);
  }
}
