package genontk.ridge;

import genontk.error.NotPositiveDefinite;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Tridiagonal;
import genontk.run.Execution;

/**
 * Inverses at many penalties, with their diagonals, from one tridiagonal form K = QTQ'.
 *
 * <p>With T + lambda I = LDL', V^-1 = W D^-1 W', W = QL^-T. As L has ones and the factors l_j
 * beside them, w_j = q_j - l_j w_{j-1}: O(n^2) a penalty, after O(n^3) once.
 */
final class TridiagonalInverses implements PenaltyInverses {

  /** So many rows of W are made at once, of which two columns and the sums stay in the cache. */
  private static final int STRIP = 256;

  private final double[] diagonal;
  private final double[] beside;
  private final Matrix vectors;
  private final Matrix rotated;
  private final LinearAlgebra algebra;
  private final Execution execution;

  /**
   * Reduces a kernel.
   *
   * @param kernel K (n x n), which is overwritten
   * @param x X (n x k)
   */
  TridiagonalInverses(Matrix kernel, Matrix x, LinearAlgebra algebra, Execution execution) {
    Tridiagonal form = algebra.tridiagonal(kernel);
    this.diagonal = form.diagonal();
    this.beside = form.offDiagonal();
    this.vectors = Matrix.identity(kernel.rows());
    form.multiply(vectors);
    this.rotated = algebra.product(vectors, true, x, false);
    this.algebra = algebra;
    this.execution = execution;
  }

  @Override
  public Inverse at(double penalty, int[] columns) {
    int n = diagonal.length;
    double[] pivots = new double[n]; // of D
    double[] factors = new double[n]; // l_j, beside the ones of L
    for (int j = 0; j < n; j++) {
      factors[j] = j == 0 ? 0 : beside[j - 1] / pivots[j - 1];
      pivots[j] = diagonal[j] + penalty - (j == 0 ? 0 : factors[j] * beside[j - 1]);
      if (!(pivots[j] > 0)) {
        throw NotPositiveDefinite.ofOrder(n);
      }
    }
    Matrix solved = rotated.selectColumns(columns);
    for (int k = 0; k < columns.length; k++) {
      solve(pivots, factors, solved.data(), solved.start(k));
    }
    return new Inverse(
        algebra.product(vectors, false, solved, false), diagonalOfInverse(pivots, factors));
  }

  /** Overwrites the n numbers b from a place on with (LDL')^-1 b. */
  private static void solve(double[] pivots, double[] factors, double[] b, int start) {
    int last = pivots.length - 1;
    for (int j = 1; j <= last; j++) {
      b[start + j] -= factors[j] * b[start + j - 1];
    }
    b[start + last] /= pivots[last];
    for (int j = last - 1; j >= 0; j--) {
      b[start + j] = b[start + j] / pivots[j] - factors[j + 1] * b[start + j + 1];
    }
  }

  private double[] diagonalOfInverse(double[] pivots, double[] factors) {
    int n = pivots.length;
    double[] sums = new double[n];
    execution
        .threads()
        .forEach(
            (n + STRIP - 1) / STRIP,
            strip -> {
              int from = strip * STRIP;
              double[] own = rowSums(pivots, factors, from, Math.min(STRIP, n - from));
              System.arraycopy(own, 0, sums, from, own.length);
            });
    return sums;
  }

  /** Returns sum_j w_ij^2 / D_jj of some rows i. */
  private double[] rowSums(double[] pivots, double[] factors, int from, int rows) {
    double[] sums = new double[rows];
    double[] q = new double[rows];
    double[] w = new double[rows];
    for (int j = 0; j < pivots.length; j++) {
      System.arraycopy(vectors.data(), vectors.start(j) + from, q, 0, rows);
      addSquares(q, factors[j], w, 1 / pivots[j], sums);
    }
    return sums;
  }

  /** Takes the step from one column of W to the next. */
  private static void addSquares(double[] q, double factor, double[] w, double by, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      w[i] = q[i] - factor * w[i];
      sums[i] += w[i] * w[i] * by;
    }
  }
}
