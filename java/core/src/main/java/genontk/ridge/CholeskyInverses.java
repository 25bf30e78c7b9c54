package genontk.ridge;

import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;

/**
 * Inverses by one factorisation V = LL' per penalty.
 *
 * @param kernel K
 * @param x X (n x k)
 * @param diagonals whether to compute diagonals of V^-1
 */
record CholeskyInverses(
    KernelMixture kernel, Matrix x, boolean diagonals, LinearAlgebra algebra, Execution execution)
    implements PenaltyInverses {

  @Override
  public Inverse at(double penalty, int[] columns) {
    Matrix covariance = kernel.form(execution);
    for (int i = 0; i < covariance.rows(); i++) {
      covariance.set(i, i, covariance.get(i, i) + penalty);
    }
    Cholesky factor = algebra.cholesky(covariance);
    Matrix solved = x.selectColumns(columns);
    factor.solve(solved);
    execution.cancellation().checkpoint();
    return new Inverse(solved, diagonals ? factor.inverseDiagonal() : null);
  }
}
