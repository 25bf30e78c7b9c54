package genontk.ridge;

import genontk.design.WorkingTrait;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import java.util.List;

/**
 * A fitted kernel ridge regression of one trait, K = sum_k f_k K_k.
 *
 * @param kernel the name of the candidate chosen
 * @param shares of the variance that each kernel of a mixture has, 1 for a single kernel
 * @param penalty lambda of K + lambda I
 * @param factors f_k: 1 for a single kernel, its share over tr(P_0 W^1/2 K_k W^1/2) / (sum w - q)
 *     in a mixture
 * @param scales c_k = tr(P_0 W^1/2 K_k W^1/2) / (n - q), as in the equivalent mixed model
 * @param solution the fit at that penalty
 * @param paths the results of cross-validation, one path per candidate and mixture
 * @param route by which the path of the chosen kernel was computed
 * @param messages what a user should know about the choice
 */
public record RidgeFit(
    String kernel,
    double[] shares,
    double penalty,
    double[] factors,
    double[] scales,
    RidgeSolution solution,
    List<PenaltyPath> paths,
    Route route,
    List<String> messages) {

  /** Returns the fit of a trait from that of its working values. */
  RidgeFit of(WorkingTrait trait) {
    return new RidgeFit(
        kernel,
        shares,
        penalty,
        factors,
        scales,
        solution.of(trait),
        paths.stream().map(path -> path.of(trait)).toList(),
        route,
        messages);
  }

  /** Returns the share of the first kernel of a mixture, NaN for a single kernel. */
  public double share() {
    return Shares.first(shares);
  }

  /**
   * Returns the variances of the equivalent mixed model: s_g f_k of each kernel as given, and
   * lambda s_g of the residual of a person of weight 1.
   */
  public double[] variances() {
    double[] variances = new double[factors.length + 1];
    for (int k = 0; k < factors.length; k++) {
      variances[k] = solution.geneticVariance() * factors[k];
    }
    variances[factors.length] = solution.geneticVariance() * penalty;
    return variances;
  }

  /**
   * Predicts new people.
   *
   * @param design the covariates of the new people, columns as in the fit (new people x q)
   * @param kernels K_k between the new people and those of the fit (new people x n each)
   */
  public double[] predict(Matrix design, List<Matrix> kernels, LinearAlgebra algebra) {
    Matrix predicted =
        algebra.product(design, false, Matrix.column(solution.fixedEffects()), false);
    Matrix dual = Matrix.column(solution.dual());
    for (int k = 0; k < factors.length; k++) {
      algebra.multiply(factors[k], kernels.get(k), false, dual, false, 1, predicted);
    }
    return predicted.toArray();
  }
}
