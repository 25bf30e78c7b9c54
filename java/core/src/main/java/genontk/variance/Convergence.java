package genontk.variance;

/**
 * How an estimator ended.
 *
 * @param iterations how many steps it took
 * @param gradientNorm the largest |derivative of the log-likelihood| times the component's standard
 *     deviation, over components that are free or would leave their bound; 0 where nothing was
 *     iterated
 * @param likelihoodChange the change of the log-likelihood in the last step; 0 where nothing was
 *     iterated
 * @param converged whether both are within tolerance; an estimator that iterates in vain throws
 *     instead
 */
public record Convergence(
    int iterations, double gradientNorm, double likelihoodChange, boolean converged) {

  /** Returns the end of an estimator that solves equations once. */
  static Convergence direct() {
    return new Convergence(1, 0, 0, true);
  }
}
