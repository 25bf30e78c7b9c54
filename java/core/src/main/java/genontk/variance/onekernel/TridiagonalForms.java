package genontk.variance.onekernel;

import genontk.linalg.TridiagonalMatrix;
import genontk.linalg.small.LogProduct;
import genontk.linalg.small.SmallMatrix;
import java.util.function.Supplier;

/**
 * The forms in a basis in which the kernel is a tridiagonal T and the trait a multiple of the first
 * unit vector e_1.
 *
 * <p>With W = UDU', U with ones on its diagonal and u_j = W_j,j+1 / D_j+1 above it, log|W| is the
 * sum of log D_j, and its derivatives come from those of the pivots. x = W^-1 e_1 begins with 1 /
 * D_1 and goes on with x_j+1 = -u_j x_j. As R = W^-1 (b T - a I) commutes with W, the forms are
 * |y|^2 times x_1, x'v and v'W^-1 v, v = (b T - a I) x.
 */
final class TridiagonalForms implements ContrastForms {

  private final double[] diagonal;
  private final double[] offDiagonal;
  private final double squaredLength;
  private final double smallest;
  private final double largest;
  private final Supplier<double[]> eigenvalues;
  private double[] values;

  /**
   * Takes the forms.
   *
   * @param form T (m x m)
   * @param squaredLength |y|^2
   * @param smallest the smallest eigenvalue of T
   * @param largest its largest
   * @param eigenvalues all of them, ascending, which are asked for once at the most
   */
  TridiagonalForms(
      TridiagonalMatrix form,
      double squaredLength,
      double smallest,
      double largest,
      Supplier<double[]> eigenvalues) {
    this.diagonal = form.diagonal();
    this.offDiagonal = form.offDiagonal();
    this.squaredLength = squaredLength;
    this.smallest = smallest;
    this.largest = largest;
    this.eigenvalues = eigenvalues;
  }

  @Override
  public int size() {
    return diagonal.length;
  }

  @Override
  public double[] values() {
    if (values == null) {
      values = eigenvalues.get();
    }
    return values;
  }

  @Override
  public double smallest() {
    return smallest;
  }

  @Override
  public double largest() {
    return largest;
  }

  /**
   * Goes up the diagonal: D_j = N_j - q_j with N = a T + b I there and q_j = (a T_j,j+1)^2 / D_j+1,
   * each with its first and second derivative by the angle; da = b, db = -a.
   */
  @Override
  public Polar ofPolar(double a, double b) {
    int last = diagonal.length - 1;
    double[] inverses = new double[last + 1];
    double[] above = new double[last];
    LogProduct determinant = new LogProduct();
    double trace = 0;
    double curvature = 0;
    double inverse = 0;
    double first = 0; // D' / D
    double second = 0; // D'' / D
    for (int j = last; j >= 0; j--) {
      double pivot = a * diagonal[j] + b;
      double slope = b * diagonal[j] - a;
      double bend = -pivot;
      if (j < last) {
        double u = a * offDiagonal[j] * inverse;
        double q = u * a * offDiagonal[j];
        double dq = 2 * u * b * offDiagonal[j] - q * first;
        double squared = offDiagonal[j] * offDiagonal[j] * inverse;
        pivot -= q;
        slope -= dq;
        bend -= 2 * (b * b - a * a) * squared - 2 * dq * first - q * second;
        above[j] = u;
      }
      if (!(pivot > 0)) {
        return Polar.NONE;
      }
      inverse = 1 / pivot;
      first = slope * inverse;
      second = bend * inverse;
      inverses[j] = inverse;
      trace += first;
      curvature += second - first * first;
      determinant.times(pivot);
    }
    double[] x = ofFirst(inverses, above);
    double[] v = times(b, -a, x);
    return new Polar(
        squaredLength * x[0],
        squaredLength * SmallMatrix.dot(x, v),
        squaredLength * form(inverses, above, v),
        determinant.log(),
        trace,
        -size() - curvature);
  }

  /** Returns W^-1 e_1. */
  private static double[] ofFirst(double[] inverses, double[] above) {
    double[] x = new double[inverses.length];
    double last = inverses[0];
    x[0] = last;
    for (int j = 1; j < x.length; j++) {
      last *= -above[j - 1];
      x[j] = last;
    }
    return x;
  }

  /** Returns v'W^-1 v, the sum of z_j^2 / D_j with z = U^-1 v. */
  private static double form(double[] inverses, double[] above, double[] v) {
    int last = v.length - 1;
    double z = v[last];
    double form = z * z * inverses[last];
    for (int j = last - 1; j >= 0; j--) {
      z = v[j] - above[j] * z;
      form += z * z * inverses[j];
    }
    return form;
  }

  /** Returns (b T + c I) x. */
  private double[] times(double b, double c, double[] x) {
    int last = x.length - 1;
    double[] product = new double[last + 1];
    for (int j = 0; j <= last; j++) {
      product[j] = (b * diagonal[j] + c) * x[j];
    }
    for (int j = 0; j < last; j++) {
      product[j] += b * offDiagonal[j] * x[j + 1];
      product[j + 1] += b * offDiagonal[j] * x[j];
    }
    return product;
  }
}
