package genontk.variance.solution;

import genontk.design.FixedEffects;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;
import genontk.linalg.TridiagonalMatrix;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.component.VarianceComponents;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.onekernel.RestrictedSpectrum;
import genontk.variance.onekernel.ScaledProblem;
import java.util.function.Function;

/**
 * One kernel without eigenvectors: a tridiagonal form of A'KA, A = null(Z') with the trait's
 * contrast as its first column, tells the eigenvalues and what the trait contributes. Every step of
 * an estimator is then O(n); one factorisation of V gives the predictions.
 */
public final class OneKernel {

  private OneKernel() {}

  /**
   * Estimates the components.
   *
   * @param terms with one kernel
   * @param estimator what is made of it on the contrasts
   * @throws NotPositiveDefinite if K has negative eigenvalues on the contrasts, or V is singular at
   *     the estimate
   */
  public static VarianceFit estimate(
      ScaledKernels terms, Function<ScaledProblem, VarianceComponents> estimator) {
    terms.execution().step("fit", 0);
    VarianceComponents variances = estimator.apply(problem(terms, 0));
    terms.execution().step("fit", 0.6);
    return new VarianceFit(variances, ModelSolver.at(terms, variances.estimate()));
  }

  /**
   * Returns the problem of kernel k alone.
   *
   * @throws NotPositiveDefinite if it has negative eigenvalues on the contrasts
   */
  public static ScaledProblem problem(ScaledKernels terms, int k) {
    Matrix kernel = terms.kernels().get(k);
    FixedEffects withTrait = terms.fixed().joined(terms.contrast());
    TridiagonalMatrix form =
        terms.algebra().tridiagonalMatrix(withTrait.contrasts(kernel, terms.execution()));
    return ScaledProblem.of(
        form,
        SmallMatrix.dot(terms.contrast(), terms.contrast()),
        terms.logDeterminantOfDesign(),
        RestrictedSpectrum.rounding(kernel),
        terms.kernels().size() == 1 ? "The kernel" : "Kernel " + (k + 1));
  }
}
