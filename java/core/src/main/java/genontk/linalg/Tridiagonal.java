package genontk.linalg;

/**
 * A reduction A = QTQ' of a symmetric matrix A (n x n), with T tridiagonal and Q orthogonal.
 *
 * <p>The first column of Q is the first unit vector, so that f(A) and f(T) have the same first
 * element for every function f.
 */
public interface Tridiagonal {

  /** Returns the diagonal of T (n). */
  double[] diagonal();

  /** Returns the entries below the diagonal of T (n - 1; none if n is 0). */
  double[] offDiagonal();

  /** Overwrites B (n x k) with QB. */
  void multiply(Matrix b);
}
