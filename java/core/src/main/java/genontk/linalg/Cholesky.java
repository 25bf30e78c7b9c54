package genontk.linalg;

/** A Cholesky factorisation A = LL'. */
public interface Cholesky {

  /** Overwrites B (n x k) with the solution X of AX = B. */
  void solve(Matrix b);

  /** Overwrites B (n x k) with the solution X of LX = B. */
  void solveLower(Matrix b);

  /** Returns log|A|. */
  double logDeterminant();

  /**
   * Returns A^-1 (n x n, both triangles), on the memory of the factor where that is possible: the
   * factorisation is of no use afterwards.
   */
  Matrix inverse();

  /**
   * Returns the diagonal of A^-1 (n), which may take less than all of it: as after that, the
   * factorisation is of no use.
   */
  default double[] inverseDiagonal() {
    Matrix inverse = inverse();
    double[] diagonal = new double[inverse.rows()];
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = inverse.get(i, i);
    }
    return diagonal;
  }
}
