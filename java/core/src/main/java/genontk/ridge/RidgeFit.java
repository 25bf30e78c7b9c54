package genontk.ridge;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import java.util.List;

/**
 * A fitted kernel ridge regression of one trait, K = sum_k w_k K_k.
 *
 * @param kernel the name of the candidate chosen
 * @param share of the variance that the first part of a mixture has, NaN for a single kernel
 * @param penalty lambda of K + lambda I
 * @param weights w_k: 1 for a single kernel; for a mixture share / c_1 and (1 - share) / c_2
 * @param scales c_k = tr(P_0 K_k) / (n - q)
 * @param solution the fit at that penalty
 * @param paths what cross-validation found, one for each candidate and share
 * @param route how the path of the chosen kernel was computed
 * @param messages what a user should know of the choice
 */
public record RidgeFit(
    String kernel,
    double share,
    double penalty,
    double[] weights,
    double[] scales,
    RidgeSolution solution,
    List<PenaltyPath> paths,
    Route route,
    List<String> messages) {

  /**
   * Returns the variances of the equivalent mixed model: s_g w_k of each kernel as given, and
   * lambda s_g of the residual.
   */
  public double[] variances() {
    double[] variances = new double[weights.length + 1];
    for (int k = 0; k < weights.length; k++) {
      variances[k] = solution.geneticVariance() * weights[k];
    }
    variances[weights.length] = solution.geneticVariance() * penalty;
    return variances;
  }

  /**
   * Predicts new people.
   *
   * @param design their covariates, those of the fixed effects of the fit (new people x q)
   * @param kernels K_k between them and the people of the fit (new people x n each)
   */
  public double[] predict(Matrix design, List<Matrix> kernels, LinearAlgebra algebra) {
    Matrix predicted =
        algebra.product(design, false, Matrix.column(solution.fixedEffects()), false);
    Matrix dual = Matrix.column(solution.dual());
    for (int k = 0; k < weights.length; k++) {
      algebra.multiply(weights[k], kernels.get(k), false, dual, false, 1, predicted);
    }
    return predicted.toArray();
  }
}
