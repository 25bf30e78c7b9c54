package genontk.variance;

import genontk.error.DidNotConverge;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The eigenvalues of a symmetric tridiagonal matrix and the first component of each eigenvector, by
 * the implicit QL method (Bowdler, Martin, Reinsch and Wilkinson 1968, tql2) of which the first row
 * is kept (Golub and Welsch 1969): O(n^2).
 *
 * @param values the eigenvalues, ascending
 * @param first the first component of each one's eigenvector
 */
record TridiagonalSpectrum(double[] values, double[] first) {

  private static final double ROUNDING = Math.ulp(1.0);
  private static final int MAX_SWEEPS = 60;

  /** Returns the spectrum of the matrix with this diagonal (n) and these beside it (n - 1). */
  static TridiagonalSpectrum of(double[] diagonal, double[] offDiagonal) {
    int n = diagonal.length;
    Iteration iteration = new Iteration(diagonal, offDiagonal);
    iteration.run();
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> iteration.d[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new TridiagonalSpectrum(
        Arrays.stream(order).mapToDouble(i -> iteration.d[i]).toArray(),
        Arrays.stream(order).mapToDouble(i -> iteration.z[i]).toArray());
  }

  /** The matrix as it becomes diagonal, and the first row of what makes it so. */
  private static final class Iteration {

    private final double[] d;
    private final double[] e;
    private final double[] z;

    private Iteration(double[] diagonal, double[] offDiagonal) {
      this.d = diagonal.clone();
      this.e = Arrays.copyOf(offDiagonal, d.length);
      this.z = new double[d.length];
      z[0] = 1;
    }

    private void run() {
      double shift = 0;
      double size = 0;
      for (int l = 0; l < d.length; l++) {
        size = Math.max(size, Math.abs(d[l]) + Math.abs(e[l]));
        int m = l;
        while (Math.abs(e[m]) > ROUNDING * size) {
          m++;
        }
        for (int sweep = 0; m > l && Math.abs(e[l]) > ROUNDING * size; sweep++) {
          if (sweep == MAX_SWEEPS) {
            throw new DidNotConverge(
                "The eigenvalues of a kernel did not converge; look for numbers out of all range.");
          }
          shift += shift(l);
          sweep(l, m);
        }
        d[l] += shift;
        e[l] = 0;
      }
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
        double component = z[i + 1];
        z[i + 1] = s * z[i] + c * component;
        z[i] = c * z[i] - s * component;
      }
      p = -s * s2 * c3 * beside * e[l] / first;
      e[l] = s * p;
      d[l] = c * p;
    }
  }
}
