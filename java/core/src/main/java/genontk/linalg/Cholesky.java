package genontk.linalg;

import java.util.Arrays;

/** A Cholesky factorisation A = LL' of a symmetric positive definite matrix A (n x n). */
public interface Cholesky {

  /** Overwrites B (n x k) with the solution X of AX = B. */
  void solve(Matrix b);

  /** Overwrites B (n x k) with the solution X of LX = B. */
  void solveLower(Matrix b);

  /** Returns log|A|. */
  double logDeterminant();

  /**
   * Returns A^-1 (n x n, both triangles), which may overwrite the factor. Nothing else may be
   * called afterwards.
   */
  Matrix inverse();

  /** Returns the diagonal of A^-1 (n). Nothing else may be called afterwards. */
  default double[] inverseDiagonal() {
    Matrix inverse = inverse();
    double[] diagonal = new double[inverse.rows()];
    Arrays.setAll(diagonal, i -> inverse.get(i, i));
    return diagonal;
  }
}
