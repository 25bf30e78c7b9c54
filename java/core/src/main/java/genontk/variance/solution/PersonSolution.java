package genontk.variance.solution;

import genontk.design.Records;
import genontk.linalg.Matrix;
import genontk.linalg.small.FrobeniusProducts;
import genontk.run.Threads;
import genontk.variance.likelihood.DenseLikelihood;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.likelihood.TermProducts;
import java.util.Arrays;

/**
 * What P explains of every person's random effects where a person has several records or records
 * weigh differently: with T = E'W^1/2 P W^1/2 E (people x people) it is s_k^2 diag(M K_k T K_k M).
 */
final class PersonSolution {

  private PersonSolution() {}

  static CovarianceSolution of(DenseLikelihood likelihood, LikelihoodPoint point) {
    ScaledKernels terms = likelihood.terms();
    Records records = terms.records();
    Threads threads = terms.threads();
    int kernels = terms.kernels().size();
    double[] given = terms.unscaled(point.components());
    double[] dual = records.gathered(point.dual());
    Matrix explaining = records.gathered(point.projection(), threads);
    double[][] random = new double[kernels][];
    double[][] prior = new double[kernels + 1][];
    double[][] explained = new double[kernels + 1][];
    Matrix sum = Matrix.zeros(records.people(), records.people());
    for (int k = 0; k < kernels; k++) {
      terms.execution().cancellation().checkpoint();
      Matrix kernel = terms.ofPeople().get(k);
      double s = given[k];
      random[k] = FrobeniusProducts.times(kernel, dual, threads);
      scale(random[k], s);
      accuracy(terms, kernel, explaining, k, prior, explained);
      scale(prior[k], s);
      scale(explained[k], s * s);
      Arrays.setAll(sum.data(), i -> sum.data()[i] + s * kernel.data()[i]);
    }
    accuracy(terms, sum, explaining, kernels, prior, explained);
    double[] residuals = records.unscaled(point.dual());
    scale(residuals, point.residual());
    return new CovarianceSolution(
        dual,
        CovarianceSolution.fixedEffects(terms, point.weighted()),
        CovarianceSolution.fixedEffectsCovariance(terms, point.basisCovariance()),
        random,
        residuals,
        prior,
        explained);
  }

  /** Fills in diag(M K M) and diag(M K T K M). */
  private static void accuracy(
      ScaledKernels terms,
      Matrix kernel,
      Matrix explaining,
      int k,
      double[][] prior,
      double[][] explained) {
    Threads threads = terms.threads();
    double[] means = FrobeniusProducts.rowMeans(kernel, threads);
    prior[k] = TermProducts.centred(TermProducts.diagonal(kernel), means);
    Matrix product = terms.algebra().product(explaining, false, kernel, false);
    double[] squares = FrobeniusProducts.columns(product, kernel, threads);
    double[] squaresMeans =
        FrobeniusProducts.times(
            kernel, FrobeniusProducts.times(explaining, means, threads), threads);
    explained[k] = TermProducts.centred(squares, squaresMeans);
  }

  private static void scale(double[] x, double factor) {
    Arrays.setAll(x, i -> factor * x[i]);
  }
}
