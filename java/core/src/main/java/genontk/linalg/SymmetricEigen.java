package genontk.linalg;

/**
 * An eigendecomposition A = U diag(values) U' of a symmetric matrix A (n x n).
 *
 * @param values the eigenvalues, ascending (n)
 * @param vectors the orthogonal matrix U (n x n), one eigenvector per column
 */
public record SymmetricEigen(double[] values, Matrix vectors) {}
