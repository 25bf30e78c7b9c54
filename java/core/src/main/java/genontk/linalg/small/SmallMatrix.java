package genontk.linalg.small;

import genontk.linalg.Matrix;

/**
 * Symmetric matrices with a row for each variance component: so few rows that arrays of arrays do.
 */
public final class SmallMatrix {

  /** A pivot below this share of its diagonal element counts as zero. */
  static final double SINGULAR = 1e-12;

  private SmallMatrix() {}

  /** Returns L of A = LL', or null where a pivot is not above its share of the diagonal. */
  public static double[][] factor(double[][] a) {
    int n = a.length;
    double[][] l = new double[n][n];
    for (int j = 0; j < n; j++) {
      double pivot = a[j][j];
      for (int k = 0; k < j; k++) {
        pivot -= l[j][k] * l[j][k];
      }
      if (!(pivot > SINGULAR * a[j][j])) {
        return null;
      }
      l[j][j] = Math.sqrt(pivot);
      for (int i = j + 1; i < n; i++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = sum / l[j][j];
      }
    }
    return l;
  }

  /** Returns the solution of LL'x = b. */
  public static double[] solve(double[][] l, double[] b) {
    double[] x = b.clone();
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= l[i][k] * x[k];
      }
      x[i] /= l[i][i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < x.length; k++) {
        x[i] -= l[k][i] * x[k];
      }
      x[i] /= l[i][i];
    }
    return x;
  }

  /** Returns A^-1 from L. */
  public static double[][] inverse(double[][] l) {
    double[][] inverse = new double[l.length][];
    for (int j = 0; j < l.length; j++) {
      double[] unit = new double[l.length];
      unit[j] = 1;
      inverse[j] = solve(l, unit);
    }
    return inverse;
  }

  public static double[] times(double[][] a, double[] x) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = dot(a[i], x);
    }
    return product;
  }

  public static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  public static double sum(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum;
  }

  /** Returns a A + b B. */
  public static double[][] combine(double a, double[][] left, double b, double[][] right) {
    double[][] sum = new double[left.length][left.length];
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[i][j] = a * left[i][j] + b * right[i][j];
      }
    }
    return sum;
  }

  /** Returns the rows and columns of A that are named. */
  public static double[][] select(double[][] a, int[] indices) {
    double[][] selected = new double[indices.length][indices.length];
    for (int i = 0; i < indices.length; i++) {
      for (int j = 0; j < indices.length; j++) {
        selected[i][j] = a[indices[i]][indices[j]];
      }
    }
    return selected;
  }

  /** Returns A with row and column i multiplied by factor i. */
  public static Matrix scaled(double[][] a, double[] factors) {
    Matrix scaled = Matrix.zeros(a.length, a.length);
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        scaled.set(i, j, factors[i] * a[i][j] * factors[j]);
      }
    }
    return scaled;
  }
}
