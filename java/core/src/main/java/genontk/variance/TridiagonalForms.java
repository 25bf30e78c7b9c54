package genontk.variance;

/**
 * The same for a tridiagonal T: a factorisation W = LDL' and one or two solutions, all O(n).
 *
 * @param diagonal of T (m)
 * @param offDiagonal beside it (m - 1)
 * @param z the trait in the same basis (m)
 */
record TridiagonalForms(double[] diagonal, double[] offDiagonal, double[] z)
    implements QuadraticForms {

  @Override
  public double[] ofPolar(double a, double b) {
    double[] pivots = pivots(a, b);
    double[] x = solve(a, pivots, z);
    double[] u = times(b, -a, x);
    return new double[] {
      SmallMatrix.dot(z, x), SmallMatrix.dot(x, u), SmallMatrix.dot(u, solve(a, pivots, u))
    };
  }

  @Override
  public double[] ofMoments(double a, double b) {
    double[] x = solve(a, pivots(a, b), z);
    return new double[] {SmallMatrix.dot(x, times(1, 0, x)), SmallMatrix.dot(x, x)};
  }

  /** Returns D of a T + b I = LDL'. */
  private double[] pivots(double a, double b) {
    double[] pivots = new double[diagonal.length];
    for (int i = 0; i < pivots.length; i++) {
      pivots[i] = a * diagonal[i] + b;
      if (i > 0) {
        double off = a * offDiagonal[i - 1];
        pivots[i] -= off * off / pivots[i - 1];
      }
    }
    return pivots;
  }

  private double[] solve(double a, double[] pivots, double[] right) {
    int m = right.length;
    double[] x = right.clone();
    for (int i = 1; i < m; i++) {
      x[i] -= a * offDiagonal[i - 1] / pivots[i - 1] * x[i - 1];
    }
    x[m - 1] /= pivots[m - 1];
    for (int i = m - 2; i >= 0; i--) {
      x[i] = (x[i] - a * offDiagonal[i] * x[i + 1]) / pivots[i];
    }
    return x;
  }

  /** Returns (a T + b I) x. */
  private double[] times(double a, double b, double[] x) {
    int m = x.length;
    double[] product = new double[m];
    for (int i = 0; i < m; i++) {
      double sum = diagonal[i] * x[i];
      sum += i > 0 ? offDiagonal[i - 1] * x[i - 1] : 0;
      sum += i < m - 1 ? offDiagonal[i] * x[i + 1] : 0;
      product[i] = a * sum + b * x[i];
    }
    return product;
  }
}
