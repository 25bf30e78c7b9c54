package genontk.linalg;

/**
 * A symmetric tridiagonal matrix T.
 *
 * @param diagonal its diagonal (n)
 * @param offDiagonal what stands beside that (n - 1; none where n is 0)
 */
public record TridiagonalMatrix(double[] diagonal, double[] offDiagonal) {}
