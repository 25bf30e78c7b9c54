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

/** Solves the model at given variances, by the way that suits its kernels and records. */
public final class ModelSolver {

  private ModelSolver() {}

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
      return OneKernelSolution.of(likelihood, scaled).orElseThrow(ModelSolver::singular);
    }
    LikelihoodPoint point =
        likelihood
            .at(scaled, new boolean[scaled.length], Radius.AS_GIVEN)
            .orElseThrow(ModelSolver::singular);
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

  /**
   * Solves the model at a point whose products are known.
   *
   * @param products of the kernels at the point
   */
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
        CovarianceSolution.fixedEffects(terms, point.weighted()),
        CovarianceSolution.fixedEffectsCovariance(terms, point.basisCovariance()),
        random,
        TermProducts.times(point.residual(), point.dual()),
        products.prior(),
        products.explained());
  }
}
