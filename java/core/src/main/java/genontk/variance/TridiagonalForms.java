package genontk.variance;

/**
 * Quadratic forms in a basis in which the kernel is a tridiagonal T and the trait a multiple of the
 * first unit vector e_1.
 *
 * <p>With W = UDU', U with ones on its diagonal and u_j = W_j,j+1 / D_j+1 above it, x = W^-1 e_1
 * begins with 1 / D_1 and goes on with x_j+1 = -u_j x_j. As R = W^-1 (b T - a I) commutes with W,
 * the forms are |y|^2 times x_1, x'v and v'W^-1 v, v = (b T - a I) x.
 *
 * @param diagonal that of T (m)
 * @param beside what stands beside it (m - 1)
 * @param squaredLength |y|^2
 */
record TridiagonalForms(double[] diagonal, double[] beside, double squaredLength)
    implements QuadraticForms {

  @Override
  public double[] ofPolar(double a, double b) {
    Factor factor = factor(a, b);
    double[] x = factor.ofFirst();
    double[] v = times(b, -a, x);
    return new double[] {
      squaredLength * x[0], squaredLength * SmallMatrix.dot(x, v), squaredLength * factor.form(v)
    };
  }

  @Override
  public double[] ofMoments(double a, double b) {
    double[] x = factor(a, b).ofFirst();
    return new double[] {
      squaredLength * SmallMatrix.dot(x, times(1, 0, x)), squaredLength * SmallMatrix.dot(x, x)
    };
  }

  /**
   * UDU'.
   *
   * @param inverses 1 / D (m)
   * @param above u (m - 1)
   */
  private record Factor(double[] inverses, double[] above) {

    /** Returns W^-1 e_1. */
    private double[] ofFirst() {
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
    private double form(double[] v) {
      int last = v.length - 1;
      double z = v[last];
      double form = z * z * inverses[last];
      for (int j = last - 1; j >= 0; j--) {
        z = v[j] - above[j] * z;
        form += z * z * inverses[j];
      }
      return form;
    }
  }

  /** Returns the factor of W, NaN from where a pivot is not positive. */
  private Factor factor(double a, double b) {
    int last = diagonal.length - 1;
    double[] inverses = new double[last + 1];
    double[] above = new double[last];
    double inverse = inverse(a * diagonal[last] + b);
    inverses[last] = inverse;
    for (int j = last - 1; j >= 0; j--) {
      double next = a * beside[j];
      double u = next * inverse;
      above[j] = u;
      inverse = inverse(a * diagonal[j] + b - u * next);
      inverses[j] = inverse;
    }
    return new Factor(inverses, above);
  }

  private static double inverse(double pivot) {
    return pivot > 0 ? 1 / pivot : Double.NaN;
  }

  /** Returns (b T + c I) x. */
  private double[] times(double b, double c, double[] x) {
    int last = x.length - 1;
    double[] product = new double[last + 1];
    for (int j = 0; j <= last; j++) {
      product[j] = (b * diagonal[j] + c) * x[j];
    }
    for (int j = 0; j < last; j++) {
      product[j] += b * beside[j] * x[j + 1];
      product[j + 1] += b * beside[j] * x[j];
    }
    return product;
  }
}
