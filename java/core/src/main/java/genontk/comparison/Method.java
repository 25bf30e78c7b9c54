package genontk.comparison;

import genontk.kernel.Kernel;
import java.util.List;

/** A method of prediction that is compared with others. */
public interface Method {

  /** Returns the kernels that it wants; the same object in two methods is computed once. */
  List<Kernel> kernels();

  /**
   * Checks that the method is of these splits, before any is run.
   *
   * @throws genontk.error.InvalidInput if it is not
   */
  default void requireFitting(List<Split> splits) {}

  /**
   * Learns from the training people and predicts the others.
   *
   * @param round the split, with the kernels wanted
   * @return a prediction of each test person
   */
  double[] predict(SplitData round);
}
