package genontk.service.model;

import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import java.util.Arrays;

/**
 * The covariance V of a model between its people, factored, and P = V^-1 - V^-1 Z (Z'V^-1 Z)^-1
 * Z'V^-1.
 *
 * <p>Records with weights w enter by people's weighted means: V = G + s_e D^-1, where D holds the
 * sums of people's weights and Z the weighted means. Z'V^-1 Z gains the variation of Z within
 * people, divided by s_e.
 */
public final class ModelCovariance {

  private final LinearAlgebra algebra;
  private final Cholesky factor;
  private final Matrix design;
  private final Matrix solvedDesign;
  private final Cholesky information;

  /**
   * Factors V.
   *
   * @param genetic G = sum_k s_k K_k (n x n), which is overwritten
   * @throws genontk.error.NotPositiveDefinite if V is singular
   */
  public ModelCovariance(FittedModel model, Matrix genetic, LinearAlgebra algebra) {
    this.algebra = algebra;
    model.addResidual(genetic);
    this.factor = algebra.cholesky(genetic);
    this.design = model.design();
    this.solvedDesign = design.copy();
    factor.solve(solvedDesign);
    Matrix between = algebra.product(design, true, solvedDesign, false);
    if (model.recordPrecision() != null && model.summary().residual() > 0) {
      double[] within = model.recordPrecision().within().toArray();
      Arrays.setAll(
          between.data(), i -> between.data()[i] + within[i] / model.summary().residual());
    }
    this.information = algebra.cholesky(between);
  }

  /** Overwrites B (n x k) with V^-1 B. */
  public void solve(Matrix b) {
    factor.solve(b);
  }

  /** Returns V^-1 Z (n x q). */
  public Matrix solvedDesign() {
    return solvedDesign;
  }

  /** Overwrites B (q x k) with (Z'V^-1 Z)^-1 B. */
  public void solveInformation(Matrix b) {
    information.solve(b);
  }

  /** Returns x'Px of each column x of X (n x k), which is overwritten. */
  public double[] explained(Matrix x) {
    Matrix left = algebra.product(solvedDesign, true, x, false);
    information.solveLower(left);
    factor.solveLower(x);
    double[] explained = new double[x.columns()];
    Arrays.setAll(explained, j -> square(x, j) - square(left, j));
    return explained;
  }

  private static double square(Matrix a, int column) {
    double sum = 0;
    for (int i = 0; i < a.rows(); i++) {
      sum += a.get(i, column) * a.get(i, column);
    }
    return sum;
  }

  /**
   * Returns V^-1 (y - Zb) of the trait (n).
   *
   * @param residual y - Zc (n) for any c, averaged over each person's records
   * @param dual V^-1 (y - Zc) at the variances for which c is b, with the same s_e. It tells what
   *     records within people add to Z'V^-1 (y - Zc)
   */
  public double[] dual(double[] residual, double[] dual) {
    Matrix solved = Matrix.column(residual.clone());
    Matrix effects = algebra.product(solvedDesign, true, solved, false);
    algebra.multiply(-1, design, true, Matrix.column(dual), false, 1, effects);
    information.solve(effects);
    factor.solve(solved);
    algebra.multiply(-1, solvedDesign, false, effects, false, 1, solved);
    return solved.toArray();
  }
}
