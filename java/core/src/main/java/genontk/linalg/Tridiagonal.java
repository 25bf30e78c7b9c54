package genontk.linalg;

/** A reduction A = QTQ' of a symmetric matrix, Q orthogonal and T tridiagonal. */
public interface Tridiagonal {

  /** Returns the diagonal of T (n). */
  double[] diagonal();

  /** Returns what stands beside the diagonal of T (n - 1; none where n is 0). */
  double[] offDiagonal();

  /** Overwrites B (n x k) with QB. */
  void multiply(Matrix b);

  /** Overwrites B (n x k) with Q'B. */
  void multiplyTransposed(Matrix b);
}
