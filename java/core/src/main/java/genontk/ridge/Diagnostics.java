package genontk.ridge;

import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.FixedEffects;

/**
 * What a fit says of each person: their prediction from all others at the fit's penalty, and how
 * well their random effect is known in the equivalent mixed model.
 *
 * <p>It costs one factorisation and inverse of K + lambda I, which the fit itself does without.
 *
 * @param predictions of each person without them (n)
 * @param residuals y minus these, alpha_i / P_ii (n; Cook and Weisberg 1982)
 * @param predictionErrorVariance s_g diag(K_c - K_c'P K_c) of the whole random effect, on the
 *     centred kernel (n)
 * @param reliability 1 - PEV / (s_g diag K_c) (n); 0 where that variance is 0
 */
public record Diagnostics(
    double[] predictions,
    double[] residuals,
    double[] predictionErrorVariance,
    double[] reliability) {

  /**
   * Computes them, in O(n^3) and two matrices of n x n.
   *
   * @param chosen the candidate whose kernel the fit took
   * @param y the trait (n)
   */
  public static Diagnostics of(
      RidgeFit fit,
      Candidate chosen,
      FixedEffects fixed,
      double[] y,
      LinearAlgebra algebra,
      Execution execution) {
    execution.step("leave-one-out", 0);
    Matrix kernel = MixedKernel.sum(chosen.kernels(), fit.weights(), execution);
    double[] prior = centredDiagonal(kernel);
    for (int i = 0; i < y.length; i++) {
      kernel.set(i, i, kernel.get(i, i) + fit.penalty());
    }
    Cholesky factor = algebra.cholesky(kernel);
    Matrix basis = fixed.basis(execution.threads());
    Matrix solved = basis.copy();
    factor.solve(solved);
    Matrix regression = basis.transpose();
    algebra.cholesky(algebra.product(basis, true, solved, false)).solve(regression);
    execution.step("leave-one-out", 0.4);
    Matrix p = factor.inverse();
    // B = V^-1 Q M^-1 with M = Q'V^-1 Q; P = V^-1 - B (V^-1 Q)'.
    Matrix b = algebra.product(p, false, regression, true);
    algebra.multiply(-1, b, false, solved, true, 1, p);
    execution.step("leave-one-out", 0.8);
    double[] residuals = new double[y.length];
    double[] predictions = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      residuals[i] = fit.solution().dual()[i] / p.get(i, i);
      predictions[i] = y[i] - residuals[i];
    }
    unexplained(p, b, basis, regression, fit.penalty(), algebra);
    double[] left = centredDiagonal(p);
    double[] reliability = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      left[i] = fit.solution().geneticVariance() * Math.max(0, left[i]);
      double variance = fit.solution().geneticVariance() * prior[i];
      reliability[i] = variance > 0 ? 1 - left[i] / variance : 0;
    }
    return new Diagnostics(predictions, residuals, left, reliability);
  }

  /**
   * Overwrites P with K - KPK = lambda I - lambda^2 P - lambda (BQ' + QB') + Q M^-1 Q', which
   * follows from KP = I - lambda P - QB'.
   *
   * @param regression M^-1 Q'
   */
  private static void unexplained(
      Matrix p, Matrix b, Matrix basis, Matrix regression, double lambda, LinearAlgebra algebra) {
    algebra.multiply(-lambda, b, false, basis, true, -lambda * lambda, p);
    algebra.multiply(-lambda, basis, false, b, true, 1, p);
    algebra.multiply(1, basis, false, regression, false, 1, p);
    for (int i = 0; i < p.rows(); i++) {
      p.set(i, i, p.get(i, i) + lambda);
    }
  }

  /** Returns the diagonal of MAM, M = I - 11'/n. */
  private static double[] centredDiagonal(Matrix a) {
    int n = a.rows();
    double[] means = new double[n];
    double mean = 0;
    for (int j = 0; j < n; j++) {
      int start = a.start(j);
      for (int i = 0; i < n; i++) {
        means[j] += a.data()[start + i] / n;
      }
      mean += means[j] / n;
    }
    double[] diagonal = new double[n];
    for (int i = 0; i < n; i++) {
      diagonal[i] = a.get(i, i) - 2 * means[i] + mean;
    }
    return diagonal;
  }
}
