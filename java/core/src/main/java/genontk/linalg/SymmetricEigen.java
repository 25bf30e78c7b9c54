package genontk.linalg;

/**
 * An eigendecomposition A = U diag(values) U' of a symmetric matrix.
 *
 * @param values the n eigenvalues, ascending
 * @param vectors U (n x n), a column an eigenvector
 */
public record SymmetricEigen(double[] values, Matrix vectors) {}
