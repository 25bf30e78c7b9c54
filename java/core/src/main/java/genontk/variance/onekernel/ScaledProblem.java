package genontk.variance.onekernel;

import genontk.linalg.Matrix;
import genontk.linalg.TridiagonalMatrix;
import genontk.linalg.small.SmallMatrix;
import genontk.linalg.small.TridiagonalEigenvalues;
import java.util.Arrays;

/**
 * The kernel on the error contrasts and the trait in the units in which estimators work:
 * eigenvalues of mean 1.
 *
 * @param forms what kernel and trait contribute
 * @param scale c = tr(P_0 K) / (n - q)
 * @param likelihood the restricted likelihood in these units
 */
public record ScaledProblem(ContrastForms forms, double scale, RestrictedLikelihood likelihood) {

  /** Eigenvalues, of mean 1, that are nearer to each other than this are one. */
  private static final double LEAST_SPREAD = 1e-7;

  static ScaledProblem of(RestrictedSpectrum spectrum, double[] y) {
    double[] eta = spectrum.rotateVarying(y);
    double scale = spectrum.meanValue();
    return of(
        new SpectralForms(divided(spectrum.values(), scale), eta),
        scale,
        spectrum.logDeterminantOfDesign());
  }

  /**
   * Returns the problem of a kernel that is known by a tridiagonal form.
   *
   * @param form the kernel on the contrasts, in a basis whose first vector is along the trait
   * @param squaredLength of the trait
   * @param rounding below what an eigenvalue is rounding
   * @param which what the kernel is called in an error
   * @throws genontk.error.NotPositiveDefinite if an eigenvalue is far below zero
   */
  public static ScaledProblem of(
      TridiagonalMatrix form,
      double squaredLength,
      double logDeterminantOfDesign,
      double rounding,
      String which) {
    double scale = SmallMatrix.sum(form.diagonal()) / form.diagonal().length;
    double[] ends = TridiagonalEigenvalues.ends(form.diagonal(), form.offDiagonal());
    double smallest = RestrictedSpectrum.settled(ends, scale, rounding, which)[0];
    // What rounding left below zero is lifted to it, and all else by as much.
    double lift = smallest == 0 ? Math.max(0, -ends[0]) : 0;
    double[] diagonal = Arrays.stream(form.diagonal()).map(x -> (x + lift) / scale).toArray();
    ContrastForms forms =
        new TridiagonalForms(
            new TridiagonalMatrix(diagonal, divided(form.offDiagonal(), scale)),
            squaredLength,
            smallest / scale,
            (ends[1] + lift) / scale,
            () -> {
              double[] values = TridiagonalEigenvalues.of(form.diagonal(), form.offDiagonal());
              return divided(RestrictedSpectrum.settled(values, scale, rounding, which), scale);
            });
    return of(forms, scale, logDeterminantOfDesign);
  }

  private static ScaledProblem of(
      ContrastForms forms, double scale, double logDeterminantOfDesign) {
    return new ScaledProblem(forms, scale, new RestrictedLikelihood(forms, logDeterminantOfDesign));
  }

  /**
   * Requires a kernel that is not the identity on the contrasts, where nothing tells its variance
   * from the residual one.
   *
   * @throws genontk.error.InvalidInput if it is
   */
  void requireSeparable() {
    if (!(forms.largest() - forms.smallest() > LEAST_SPREAD)) {
      throw VariationChecks.notSeparable("The kernel");
    }
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
    double[] values = forms.values();
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

  /**
   * Returns S/2, S_ij = tr(P V_i P V_j), where the likelihood is highest along the ray of a point:
   * V = r W, K = W (sin + cos R) and I = W (cos - sin R).
   */
  Matrix expectedInformation(RestrictedLikelihood.Point point) {
    int m = forms.size();
    double s = Math.sin(point.theta());
    double c = RestrictedLikelihood.cosine(point.theta());
    double first = point.ratios();
    double second = point.squaredRatios();
    double radius = likelihood.radius(point);
    double share = 0.5 / (radius * radius);
    double gg = share * (s * s * m + 2 * s * c * first + c * c * second);
    double ge = share * (s * c * m + (c * c - s * s) * first - s * c * second);
    double ee = share * (c * c * m - 2 * s * c * first + s * s * second);
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
    double[] values = forms.values();
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
      throw VariationChecks.notSeparable("The kernel");
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
