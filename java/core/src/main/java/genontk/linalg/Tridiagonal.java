package genontk.linalg;

/**
 * A symmetric tridiagonal matrix T = Q'AQ, Q orthogonal with the first unit vector as its first
 * column: what A is along that vector, T is too.
 *
 * @param diagonal the diagonal of T (n)
 * @param offDiagonal what stands beside it (n - 1; none where n is 0)
 */
public record Tridiagonal(double[] diagonal, double[] offDiagonal) {}
