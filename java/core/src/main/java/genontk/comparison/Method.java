package genontk.comparison;

import genontk.kernel.Kernel;
import java.util.List;

/** A method of prediction that is compared with others. */
public interface Method {

  /** Returns the kernels that it wants; the same object in two methods is computed once. */
  List<Kernel> kernels();

  /**
   * Learns from the training people and predicts the others.
   *
   * @param round the split, with the kernels wanted
   * @return a prediction of each test person
   */
  double[] predict(Round round);
}
