package genontk.comparison;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.FixedEffects;
import java.util.List;

/**
 * What a method is given of one split.
 *
 * @param number of the split, from 0
 * @param split who trains and who is predicted
 * @param y the trait of the training people
 * @param fixed their fixed effects
 * @param freshDesign the covariates of the people to be predicted, those that count (test x q)
 * @param kernels the method's kernels among the training people (training x training each)
 * @param cross its kernels between people to be predicted and training people (test x training)
 * @param algebra on one thread
 * @param execution on one thread
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

  /** Returns the same with other kernels. */
  SplitData with(List<Matrix> otherKernels, List<Matrix> otherCross) {
    return new SplitData(
        number, split, y, fixed, freshDesign, otherKernels, otherCross, algebra, execution);
  }

  /** Returns Zb of the people to be predicted. */
  public Matrix linear(double[] effects) {
    return algebra.product(freshDesign, false, Matrix.column(effects), false);
  }
}
