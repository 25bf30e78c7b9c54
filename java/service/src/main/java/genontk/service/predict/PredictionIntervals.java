package genontk.service.predict;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.service.model.FittedModel;
import genontk.service.model.ModelCovariance;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Intervals of new people's predictions (Henderson 1975): yhat* -+ t_{n-q} sqrt of
 *
 * <pre>  s_e + g** - g*'V^-1 g* + d'(Z'V^-1 Z)^-1 d,  d = z* - Z'V^-1 g*</pre>
 *
 * <p>G = sum_k s_k K_k is the genetic covariance of the training people, V = G + s_e I. g* is a new
 * person's genetic covariance with them, g** the new person's genetic variance. A confidence
 * interval leaves out s_e.
 *
 * <p>{@link ModelCovariance} says how records with weights enter. The new observation has the
 * residual variance s_e / w*.
 */
final class PredictionIntervals {

  /**
   * Shares of g** below this are rounding: with s_e = 0 a person of the fit has no variance left.
   */
  private static final double ROUNDING = 1e-12;

  private final FittedModel model;
  private final LinearAlgebra algebra;
  private final ModelCovariance covariance;

  /** Factors V, which overwrites G (n x n). */
  PredictionIntervals(FittedModel model, Matrix genetic, LinearAlgebra algebra) {
    this.model = model;
    this.algebra = algebra;
    this.covariance = new ModelCovariance(model, genetic, algebra);
  }

  /**
   * Returns half the width of each interval.
   *
   * @param genetic g* (new people x n)
   * @param diagonal g** (new people)
   * @param design Z* (new people x q)
   * @param weights w* (new people)
   */
  double[] halfWidths(
      Matrix genetic,
      double[] diagonal,
      Matrix design,
      double[] weights,
      boolean prediction,
      double level) {
    double residual = prediction ? model.summary().residual() : 0;
    Matrix columns = genetic.transpose();
    Matrix solved = columns.copy();
    covariance.solve(solved);
    Matrix left = design.transpose();
    algebra.multiply(-1, covariance.solvedDesign(), true, columns, false, 1, left);
    Matrix solvedLeft = left.copy();
    covariance.solveInformation(solvedLeft);
    double quantile =
        TDistribution.of(model.degreesOfFreedom()).inverseCumulativeProbability((1 + level) / 2);
    double[] halfWidths = new double[diagonal.length];
    for (int k = 0; k < halfWidths.length; k++) {
      double unexplained = diagonal[k] - dot(columns, solved, k);
      double variance =
          residual / weights[k]
              + (unexplained > ROUNDING * diagonal[k] ? unexplained : 0)
              + dot(left, solvedLeft, k);
      halfWidths[k] = quantile * Math.sqrt(variance);
    }
    return halfWidths;
  }

  private static double dot(Matrix a, Matrix b, int column) {
    double sum = 0;
    for (int i = 0; i < a.rows(); i++) {
      sum += a.get(i, column) * b.get(i, column);
    }
    return sum;
  }
}
