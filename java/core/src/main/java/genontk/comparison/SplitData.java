package genontk.comparison;

import genontk.design.FixedEffects;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.List;

/**
 * The data of one split that a method receives.
 *
 * @param number the number of the split, from 0
 * @param split the training and the test people
 * @param y the trait of the training people (training)
 * @param fixed the fixed effects of the training people (training x q)
 * @param freshDesign the columns of {@code fixed} for the test people (test x q)
 * @param kernels the method's kernels among the training people (training x training each)
 * @param cross the method's kernels between test and training people (test x training each)
 * @param algebra the linear algebra on the threads of the split
 * @param execution the threads of the split, and the cancellation
 */
public record SplitData(
    int number,
    Split split,
    double[] y,
    FixedEffects fixed,
    Matrix freshDesign,
    List<Matrix> kernels,
    List<Matrix> cross,
    LinearAlgebra algebra,
    Execution execution) {

  /** Returns the same data with other kernels. */
  SplitData with(List<Matrix> otherKernels, List<Matrix> otherCross) {
    return new SplitData(
        number, split, y, fixed, freshDesign, otherKernels, otherCross, algebra, execution);
  }

  /** Returns Zb of the test people (test x 1) for fixed effects b (q). */
  public Matrix linear(double[] effects) {
    return algebra.product(freshDesign, false, Matrix.column(effects), false);
  }
}
