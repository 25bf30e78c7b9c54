package genontk.comparison;

import genontk.kernel.Kernel;
import java.util.List;

/** A method of prediction that is compared with others. */
public interface Method {

  /** Returns the kernels that the method needs; one object in two methods is computed once. */
  List<Kernel> kernels();

  /**
   * Checks, before any split is run, that the method fits these splits.
   *
   * @throws genontk.error.InvalidInput if it does not
   */
  default void requireFitting(List<Split> splits) {}

  /**
   * Learns from the training people and predicts the test people.
   *
   * @param data the data of the split, with the kernels of this method
   * @return the predictions (test)
   */
  double[] predict(SplitData data);
}
