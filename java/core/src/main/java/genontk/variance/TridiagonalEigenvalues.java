package genontk.variance;

import genontk.error.DidNotConverge;
import java.util.Arrays;

/**
 * The eigenvalues of a symmetric tridiagonal matrix by the implicit QL method (Bowdler, Martin,
 * Reinsch and Wilkinson 1968, tql1), without eigenvectors: O(n^2).
 */
final class TridiagonalEigenvalues {

  private static final double ROUNDING = Math.ulp(1.0);
  private static final int MAX_SWEEPS = 60;

  private final double[] d;
  private final double[] e;

  private TridiagonalEigenvalues(double[] diagonal, double[] offDiagonal) {
    this.d = diagonal.clone();
    this.e = Arrays.copyOf(offDiagonal, diagonal.length);
  }

  /** Returns the eigenvalues, ascending. */
  static double[] of(double[] diagonal, double[] offDiagonal) {
    TridiagonalEigenvalues work = new TridiagonalEigenvalues(diagonal, offDiagonal);
    double shift = 0;
    double size = 0;
    for (int l = 0; l < diagonal.length; l++) {
      size = Math.max(size, Math.abs(work.d[l]) + Math.abs(work.e[l]));
      int m = l;
      while (Math.abs(work.e[m]) > ROUNDING * size) {
        m++;
      }
      for (int sweep = 0; m > l && Math.abs(work.e[l]) > ROUNDING * size; sweep++) {
        if (sweep == MAX_SWEEPS) {
          throw new DidNotConverge(
              "The eigenvalues of a kernel did not converge; look for numbers out of all range.");
        }
        shift += work.shift(l);
        work.sweep(l, m);
      }
      work.d[l] += shift;
      work.e[l] = 0;
    }
    Arrays.sort(work.d);
    return work.d;
  }

  /** Subtracts a shift, near the eigenvalue that is to appear at l, from the diagonal. */
  private double shift(int l) {
    double g = d[l];
    double p = (d[l + 1] - g) / (2 * e[l]);
    double r = Math.copySign(Math.sqrt(p * p + 1), p);
    d[l] = e[l] / (p + r);
    d[l + 1] = e[l] * (p + r);
    double h = g - d[l];
    for (int i = l + 2; i < d.length; i++) {
      d[i] -= h;
    }
    return h;
  }

  /** Chases rotations from m up to l. */
  private void sweep(int l, int m) {
    double first = d[l + 1];
    double beside = e[l + 1];
    double p = d[m];
    double c = 1;
    double c2 = 1;
    double c3 = 1;
    double s = 0;
    double s2 = 0;
    for (int i = m - 1; i >= l; i--) {
      c3 = c2;
      c2 = c;
      s2 = s;
      double g = c * e[i];
      double h = c * p;
      double r = Math.sqrt(p * p + e[i] * e[i]);
      e[i + 1] = s * r;
      s = e[i] / r;
      c = p / r;
      p = c * d[i] - s * g;
      d[i + 1] = h + s * (c * g + s * d[i]);
    }
    p = -s * s2 * c3 * beside * e[l] / first;
    e[l] = s * p;
    d[l] = c * p;
  }
}
