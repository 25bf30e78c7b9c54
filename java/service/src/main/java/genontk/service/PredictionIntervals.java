package genontk.service;

import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Intervals of new people's predictions (Henderson 1975): yhat* -+ t_{n-q} sqrt of
 *
 * <pre>  s_e + s k** - s^2 k*'V^-1 k* + d'(Z'V^-1 Z)^-1 d,  d = z* - s Z'V^-1 k*</pre>
 *
 * <p>with V = s K + s_e I; a confidence interval leaves out s_e.
 */
final class PredictionIntervals {

  private final FittedModel model;
  private final LinearAlgebra algebra;
  private final Cholesky covariance;
  private final Matrix solvedDesign;
  private final Cholesky information;

  /** Factors V; {@code kernel} (n x n) is left as it is. */
  PredictionIntervals(FittedModel model, Matrix kernel, LinearAlgebra algebra) {
    this.model = model;
    this.algebra = algebra;
    Matrix v = kernel.copy();
    for (int k = 0; k < v.data().length; k++) {
      v.data()[k] *= model.summary().genetic();
    }
    for (int i = 0; i < v.rows(); i++) {
      v.set(i, i, v.get(i, i) + model.summary().residual());
    }
    this.covariance = algebra.cholesky(v);
    this.solvedDesign = model.design().copy();
    covariance.solve(solvedDesign);
    this.information = algebra.cholesky(algebra.product(model.design(), true, solvedDesign, false));
  }

  /**
   * Returns half the width of each interval.
   *
   * @param kernel K* (new people x n)
   * @param diagonal k** of each
   * @param design Z* (new people x q)
   */
  double[] halfWidths(
      Matrix kernel, double[] diagonal, Matrix design, boolean prediction, double level) {
    double genetic = model.summary().genetic();
    double residual = prediction ? model.summary().residual() : 0;
    Matrix columns = kernel.transpose();
    Matrix solved = columns.copy();
    covariance.solve(solved);
    Matrix left = design.transpose();
    algebra.multiply(-genetic, solvedDesign, true, columns, false, 1, left);
    Matrix solvedLeft = left.copy();
    information.solve(solvedLeft);
    double quantile =
        TDistribution.of(model.dual().length - model.design().columns())
            .inverseCumulativeProbability((1 + level) / 2);
    double[] halfWidths = new double[diagonal.length];
    for (int k = 0; k < halfWidths.length; k++) {
      double variance =
          residual
              + genetic * diagonal[k]
              - genetic * genetic * dot(columns, solved, k)
              + dot(left, solvedLeft, k);
      halfWidths[k] = quantile * Math.sqrt(Math.max(0, variance));
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
