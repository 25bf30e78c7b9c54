package genontk.linalg.small;

import genontk.error.DidNotConverge;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The eigenvalues of a symmetric tridiagonal matrix, all by the rational QL method, which works on
 * the squares of what stands beside the diagonal and takes no root in its sweeps (Reinsch 1973,
 * tqlrat; LAPACK's dsterf is another of this kind): O(n^2).
 */
public final class TridiagonalEigenvalues {

  private static final double ROUNDING = Math.ulp(1.0);
  private static final int MAX_SWEEPS = 60;

  private final double[] d;
  private final double[] squares;

  private TridiagonalEigenvalues(double[] diagonal, double[] squares) {
    this.d = diagonal;
    this.squares = squares;
  }

  /** Returns those of the matrix with this diagonal (n) and these beside it (n - 1), ascending. */
  public static double[] of(double[] diagonal, double[] offDiagonal) {
    double size =
        DoubleStream.concat(Arrays.stream(diagonal), Arrays.stream(offDiagonal))
            .map(Math::abs)
            .max()
            .orElse(0);
    if (size == 0) {
      return diagonal.clone();
    }
    double[] squares = new double[diagonal.length]; // the last stays zero
    for (int i = 0; i < offDiagonal.length; i++) {
      double e = offDiagonal[i] / size;
      squares[i] = e * e;
    }
    double[] d = Arrays.stream(diagonal).map(x -> x / size).toArray();
    new TridiagonalEigenvalues(d, squares).run();
    Arrays.setAll(d, i -> d[i] * size);
    Arrays.sort(d);
    return d;
  }

  /**
   * Returns the smallest and the largest of them, by bisection on whether all pivots are positive
   * (Givens 1954): O(n).
   */
  public static double[] ends(double[] diagonal, double[] offDiagonal) {
    double reach = 0;
    for (int i = 0; i < diagonal.length; i++) {
      double beside = i == 0 ? 0 : Math.abs(offDiagonal[i - 1]);
      double after = i == offDiagonal.length ? 0 : Math.abs(offDiagonal[i]);
      reach = Math.max(reach, Math.abs(diagonal[i]) + beside + after);
    }
    return new double[] {
      0 - shift(diagonal, offDiagonal, 1, reach), shift(diagonal, offDiagonal, -1, reach)
    };
  }

  /** Returns the least shift with which sign T + shift I is positive definite. */
  private static double shift(double[] diagonal, double[] offDiagonal, int sign, double reach) {
    double low = -reach;
    double high = reach;
    while (high - low > ROUNDING * reach) {
      double middle = (low + high) / 2;
      if (isPositive(diagonal, offDiagonal, sign, middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static boolean isPositive(
      double[] diagonal, double[] offDiagonal, int sign, double shift) {
    double pivot = sign * diagonal[0] + shift;
    for (int i = 0; i < offDiagonal.length && pivot > 0; i++) {
      pivot = sign * diagonal[i + 1] + shift - offDiagonal[i] / pivot * offDiagonal[i];
    }
    return pivot > 0;
  }

  private void run() {
    double shift = 0;
    double size = 0;
    for (int l = 0; l < d.length; l++) {
      size = Math.max(size, Math.abs(d[l]) + Math.sqrt(squares[l]));
      double least = ROUNDING * size;
      int m = l;
      while (squares[m] > least * least) {
        m++;
      }
      boolean found = m == l;
      for (int sweep = 0; !found; sweep++) {
        if (sweep == MAX_SWEEPS) {
          throw new DidNotConverge(
              "The eigenvalues of a kernel did not converge; look for numbers out of all range.");
        }
        shift += shift(l);
        found = sweep(l, m, least);
      }
      d[l] += shift;
    }
  }

  /** Subtracts a shift, near the eigenvalue that is to appear at l, from the diagonal. */
  private double shift(int l) {
    double beside = Math.sqrt(squares[l]);
    double g = d[l];
    double p = (d[l + 1] - g) / (2 * beside);
    d[l] = beside / (p + Math.copySign(Math.sqrt(p * p + 1), p));
    double h = g - d[l];
    for (int i = l + 1; i < d.length; i++) {
      d[i] -= h;
    }
    return h;
  }

  /**
   * Chases from m up to l.
   *
   * @return whether the eigenvalue at l is found
   */
  private boolean sweep(int l, int m, double least) {
    double g = d[m] == 0 ? least : d[m];
    double h = g;
    double s = 0;
    for (int i = m - 1; i >= l; i--) {
      double p = g * h;
      double r = p + squares[i];
      squares[i + 1] = s * r;
      s = squares[i] / r;
      d[i + 1] = h + s * (h + d[i]);
      g = d[i] - squares[i] / g;
      g = g == 0 ? least : g;
      h = g * p / r;
    }
    squares[l] = s * g;
    d[l] = h;
    // The products may be too small to be told from zero.
    if (h == 0 || Math.abs(squares[l]) <= Math.abs(least * least / h)) {
      return true;
    }
    squares[l] *= h;
    return squares[l] == 0;
  }
}
