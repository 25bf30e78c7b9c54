package genontk.ridge;

import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import java.util.Arrays;

/**
 * Diagonals of a kernel at a penalty, whatever the trait: V = K + lambda I, Q an orthonormal basis
 * of the fixed effects, P = V^-1 - B (V^-1 Q)' with B = V^-1 Q M^-1 and M = Q'V^-1 Q.
 *
 * @param projection diag P (n)
 * @param prior diag K on the centred kernel (n)
 * @param unexplained diag(K - KPK) on the centred kernel (n), not below 0
 */
record ProjectionDiagonals(double[] projection, double[] prior, double[] unexplained) {

  /** Returns diag K on the centred kernel (n). */
  static double[] prior(KernelMixture kernel, LinearAlgebra algebra) {
    Matrix ones = ones(kernel.candidate().people());
    return centred(kernel.diagonal(), kernel.times(ones, algebra).toArray());
  }

  private static Matrix ones(int n) {
    Matrix ones = Matrix.zeros(n, 1);
    Arrays.fill(ones.data(), 1);
    return ones;
  }

  /**
   * Computes them.
   *
   * @param inverse what is known of V^-1, beside columns of no use here the products with Q and 1
   * @param first the first column of these
   * @param basis Q (n x q)
   */
  static ProjectionDiagonals of(
      double penalty,
      double[] prior,
      PenaltyInverses.Inverse inverse,
      int first,
      Matrix basis,
      LinearAlgebra algebra) {
    int n = basis.rows();
    int q = basis.columns();
    Matrix one = ones(n);
    Matrix solved = inverse.solved().block(0, first, n, q);
    Cholesky within = algebra.cholesky(algebra.product(basis, true, solved, false));
    Matrix b = solved.transpose();
    within.solve(b);
    b = b.transpose();
    Matrix sums = inverse.solved().block(0, first + q, n, 1).copy(); // P1, of V^-1 1
    Matrix solvedSums = algebra.product(solved, true, one, false);
    algebra.multiply(-1, b, false, solvedSums, false, 1, sums);
    double[] taken = products(b, solved);
    double[] projection = inverse.diagonal().clone();
    Arrays.setAll(projection, i -> projection[i] - taken[i]);
    Matrix regression = basis.transpose();
    within.solve(regression);
    double[] left =
        unexplained(projection, sums, b, basis, regression.transpose(), penalty, one, algebra);
    return new ProjectionDiagonals(projection, prior, left);
  }

  /**
   * Returns the centred diagonal of K - KPK = lambda I - lambda^2 P - lambda (BQ' + QB') + RQ',
   * which follows from KP = I - lambda P - QB'.
   *
   * @param sums P1, which is overwritten
   * @param regression R = Q M^-1
   */
  private static double[] unexplained(
      double[] projection,
      Matrix sums,
      Matrix b,
      Matrix basis,
      Matrix regression,
      double lambda,
      Matrix one,
      LinearAlgebra algebra) {
    double[] across = products(b, basis);
    double[] along = products(regression, basis);
    double[] diagonal = new double[projection.length];
    Arrays.setAll(
        diagonal,
        i -> lambda - lambda * lambda * projection[i] - 2 * lambda * across[i] + along[i]);
    Matrix ofBasis = algebra.product(basis, true, one, false);
    Matrix ofB = algebra.product(b, true, one, false);
    algebra.multiply(-lambda, b, false, ofBasis, false, -lambda * lambda, sums);
    algebra.multiply(-lambda, basis, false, ofB, false, 1, sums);
    algebra.multiply(1, regression, false, ofBasis, false, 1, sums);
    double[] rows = sums.toArray();
    Arrays.setAll(rows, i -> rows[i] + lambda);
    double[] left = centred(diagonal, rows);
    Arrays.setAll(left, i -> Math.max(0, left[i]));
    return left;
  }

  /** Returns the products of two matrices' rows. */
  private static double[] products(Matrix a, Matrix b) {
    double[] products = new double[a.rows()];
    for (int j = 0; j < a.columns(); j++) {
      for (int i = 0; i < products.length; i++) {
        products[i] += a.get(i, j) * b.get(i, j);
      }
    }
    return products;
  }

  /** Returns the diagonal of MAM, M = I - 11'/n, from that of A and the sums of its rows. */
  private static double[] centred(double[] diagonal, double[] sums) {
    int n = diagonal.length;
    double mean = Arrays.stream(sums).sum() / n / n;
    double[] centred = new double[n];
    Arrays.setAll(centred, i -> diagonal[i] - 2 * sums[i] / n + mean);
    return centred;
  }
}
