package genontk.variance;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.List;

/**
 * The estimates of MINQUE(0) alone, in O(n^2 k^2): no factorisation, and no standard errors.
 *
 * @param estimate the components, the residual last, per unit of the kernels as given
 * @param unconstrained the solution of the equations
 * @param scales c_k, 1 for the residual
 * @param matrix S, for kernels scaled to c = 1 (k + 1 x k + 1)
 */
public record MomentEstimate(
    double[] estimate, double[] unconstrained, double[] scales, double[][] matrix) {

  /**
   * Estimates.
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
    return of(KernelTerms.of(kernels, fixed, y, algebra, execution), constrain);
  }

  static MomentEstimate of(KernelTerms terms, boolean constrain) {
    MomentEquations equations = MomentEquations.of(terms);
    double[][] matrix = equations.matrix();
    double[] free = SmallMatrix.times(KernelsEstimate.inverse(matrix), equations.right());
    double[] estimate =
        constrain ? NonNegative.minimum(matrix, equations.right(), new double[free.length]) : free;
    return new MomentEstimate(
        terms.unscaled(estimate), terms.unscaled(free), terms.scales(), matrix);
  }
}
