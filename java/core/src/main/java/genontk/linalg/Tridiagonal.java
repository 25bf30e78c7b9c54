package genontk.linalg;

/**
 * A reduction A = QTQ' of a symmetric matrix, T tridiagonal and Q orthogonal with the first unit
 * vector as its first column: what A is along that vector, T is too.
 */
public interface Tridiagonal {

  /** Returns the diagonal of T (n). */
  double[] diagonal();

  /** Returns what stands beside the diagonal of T (n - 1; none where n is 0). */
  double[] offDiagonal();

  /** Overwrites B (n x k) with QB. */
  void multiply(Matrix b);
}
