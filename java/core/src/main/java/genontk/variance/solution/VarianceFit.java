package genontk.variance.solution;

import genontk.linalg.Matrix;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.component.VarianceComponents;

/**
 * Estimated variances, and the fixed and random effects at them.
 *
 * @param variances the components
 * @param solution fixed and random effects at these
 */
public record VarianceFit(VarianceComponents variances, CovarianceSolution solution) {

  /** What is added to the diagonal, relative to it, where kernels cannot be told apart. */
  private static final double RIDGE = 1e-10;

  /**
   * Returns S^-1. Where kernels say the same, directions that are not known get a variance that is
   * enormous, and what is known of their sum stays.
   */
  public static double[][] inverse(double[][] s) {
    double[][] factor = SmallMatrix.factor(s);
    if (factor == null) {
      double[][] regular = SmallMatrix.combine(1, s, 0, s);
      for (int k = 0; k < s.length; k++) {
        regular[k][k] *= 1 + RIDGE;
      }
      factor = SmallMatrix.factor(regular);
    }
    return SmallMatrix.inverse(factor);
  }

  /** Returns the standard errors. */
  public static double[] errors(Matrix covariance) {
    double[] errors = new double[covariance.rows()];
    for (int k = 0; k < errors.length; k++) {
      errors[k] = Math.sqrt(covariance.get(k, k));
    }
    return errors;
  }
}
