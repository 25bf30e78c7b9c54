package genontk.ridge;

import genontk.design.FixedEffects;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.TridiagonalMatrix;
import genontk.run.Execution;

/**
 * The trace of the hat matrix, q + tr T (T + lambda I)^-1, from a tridiagonal form T of the kernel
 * on the error contrasts. The form takes O(n^3) once, each penalty O(n).
 *
 * <p>For many people the form would take longer than the Lanczos steps, so it is offered for at
 * most {@value #MOST_PEOPLE}.
 */
final class HatTrace {

  /** The number of people up to which the form takes a fraction of a second in pure Java. */
  static final int MOST_PEOPLE = 500;

  private final double[] diagonal;
  private final double[] beside;
  private final int rank;

  private HatTrace(double[] diagonal, double[] beside, int rank) {
    this.diagonal = diagonal;
    this.beside = beside;
    this.rank = rank;
  }

  /**
   * Reduces a kernel.
   *
   * @param kernel W^1/2 K W^1/2 (n x n)
   */
  static HatTrace of(
      Matrix kernel, FixedEffects fixed, LinearAlgebra algebra, Execution execution) {
    TridiagonalMatrix reduced = algebra.tridiagonalMatrix(fixed.contrasts(kernel, execution));
    return new HatTrace(reduced.diagonal(), reduced.offDiagonal(), fixed.rank());
  }

  /** Returns the traces at penalties. */
  double[] at(double[] penalties) {
    double[] traces = new double[penalties.length];
    for (int k = 0; k < traces.length; k++) {
      traces[k] = rank + diagonal.length - penalties[k] * traceOfInverse(penalties[k]);
    }
    return traces;
  }

  /** Sums 1 / (pivot from above + pivot from below - element), the diagonal of the inverse. */
  private double traceOfInverse(double penalty) {
    int m = diagonal.length;
    double[] below = new double[m];
    for (int i = m - 1; i >= 0; i--) {
      double later = i + 1 < m ? beside[i] * beside[i] / below[i + 1] : 0;
      below[i] = diagonal[i] + penalty - later;
    }
    double sum = 0;
    double above = 0;
    for (int i = 0; i < m; i++) {
      double element = diagonal[i] + penalty;
      above = i == 0 ? element : element - beside[i - 1] * beside[i - 1] / above;
      sum += 1 / (above + below[i] - element);
    }
    return sum;
  }
}
