package genontk.variance;

import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;
import genontk.linalg.Tridiagonal;
import java.util.Arrays;
import java.util.function.Function;

/**
 * One kernel without eigenvectors: a tridiagonal form of A'KA, A = null(Z'), makes every step of an
 * estimator O(n); one factorisation of V then gives the predictions.
 */
final class OneKernel {

  private OneKernel() {}

  /**
   * Estimates the components.
   *
   * @param terms with one kernel
   * @param estimator what is made of it on the contrasts
   * @throws NotPositiveDefinite if K has negative eigenvalues on the contrasts, or V is singular at
   *     the estimate
   */
  static KernelsEstimate estimate(
      KernelTerms terms, Function<ScaledProblem, VarianceComponents> estimator) {
    terms.execution().step("fit", 0);
    VarianceComponents variances = estimator.apply(problem(terms, 0));
    terms.execution().step("fit", 0.6);
    return new KernelsEstimate(variances, CovarianceSolution.at(terms, variances.estimate()));
  }

  /** Returns the problem of kernel k alone. */
  static ScaledProblem problem(KernelTerms terms, int k) {
    FixedEffects fixed = terms.fixed();
    int q = fixed.rank();
    int m = terms.degreesOfFreedom();
    Matrix rotated = terms.kernels().get(k).copy();
    double rounding = RestrictedSpectrum.rounding(rotated);
    fixed.rotate(rotated, terms.threads());
    Tridiagonal tridiagonal = terms.algebra().tridiagonal(rotated.block(q, q, m, m).copy());
    Matrix trait = Matrix.column(terms.y().clone());
    fixed.applyTransposed(trait, terms.threads());
    Matrix contrasts = Matrix.column(Arrays.copyOfRange(trait.data(), q, q + m));
    tridiagonal.multiplyTransposed(contrasts);
    double[] eigenvalues =
        RestrictedSpectrum.nonNegative(
            TridiagonalEigenvalues.of(tridiagonal.diagonal(), tridiagonal.offDiagonal()), rounding);
    return ScaledProblem.of(
        tridiagonal, eigenvalues, contrasts.data(), terms.logDeterminantOfDesign());
  }
}
