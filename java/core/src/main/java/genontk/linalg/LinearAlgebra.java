package genontk.linalg;

import genontk.error.NotPositiveDefinite;
import java.util.Optional;

/**
 * Dense linear algebra. Every implementation passes the same contract test, and its results do not
 * depend on its number of threads.
 */
public interface LinearAlgebra {

  /** Number of columns of a triangle that are computed in one piece. */
  int STRIP = 512;

  /** Returns the name by which users choose this implementation ("java"). */
  String name();

  /** Returns a description for reports: product and version. */
  String description();

  /**
   * Sets C (m x n) to alpha op(A) op(B) + beta C, op(A) being m x k and op(B) k x n.
   *
   * @param alpha the factor of the product
   * @param a the matrix A
   * @param transposeA whether op(A) is A'
   * @param b the matrix B
   * @param transposeB whether op(B) is B'
   * @param beta the factor of C; 0 overwrites C even where it is NaN
   * @param c the matrix C, which shares no data with A or B
   */
  void multiply(
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c);

  /**
   * Sets the lower triangle of C (n x n) to that of alpha AA' + beta C, or of alpha A'A + beta C.
   *
   * @param alpha the factor of the product
   * @param a the matrix A (n x k, or k x n if transposed)
   * @param transposeA whether the product is A'A
   * @param beta the factor of C; 0 overwrites C even where it is NaN
   * @param c the matrix C, which shares no data with A; its upper triangle may change
   */
  default void multiplySymmetric(
      double alpha, Matrix a, boolean transposeA, double beta, Matrix c) {
    int n = c.columns();
    int inner = transposeA ? a.rows() : a.columns();
    for (int j = 0; j < n; j += STRIP) {
      int width = Math.min(STRIP, n - j);
      Matrix below = transposeA ? a.block(0, j, inner, n - j) : a.block(j, 0, n - j, inner);
      Matrix strip = transposeA ? a.block(0, j, inner, width) : a.block(j, 0, width, inner);
      multiply(alpha, below, transposeA, strip, !transposeA, beta, c.block(j, j, n - j, width));
    }
  }

  /**
   * Sets C to AB' in single precision; all matrices are column-major without gaps.
   *
   * @param m the number of rows of A
   * @param n the number of rows of B
   * @param k the number of columns of A and B
   * @param a the matrix A (m x k)
   * @param b the matrix B (n x k)
   * @param c the matrix C (m x n)
   */
  void productTransposed(int m, int n, int k, float[] a, float[] b, float[] c);

  /**
   * Factors a symmetric positive definite matrix as LL'.
   *
   * @param a the matrix (n x n, only its lower triangle is read), which is overwritten
   * @throws NotPositiveDefinite if a pivot is not positive
   */
  Cholesky cholesky(Matrix a);

  /**
   * Decomposes a symmetric matrix as U diag(values) U'.
   *
   * @param a the matrix (n x n, only its lower triangle is read), which is overwritten
   * @throws genontk.error.DidNotConverge if no eigenvalues are found, as with NaN
   */
  SymmetricEigen eigen(Matrix a);

  /**
   * Reduces a symmetric matrix to tridiagonal form, QTQ'.
   *
   * @param a the matrix (n x n, only its lower triangle is read), which is overwritten
   */
  Tridiagonal tridiagonal(Matrix a);

  /**
   * Returns T of a tridiagonal form QTQ' of a symmetric matrix, where Q is not needed. Q is
   * orthogonal, with the first unit vector as its first column.
   *
   * @param a the matrix (n x n, only its lower triangle is read), which may be overwritten
   */
  default TridiagonalMatrix tridiagonalMatrix(Matrix a) {
    Tridiagonal form = tridiagonal(a);
    return new TridiagonalMatrix(form.diagonal(), form.offDiagonal());
  }

  /** Returns this linear algebra on one thread, for pieces of work that run side by side. */
  LinearAlgebra onOneThread();

  /**
   * Returns the largest number of doubles that a call holds outside the Java heap.
   *
   * @param order the number of rows and columns of the largest matrix
   * @param eigenvectors whether eigenvectors of such a matrix are computed
   */
  default double nativeDoubles(int order, boolean eigenvectors) {
    return 0;
  }

  /**
   * Returns the device on which matrices can stay during work of several steps, if there is one.
   */
  default Optional<Device> device() {
    return Optional.empty();
  }

  /**
   * Returns the largest number of operations of a product during which a cancellation waits less
   * than a second; infinite if products see it themselves.
   */
  default double longestProduct() {
    return 4e9;
  }

  /** A matrix H (m x k) that several products share. */
  interface Held extends AutoCloseable {

    /**
     * Sets C (m x n) to HB + beta C.
     *
     * @param b the matrix B (k x n)
     * @param beta the factor of C; 0 overwrites C even where it is NaN
     * @param c the matrix C, which shares no data with B or H
     */
    void multiply(Matrix b, double beta, Matrix c);

    /** Sets C (n x m) to AH' + beta C, A being n x k; see {@link #multiply}. */
    void multiplyTransposed(Matrix a, double beta, Matrix c);

    @Override
    void close();
  }

  /** Returns H for several products; H must not change before it is closed. */
  default Held hold(Matrix h) {
    return new Held() {
      @Override
      public void multiply(Matrix b, double beta, Matrix c) {
        LinearAlgebra.this.multiply(1, h, false, b, false, beta, c);
      }

      @Override
      public void multiplyTransposed(Matrix a, double beta, Matrix c) {
        LinearAlgebra.this.multiply(1, a, false, h, true, beta, c);
      }

      @Override
      public void close() {}
    };
  }

  /** Returns op(A) op(B) as a new matrix. */
  default Matrix product(Matrix a, boolean transposeA, Matrix b, boolean transposeB) {
    Matrix c =
        Matrix.zeros(transposeA ? a.columns() : a.rows(), transposeB ? b.rows() : b.columns());
    multiply(1, a, transposeA, b, transposeB, 0, c);
    return c;
  }
}
