package genontk.ridge;

import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import java.util.Arrays;

/**
 * Diagonals of a kernel at a penalty, whatever the trait, with V = K + lambda W^-1 and P = V^-1 -
 * V^-1 Z (Z'V^-1 Z)^-1 Z'V^-1.
 *
 * <p>They are computed for W^1/2 K W^1/2, whose penalty is the same for everyone. There Q is an
 * orthonormal basis of the fixed effects, M = Q'V^-1 Q and B = V^-1 Q M^-1, and P = V^-1 - B (V^-1
 * Q)'.
 *
 * @param projection diag P (n)
 * @param prior diag K of the centred kernel (n)
 * @param unexplained diag(K - KPK) of the centred kernel (n), not below 0
 */
record ProjectionDiagonals(double[] projection, double[] prior, double[] unexplained) {

  /** Returns diag K of the centred kernel (n). */
  static double[] prior(KernelMixture kernel, LinearAlgebra algebra) {
    double[] ones = new double[kernel.candidate().people()];
    Arrays.fill(ones, 1);
    return centred(kernel.diagonal(), kernel.times(Matrix.column(ones), algebra).toArray());
  }

  /** Returns u = W^-1/2 1, with which sums over people are products. */
  static double[] summing(PersonWeights weights) {
    double[] ones = new double[weights.people()];
    Arrays.fill(ones, 1);
    return weights.unscaled(ones);
  }

  /**
   * Computes the diagonals.
   *
   * @param inverse of V: its diagonal, and its products with other columns, Q and u
   * @param first the first column of the products with Q
   * @param basis Q (n x q)
   */
  static ProjectionDiagonals of(
      double penalty,
      double[] prior,
      PenaltyInverses.Inverse inverse,
      int first,
      Matrix basis,
      PersonWeights weights,
      LinearAlgebra algebra) {
    int n = basis.rows();
    int q = basis.columns();
    Matrix u = Matrix.column(summing(weights));
    Matrix solved = inverse.solved().block(0, first, n, q);
    Cholesky within = algebra.cholesky(algebra.product(basis, true, solved, false));
    Matrix b = solved.transpose();
    within.solve(b);
    b = b.transpose();
    Matrix sums = inverse.solved().block(0, first + q, n, 1).copy(); // Pu, from V^-1 u
    Matrix solvedSums = algebra.product(solved, true, u, false);
    algebra.multiply(-1, b, false, solvedSums, false, 1, sums);
    double[] taken = products(b, solved);
    double[] projection = inverse.diagonal().clone();
    Arrays.setAll(projection, i -> projection[i] - taken[i]);
    Matrix regression = basis.transpose();
    within.solve(regression);
    regression = regression.transpose();
    double[] diagonal = diagonal(projection, b, basis, regression, penalty);
    addEffects(sums, b, basis, regression, penalty, u, algebra);
    double[] rows = sums.toArray();
    Arrays.setAll(rows, i -> rows[i] + penalty * u.data()[i]);
    Arrays.setAll(diagonal, i -> diagonal[i] / weights.weight(i));
    double[] unexplained = centred(diagonal, weights.unscaled(rows));
    Arrays.setAll(unexplained, i -> Math.max(0, unexplained[i]));
    Arrays.setAll(projection, i -> projection[i] * weights.weight(i));
    return new ProjectionDiagonals(projection, prior, unexplained);
  }

  /**
   * Returns the diagonal of K - KPK = lambda I - lambda^2 P - lambda (BQ' + QB') + RQ', which
   * follows from KP = I - lambda P - QB'.
   *
   * @param regression R = Q M^-1
   */
  private static double[] diagonal(
      double[] projection, Matrix b, Matrix basis, Matrix regression, double lambda) {
    double[] across = products(b, basis);
    double[] along = products(regression, basis);
    double[] diagonal = new double[projection.length];
    Arrays.setAll(
        diagonal,
        i -> lambda - lambda * lambda * projection[i] - 2 * lambda * across[i] + along[i]);
    return diagonal;
  }

  /** Overwrites Pu with (K - KPK - lambda I) u. */
  private static void addEffects(
      Matrix sums,
      Matrix b,
      Matrix basis,
      Matrix regression,
      double lambda,
      Matrix u,
      LinearAlgebra algebra) {
    Matrix ofBasis = algebra.product(basis, true, u, false);
    Matrix ofB = algebra.product(b, true, u, false);
    algebra.multiply(-lambda, b, false, ofBasis, false, -lambda * lambda, sums);
    algebra.multiply(-lambda, basis, false, ofB, false, 1, sums);
    algebra.multiply(1, regression, false, ofBasis, false, 1, sums);
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

  /** Returns the diagonal of CAC, C = I - 11'/n, from that of A and the sums of its rows. */
  private static double[] centred(double[] diagonal, double[] sums) {
    int n = diagonal.length;
    double mean = Arrays.stream(sums).sum() / n / n;
    double[] centred = new double[n];
    Arrays.setAll(centred, i -> diagonal[i] - 2 * sums[i] / n + mean);
    return centred;
  }
}
