package genontk.linalg;

import genontk.error.NotPositiveDefinite;
import java.util.Optional;

/**
 * The dense linear algebra that genontk stands on. Every implementation passes the same contract
 * test.
 *
 * <p>Results do not depend on the number of threads that an implementation uses.
 */
public interface LinearAlgebra {

  /** How many columns of a triangle are computed in one piece. */
  int STRIP = 512;

  /** Returns the name by which users choose this implementation ("java"). */
  String name();

  /** Returns what it is, with its version, for reports. */
  String description();

  /**
   * Sets C to alpha op(A) op(B) + beta C.
   *
   * @param alpha the factor of the product
   * @param a A, or its transpose if {@code transposeA}
   * @param b B, or its transpose if {@code transposeB}
   * @param beta the factor of what C holds; 0 overwrites C whatever it holds
   * @param c C, which shares no data with A or B
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
   * Sets the lower triangle of C to that of alpha AA' + beta C, or of alpha A'A + beta C.
   *
   * @param alpha the factor of the product
   * @param a A
   * @param transposeA whether it is A'A
   * @param beta the factor of what C holds; 0 overwrites C whatever it holds
   * @param c C (square), which shares no data with A; above its diagonal anything may be left
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
   * Sets C to AB' in single precision; all are column-major without gaps.
   *
   * @param a A (m x k)
   * @param b B (n x k)
   * @param c C (m x n)
   */
  void productTransposed(int m, int n, int k, float[] a, float[] b, float[] c);

  /**
   * Factors a symmetric positive definite matrix as LL'.
   *
   * @param a the matrix (only its lower triangle is read); its data are overwritten
   * @throws NotPositiveDefinite if a pivot is not positive
   */
  Cholesky cholesky(Matrix a);

  /**
   * Decomposes a symmetric matrix as U diag(values) U'.
   *
   * @param a the matrix (only its lower triangle is read); its data are overwritten
   */
  SymmetricEigen eigen(Matrix a);

  /**
   * Reduces a symmetric matrix to tridiagonal form, QTQ'.
   *
   * @param a the matrix (only its lower triangle is read); its data are overwritten
   */
  Tridiagonal tridiagonal(Matrix a);

  /**
   * Returns T of a tridiagonal form QTQ' of a symmetric matrix, Q orthogonal with the first unit
   * vector as its first column, where Q is not wanted.
   *
   * @param a the matrix (only its lower triangle is read); its data may be overwritten
   */
  default TridiagonalMatrix tridiagonalMatrix(Matrix a) {
    Tridiagonal form = tridiagonal(a);
    return new TridiagonalMatrix(form.diagonal(), form.offDiagonal());
  }

  /** Returns the same on one thread, for one of several pieces of work side by side. */
  LinearAlgebra onOneThread();

  /**
   * Returns how many doubles a call holds outside the Java heap at the most.
   *
   * @param order the number of rows and columns of the largest matrix
   * @param eigenvectors whether eigenvectors of such a matrix are wanted
   */
  default double nativeDoubles(int order, boolean eigenvectors) {
    return 0;
  }

  /** Returns the device on which work of several steps can stay; without one it is on the heap. */
  default Optional<Device> device() {
    return Optional.empty();
  }

  /**
   * Returns how many operations a product may have at the most for a cancellation to be seen within
   * a second; without end where it is looked for meanwhile.
   */
  default double longestProduct() {
    return 4e9;
  }

  /** A matrix H of which several products are formed. */
  interface Held extends AutoCloseable {

    /**
     * Sets C to HB + beta C.
     *
     * @param beta the factor of what C holds; 0 overwrites C whatever it holds
     */
    void multiply(Matrix b, double beta, Matrix c);

    /** Sets C to AH' + beta C; see {@link #multiply}. */
    void multiplyTransposed(Matrix a, double beta, Matrix c);

    @Override
    void close();
  }

  /** Returns H, which is not to change before it is closed, for several products. */
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
