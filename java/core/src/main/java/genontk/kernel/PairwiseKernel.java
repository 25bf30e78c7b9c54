package genontk.kernel;

import genontk.linalg.Device;
import genontk.run.Execution;
import java.util.Arrays;

/**
 * A kernel whose entry depends on two people's inner product, their norms and the number of SNPs
 * only. All such kernels of a fit are made in one pass over the inner products.
 */
public non-sealed interface PairwiseKernel extends Kernel {

  /**
   * Writes the entry of each pair.
   *
   * @param pairs the pairs, none of them on the diagonal of a square kernel
   * @param out the array for the entries
   * @param start the place of the first entry
   */
  void evaluate(Pairs pairs, double[] out, int start);

  /**
   * Returns whether {@link #evaluate(DevicePairs)} exists; otherwise inner products return to the
   * heap first.
   */
  default boolean runsOnDevice() {
    return false;
  }

  /**
   * Returns the entry of each pair as a new matrix on the device of the pairs.
   *
   * @throws UnsupportedOperationException unless {@link #runsOnDevice}
   */
  default Device.Array evaluate(DevicePairs pairs) {
    throw new UnsupportedOperationException(name());
  }

  /**
   * Returns K(x, x) of each person (n) in closed form: 1, unless the kernel says otherwise.
   *
   * @param people the people with their norms
   */
  default double[] diagonal(Gram.People people) {
    double[] diagonal = new double[people.squaredNorms().length];
    Arrays.fill(diagonal, 1);
    return diagonal;
  }

  /**
   * Returns whether the kernel learns a number from the inner products of the training people, all
   * of which it needs before it can be evaluated.
   */
  default boolean learns() {
    return false;
  }

  /**
   * Returns this kernel with what it learns from the training people.
   *
   * @param training the inner products of the training people (n x n, lower triangle)
   * @throws genontk.error.InvalidInput if the kernel cannot learn from them
   */
  default PairwiseKernel trainedOn(Gram training, Execution execution) {
    return this;
  }

  /** Returns whether near-twins need a distance with more digits than the inner product gives. */
  default boolean tellsNearTwinsApart() {
    return true;
  }

  /** Returns whether an entry depends on the number of SNPs observed in both people. */
  default boolean countsObserved() {
    return false;
  }
}
