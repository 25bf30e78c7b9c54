package genontk.variance.moment;

import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.small.NonNegative;
import genontk.linalg.small.SmallMatrix;
import genontk.run.Execution;
import genontk.variance.component.Component;
import genontk.variance.component.Convergence;
import genontk.variance.component.Heritability;
import genontk.variance.component.LikelihoodRatio;
import genontk.variance.component.VarianceComponents;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.solution.CovarianceSolution;
import genontk.variance.solution.VarianceFit;
import java.util.Arrays;
import java.util.List;

/**
 * The estimates of MINQUE(0), in O(n^2 k^2): no factorisation, and no standard errors.
 *
 * @param estimate the components, the residual last, per unit of the kernels as given
 * @param unconstrained the solution of the equations
 * @param scales c_k, 1 for the residual
 * @param matrix S, for kernels scaled to c = 1 (k + 1 x k + 1)
 */
public record MomentEstimate(
    double[] estimate, double[] unconstrained, double[] scales, double[][] matrix) {

  /**
   * Estimates the components.
   *
   * @param kernels K_k (n x n each, symmetric), not written to
   * @param y the trait (n)
   * @param constrain whether components are kept from being negative
   * @throws genontk.error.InvalidInput if sizes differ, y or a kernel does not vary beyond Z, or a
   *     kernel is the identity there
   */
  public static MomentEstimate of(
      List<Matrix> kernels,
      FixedEffects fixed,
      double[] y,
      boolean constrain,
      LinearAlgebra algebra,
      Execution execution) {
    return of(ScaledKernels.of(kernels, fixed, y, algebra, execution), constrain);
  }

  /**
   * Estimates, and solves the model at the estimates by iteration: all but standard errors,
   * intervals and the accuracy of random effects, which are NaN.
   *
   * @param kernels K_k between people (n x n each, symmetric), not written to
   * @param records the person of each record, and its weight
   * @param fixed of the design W^1/2 Z ({@link Records#scaled(Matrix)})
   * @param y the trait (records)
   * @throws genontk.error.InvalidInput as {@link #of} does
   * @throws genontk.error.NotPositiveDefinite if V is not positive definite at the estimate
   * @throws genontk.error.DidNotConverge if V is so close to singular there that iteration fails
   */
  public static VarianceFit solved(
      List<Matrix> kernels,
      Records records,
      FixedEffects fixed,
      double[] y,
      boolean constrain,
      LinearAlgebra algebra,
      Execution execution) {
    ScaledKernels terms = ScaledKernels.of(kernels, records, fixed, y, algebra, execution);
    MomentEstimate found = of(terms, constrain);
    CovarianceSolution solution = IterativeSolution.at(terms, found.estimate);
    return new VarianceFit(found.components(constrain), solution);
  }

  private VarianceComponents components(boolean constrain) {
    int count = estimate.length;
    double[] unknown = new double[count];
    Arrays.fill(unknown, Double.NaN);
    Matrix covariance = Matrix.zeros(count, count);
    Arrays.fill(covariance.data(), Double.NaN);
    boolean[] boundary = new boolean[count];
    for (int k = 0; k < count; k++) {
      boundary[k] = constrain && estimate[k] == 0;
    }
    return new VarianceComponents(
        Component.of(
            estimate,
            covariance,
            unconstrained,
            new double[][] {unknown, unknown},
            boundary,
            scales),
        covariance,
        Heritability.of(estimate, covariance, scales),
        Double.NaN,
        LikelihoodRatio.none(count - 1),
        Convergence.direct());
  }

  static MomentEstimate of(ScaledKernels terms, boolean constrain) {
    MomentEquations equations = MomentEquations.of(terms);
    double[][] matrix = equations.matrix();
    double[] free = SmallMatrix.times(VarianceFit.inverse(matrix), equations.right());
    double[] estimate =
        constrain ? NonNegative.minimum(matrix, equations.right(), new double[free.length]) : free;
    return new MomentEstimate(
        terms.unscaled(estimate), terms.unscaled(free), terms.scales(), matrix);
  }
}
