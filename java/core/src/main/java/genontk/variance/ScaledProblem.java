package genontk.variance;

import genontk.linalg.Matrix;
import genontk.linalg.TridiagonalMatrix;
import java.util.Arrays;

/**
 * The kernel on the error contrasts and the trait in the units in which estimators work:
 * eigenvalues of mean 1.
 *
 * @param values d / c
 * @param forms what y contributes
 * @param scale c = tr(P_0 K) / (n - q)
 * @param likelihood the restricted likelihood in these units
 */
record ScaledProblem(
    double[] values, QuadraticForms forms, double scale, RestrictedLikelihood likelihood) {

  static ScaledProblem of(RestrictedSpectrum spectrum, double[] y) {
    double[] eta = spectrum.rotateVarying(y);
    double scale = spectrum.meanValue();
    double[] values = divided(spectrum.values(), scale);
    return of(values, new SpectralForms(values, eta), scale, spectrum.logDeterminantOfDesign());
  }

  /**
   * Returns the problem of a kernel that is known by its eigenvalues and a tridiagonal form.
   *
   * @param eigenvalues d, of the kernel on the contrasts
   * @param form the kernel there, in a basis whose first vector is along the trait
   * @param squaredLength of the trait
   */
  static ScaledProblem of(
      double[] eigenvalues,
      TridiagonalMatrix form,
      double squaredLength,
      double logDeterminantOfDesign) {
    double scale = SmallMatrix.sum(eigenvalues) / eigenvalues.length;
    QuadraticForms forms =
        new TridiagonalForms(
            divided(form.diagonal(), scale), divided(form.offDiagonal(), scale), squaredLength);
    return of(divided(eigenvalues, scale), forms, scale, logDeterminantOfDesign);
  }

  private static ScaledProblem of(
      double[] values, QuadraticForms forms, double scale, double logDeterminantOfDesign) {
    return new ScaledProblem(
        values, forms, scale, new RestrictedLikelihood(values, forms, logDeterminantOfDesign));
  }

  private static double[] divided(double[] x, double divisor) {
    return Arrays.stream(x).map(value -> value / divisor).toArray();
  }

  /**
   * Returns sum_i d_i^a d_i^b f_i, the entries of the matrices S and C of methods whose weights are
   * f.
   *
   * @param weights f_i
   */
  Matrix quadraticForm(double[] weights) {
    double gg = 0;
    double ge = 0;
    double ee = 0;
    for (int i = 0; i < values.length; i++) {
      ee += weights[i];
      ge += values[i] * weights[i];
      gg += values[i] * values[i] * weights[i];
    }
    return new Matrix(new double[] {gg, ge, ge, ee}, 2, 2);
  }

  /** Returns the two variances in the units of the kernel as given. */
  double[] unscaled(double genetic, double residual) {
    return new double[] {genetic / scale, residual};
  }

  /** Returns the covariance of the two variances in the units of the kernel as given. */
  Matrix unscaledCovariance(Matrix covariance) {
    double cross = covariance.get(0, 1) / scale;
    return new Matrix(
        new double[] {covariance.get(0, 0) / (scale * scale), cross, cross, covariance.get(1, 1)},
        2,
        2);
  }

  /** Returns s_g d_i + s_e. */
  double[] variances(double genetic, double residual) {
    double[] variances = new double[values.length];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = genetic * values[i] + residual;
    }
    return variances;
  }

  /** Returns the inverse of a symmetric 2 x 2 matrix. */
  static Matrix inverse(Matrix a) {
    double determinant = a.get(0, 0) * a.get(1, 1) - a.get(0, 1) * a.get(1, 0);
    if (!(determinant > 1e-14 * a.get(0, 0) * a.get(1, 1))) {
      throw Variation.notSeparable("The kernel");
    }
    return new Matrix(
        new double[] {
          a.get(1, 1) / determinant,
          -a.get(0, 1) / determinant,
          -a.get(1, 0) / determinant,
          a.get(0, 0) / determinant
        },
        2,
        2);
  }
}
