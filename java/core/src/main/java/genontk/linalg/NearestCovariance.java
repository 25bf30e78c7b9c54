package genontk.linalg;

import genontk.error.NotPositiveDefinite;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import java.util.Arrays;

/**
 * A symmetric matrix and the nearest one without negative eigenvalues (Higham 1988): U max(d, 0)
 * U'.
 *
 * @param given K (n x n)
 * @param values the eigenvalues d, ascending; empty where none is below zero
 * @param vectors U, its columns that belong to negative eigenvalues (n x count)
 */
public record NearestCovariance(Matrix given, double[] values, Matrix vectors) {

  /** Eigenvalues down to minus this share of the mean are rounding of the computation. */
  private static final double COMPUTED = 1e-7;

  /** Negative eigenvalues smaller than this share of the trace are not counted. */
  private static final double ROUNDING = 1e-14;

  /** Matrices of n x n that a decomposition takes: the matrix and its vectors. */
  private static final double DECOMPOSITION_MATRICES = 2;

  /**
   * Looks for negative eigenvalues. That takes a factorisation, and a decomposition where there are
   * some.
   *
   * @param given K (n x n, symmetric), not written to
   */
  public static NearestCovariance of(Matrix given, LinearAlgebra algebra, Execution execution) {
    execution.step("eigenvalues of the kernel", 0);
    if (isCovariance(given, algebra)) {
      return new NearestCovariance(given, new double[0], null);
    }
    int n = given.rows();
    MemoryBudget.require(
        MemoryBudget.doubles(DECOMPOSITION_MATRICES * n * n),
        "The eigenvalues of a kernel with some below zero");
    SymmetricEigen eigen = algebra.eigen(given.copy());
    execution.step("eigenvalues of the kernel", 1);
    double rounding = ROUNDING * Math.abs(trace(given));
    int count = (int) Arrays.stream(eigen.values()).filter(value -> value < -rounding).count();
    return new NearestCovariance(
        given,
        count == 0 ? new double[0] : eigen.values(),
        eigen.vectors().block(0, 0, n, count).copy());
  }

  private static boolean isCovariance(Matrix given, LinearAlgebra algebra) {
    Matrix shifted = given.copy();
    double mean = trace(given) / given.rows();
    for (int i = 0; i < given.rows(); i++) {
      shifted.set(i, i, given.get(i, i) + COMPUTED * mean);
    }
    try {
      algebra.cholesky(shifted);
      return true;
    } catch (NotPositiveDefinite negative) {
      return false;
    }
  }

  private static double trace(Matrix a) {
    double sum = 0;
    for (int i = 0; i < a.rows(); i++) {
      sum += a.get(i, i);
    }
    return sum;
  }

  /** Returns how many eigenvalues are below zero. */
  public int count() {
    return vectors == null ? 0 : vectors.columns();
  }

  /** Returns the smallest eigenvalue, where one is below zero. */
  public double smallest() {
    return values[0];
  }

  /** Returns the largest eigenvalue, where one is below zero. */
  public double largest() {
    return values[values.length - 1];
  }

  /** Returns the mean of the eigenvalues. */
  public double mean() {
    return trace(given) / given.rows();
  }

  /** Returns the nearest matrix without negative eigenvalues; K itself where it has none. */
  public Matrix nearest(LinearAlgebra algebra) {
    if (count() == 0) {
      return given;
    }
    Matrix weighted = vectors.copy();
    for (int k = 0; k < count(); k++) {
      for (int i = 0; i < weighted.rows(); i++) {
        weighted.set(i, k, -values[k] * vectors.get(i, k));
      }
    }
    Matrix nearest = given.copy();
    algebra.multiply(1, weighted, false, vectors, true, 1, nearest);
    Symmetry.average(nearest);
    return nearest;
  }
}
