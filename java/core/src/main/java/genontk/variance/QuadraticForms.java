package genontk.variance;

/**
 * What y contributes to the likelihood of one kernel on the error contrasts, with W = a K + b I, K
 * the kernel there.
 */
interface QuadraticForms {

  /**
   * Returns y'W^-1 y, y'W^-1 R y and y'W^-1 R^2 y, R = W^-1 (b K - a I), for W positive definite;
   * NaN where rounding leaves it none.
   */
  double[] ofPolar(double a, double b);

  /** Returns y'W^-1 K W^-1 y and y'W^-2 y. */
  double[] ofMoments(double a, double b);
}
