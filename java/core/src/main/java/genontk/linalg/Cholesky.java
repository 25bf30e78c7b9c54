package genontk.linalg;

/** A Cholesky factorisation A = LL'. */
public interface Cholesky {

  /** Overwrites B (n x k) with the solution X of AX = B. */
  void solve(Matrix b);

  /** Returns log|A|. */
  double logDeterminant();
}
