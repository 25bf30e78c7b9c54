package genontk.ridge;

import genontk.error.NotPositiveDefinite;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Tridiagonal;
import genontk.run.Execution;

/**
 * Inverses at many penalties, with their diagonals, from one tridiagonal form QTQ' of the kernel.
 *
 * <p>With T + lambda I = LDL' and U = QL^-T, V^-1 = U D^-1 U'. L has ones on its diagonal and the
 * factors l_j below them, so u_j = q_j - l_j u_{j-1}. The form takes O(n^3) once, each penalty
 * O(n^2).
 */
final class TridiagonalInverses implements PenaltyInverses {

  /** The number of rows of U per strip, of which two columns and the sums stay in the cache. */
  private static final int STRIP_ROWS = 256;

  private final double[] diagonal;
  private final double[] beside;
  private final Matrix vectors;
  private final Matrix rotated;
  private final LinearAlgebra algebra;
  private final Execution execution;

  /**
   * Reduces a kernel.
   *
   * @param kernel W^1/2 K W^1/2 (n x n), which is overwritten
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
    double[] factors = new double[n]; // l_j of L
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

  /** Overwrites the n numbers b that begin at {@code start} with (LDL')^-1 b. */
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
            (n + STRIP_ROWS - 1) / STRIP_ROWS,
            strip -> {
              int from = strip * STRIP_ROWS;
              double[] own = rowSums(pivots, factors, from, Math.min(STRIP_ROWS, n - from));
              System.arraycopy(own, 0, sums, from, own.length);
            });
    return sums;
  }

  /** Returns sum_j u_ij^2 / D_jj of some rows i. */
  private double[] rowSums(double[] pivots, double[] factors, int from, int rows) {
    double[] sums = new double[rows];
    double[] q = new double[rows];
    double[] u = new double[rows];
    for (int j = 0; j < pivots.length; j++) {
      System.arraycopy(vectors.data(), vectors.start(j) + from, q, 0, rows);
      addSquares(q, factors[j], u, 1 / pivots[j], sums);
    }
    return sums;
  }

  /** Replaces a column of U by the next and adds its squares. */
  private static void addSquares(double[] q, double factor, double[] u, double by, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      u[i] = q[i] - factor * u[i];
      sums[i] += u[i] * u[i] * by;
    }
  }
}
