package genontk.variance.solution;

import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.likelihood.DenseLikelihood;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.likelihood.TermProducts;
import genontk.variance.onekernel.Radius;
import java.util.List;

/**
 * What given variances make of y = Zb + sum_k g_k + e: the numbers from which predictions come.
 *
 * @param dual Py = V^-1 (y - Zb), the records of a person summed (n people)
 * @param fixedEffects b (q)
 * @param fixedEffectsCovariance (Z'V^-1 Z)^-1 (q x q)
 * @param randomEffects s_k K_k dual of each kernel (n each)
 * @param residuals s_e W^-1 V^-1 (y - Zb) (records)
 * @param prior s_k diag(M K_k M) of each kernel and last of their sum (n each), M = I - 11'/n
 * @param explained s_k^2 diag(M K_k P K_k M) of each kernel and last of their sum (n each)
 */
public record CovarianceSolution(
    double[] dual,
    double[] fixedEffects,
    Matrix fixedEffectsCovariance,
    double[][] randomEffects,
    double[] residuals,
    double[][] prior,
    double[][] explained) {

  /**
   * Solves the model at given variances.
   *
   * @param kernels K_k between people (n x n each, symmetric), not written to
   * @param records the person of each record, and its weight
   * @param fixed of the design W^1/2 Z ({@link Records#scaled(Matrix)})
   * @param y the trait (records)
   * @param variances s_k per unit of its kernel, and last s_e
   * @throws genontk.error.InvalidInput if sizes differ, or y or a kernel does not vary beyond Z
   * @throws NotPositiveDefinite if V is singular
   */
  public static CovarianceSolution at(
      List<Matrix> kernels,
      Records records,
      FixedEffects fixed,
      double[] y,
      double[] variances,
      LinearAlgebra algebra,
      Execution execution) {
    return at(ScaledKernels.of(kernels, records, fixed, y, algebra, execution), variances);
  }

  static CovarianceSolution at(ScaledKernels terms, double[] variances) {
    double[] scaled = terms.scaled(variances);
    DenseLikelihood likelihood = new DenseLikelihood(terms);
    if (OneKernelSolution.serves(terms, scaled)) {
      return OneKernelSolution.of(likelihood, scaled).orElseThrow(CovarianceSolution::singular);
    }
    LikelihoodPoint point =
        likelihood
            .at(scaled, new boolean[scaled.length], Radius.AS_GIVEN)
            .orElseThrow(CovarianceSolution::singular);
    if (!terms.records().isPlain()) {
      return PersonSolution.of(likelihood, point);
    }
    return of(likelihood, point, TermProducts.at(terms, point));
  }

  private static NotPositiveDefinite singular() {
    return new NotPositiveDefinite(
        "The residual variance is not above zero and the kernel is singular, so that the covariance"
            + " of y is singular too and no prediction exists. Use constrain = TRUE, method ="
            + " 'reml', or a kernel that leaves room for a residual.");
  }

  public static CovarianceSolution of(
      DenseLikelihood likelihood, LikelihoodPoint point, TermProducts.Result products) {
    ScaledKernels terms = likelihood.terms();
    if (!terms.records().isPlain()) {
      return PersonSolution.of(likelihood, point);
    }
    double[] given = terms.unscaled(point.components());
    double[][] random = new double[terms.kernels().size()][];
    for (int k = 0; k < random.length; k++) {
      random[k] = TermProducts.times(given[k], likelihood.timesTerm(k, point.dual()));
    }
    return new CovarianceSolution(
        point.dual(),
        fixedEffects(terms, point.weighted()),
        fixedEffectsCovariance(terms, point.basisCovariance()),
        random,
        TermProducts.times(point.residual(), point.dual()),
        products.prior(),
        products.explained());
  }

  /** Returns b = R^-1 W'y. */
  static double[] fixedEffects(ScaledKernels terms, Matrix weighted) {
    Matrix effects = terms.algebra().product(weighted, true, Matrix.column(terms.y()), false);
    terms.fixed().solve(effects);
    return effects.data();
  }

  /** Returns R^-1 C R^-T. */
  static Matrix fixedEffectsCovariance(ScaledKernels terms, Matrix basisCovariance) {
    Matrix covariance = basisCovariance.copy();
    for (int j = 0; j < covariance.rows(); j++) {
      covariance.set(j, j, Math.max(0, covariance.get(j, j)));
    }
    terms.fixed().solve(covariance);
    Matrix transposed = covariance.transpose();
    terms.fixed().solve(transposed);
    return transposed;
  }
}
