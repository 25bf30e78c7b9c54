package genontk;

import genontk.linalg.Matrix;

/**
 * Dense linear algebra on {@code double[][]} (rows of numbers) by textbook definitions, inverses
 * included: the independent route by which tests check the code.
 */
public final class Dense {

  private Dense() {}

  public static double[][] of(Matrix a) {
    double[][] rows = new double[a.rows()][a.columns()];
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        rows[i][j] = a.get(i, j);
      }
    }
    return rows;
  }

  public static Matrix matrix(double[][] a) {
    Matrix matrix = Matrix.zeros(a.length, a.length == 0 ? 0 : a[0].length);
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        matrix.set(i, j, a[i][j]);
      }
    }
    return matrix;
  }

  public static double[][] column(double... values) {
    double[][] column = new double[values.length][1];
    for (int i = 0; i < values.length; i++) {
      column[i][0] = values[i];
    }
    return column;
  }

  public static double[][] diagonal(double... values) {
    double[][] diagonal = new double[values.length][values.length];
    for (int i = 0; i < values.length; i++) {
      diagonal[i][i] = values[i];
    }
    return diagonal;
  }

  public static double[][] identity(int n) {
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);
    return diagonal(ones);
  }

  /** Returns the n x n matrix of which every entry is {@code value}. */
  public static double[][] constant(int n, double value) {
    double[][] a = new double[n][n];
    for (double[] row : a) {
      java.util.Arrays.fill(row, value);
    }
    return a;
  }

  public static double[][] transpose(double[][] a) {
    double[][] t = new double[a.length == 0 ? 0 : a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  public static double[][] times(double[][] a, double[][] b) {
    int columns = b.length == 0 ? 0 : b[0].length;
    double[][] c = new double[a.length][columns];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < columns; j++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  public static double[][] times(double[][] a, double[][] b, double[][] c) {
    return times(times(a, b), c);
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

  /** Returns a A + b B. */
  public static double[][] combine(double a, double[][] left, double b, double[][] right) {
    double[][] sum = new double[left.length][];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = new double[left[i].length];
      for (int j = 0; j < sum[i].length; j++) {
        sum[i][j] = a * left[i][j] + b * right[i][j];
      }
    }
    return sum;
  }

  public static double trace(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i][i];
    }
    return sum;
  }

  /** Returns the inverse, by Gauss-Jordan elimination with partial pivoting. */
  public static double[][] inverse(double[][] a) {
    int n = a.length;
    double[][] work = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(a[i], 0, work[i], 0, n);
      work[i][n + i] = 1;
    }
    for (int k = 0; k < n; k++) {
      exchange(work, k);
      double pivot = work[k][k];
      for (int j = 0; j < 2 * n; j++) {
        work[k][j] /= pivot;
      }
      for (int i = 0; i < n; i++) {
        double factor = work[i][k];
        for (int j = 0; i != k && j < 2 * n; j++) {
          work[i][j] -= factor * work[k][j];
        }
      }
    }
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(work[i], n, inverse[i], 0, n);
    }
    return inverse;
  }

  /** Returns log|det A|, by Gaussian elimination with partial pivoting. */
  public static double logDeterminant(double[][] a) {
    int n = a.length;
    double[][] work = new double[n][];
    for (int i = 0; i < n; i++) {
      work[i] = a[i].clone();
    }
    double sum = 0;
    for (int k = 0; k < n; k++) {
      exchange(work, k);
      sum += Math.log(Math.abs(work[k][k]));
      for (int i = k + 1; i < n; i++) {
        double factor = work[i][k] / work[k][k];
        for (int j = k; j < n; j++) {
          work[i][j] -= factor * work[k][j];
        }
      }
    }
    return sum;
  }

  private static void exchange(double[][] work, int k) {
    int pivot = k;
    for (int i = k + 1; i < work.length; i++) {
      pivot = Math.abs(work[i][k]) > Math.abs(work[pivot][k]) ? i : pivot;
    }
    double[] row = work[k];
    work[k] = work[pivot];
    work[pivot] = row;
  }

  /** Returns P = V^-1 - V^-1 Z (Z'V^-1 Z)^-1 Z'V^-1. */
  public static double[][] projection(double[][] v, double[][] z) {
    double[][] inverse = inverse(v);
    if (z[0].length == 0) {
      return inverse;
    }
    double[][] left = times(inverse, z);
    double[][] middle = inverse(times(transpose(z), left));
    return combine(1, inverse, -1, times(left, middle, transpose(left)));
  }

  /** Returns P_0 = I - Z (Z'Z)^-1 Z'. */
  public static double[][] contrasts(double[][] z) {
    return projection(identity(z.length), z);
  }

  /** Returns the restricted log-likelihood of y ~ N(Zb, V), in the form that lme4 prints. */
  public static double restrictedLikelihood(double[][] v, double[][] z, double[] y) {
    double[][] p = projection(v, z);
    int q = z[0].length;
    double information = q == 0 ? 0 : logDeterminant(times(transpose(z), inverse(v), z));
    return -0.5
        * ((y.length - q) * Math.log(2 * Math.PI)
            + logDeterminant(v)
            + information
            + dot(y, times(p, y)));
  }

  /** Returns s K + e I. */
  public static double[][] covariance(double[][] kernel, double s, double e) {
    return combine(s, kernel, e, identity(kernel.length));
  }

  /** Returns MKM, M = I - 11'/n. */
  public static double[][] centred(double[][] kernel) {
    int n = kernel.length;
    double[][] m = combine(1, identity(n), -1, constant(n, 1.0 / n));
    return times(m, kernel, m);
  }

  public static double[][] select(double[][] a, int[] rows, int[] columns) {
    double[][] selected = new double[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        selected[i][j] = a[rows[i]][columns[j]];
      }
    }
    return selected;
  }

  public static double[] select(double[] x, int[] rows) {
    double[] selected = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      selected[i] = x[rows[i]];
    }
    return selected;
  }

  public static int[] range(int length) {
    int[] range = new int[length];
    java.util.Arrays.setAll(range, i -> i);
    return range;
  }

  public static double largest(double[][] a) {
    double largest = 0;
    for (double[] row : a) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  /** Returns the largest |a_ij - b_ij|, NaN where one is NaN. */
  public static double distance(double[][] a, double[][] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, distance(a[i], b[i]));
    }
    return largest;
  }

  public static double distance(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new AssertionError("lengths " + x.length + " and " + y.length);
    }
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(x[i] - y[i]));
    }
    return largest;
  }
}
