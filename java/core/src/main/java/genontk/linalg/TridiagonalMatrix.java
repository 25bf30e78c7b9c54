package genontk.linalg;

/**
 * A symmetric tridiagonal matrix T (n x n).
 *
 * @param diagonal the diagonal (n)
 * @param offDiagonal the entries below the diagonal (n - 1; none if n is 0)
 */
public record TridiagonalMatrix(double[] diagonal, double[] offDiagonal) {}
