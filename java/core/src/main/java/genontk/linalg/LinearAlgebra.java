package genontk.linalg;

import genontk.error.NotPositiveDefinite;

/**
 * The dense linear algebra that genontk stands on. Every implementation passes the same contract
 * test.
 *
 * <p>Results do not depend on the number of threads that an implementation uses.
 */
public interface LinearAlgebra {

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

  /** Returns op(A) op(B) as a new matrix. */
  default Matrix product(Matrix a, boolean transposeA, Matrix b, boolean transposeB) {
    Matrix c =
        Matrix.zeros(transposeA ? a.columns() : a.rows(), transposeB ? b.rows() : b.columns());
    multiply(1, a, transposeA, b, transposeB, 0, c);
    return c;
  }
}
