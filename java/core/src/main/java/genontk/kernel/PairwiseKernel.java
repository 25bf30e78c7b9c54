package genontk.kernel;

import genontk.linalg.Device;
import genontk.run.Execution;
import java.util.Arrays;

/**
 * A kernel whose entry is a function of two people's inner product, their norms and the number of
 * SNPs alone. All of them are made in one pass over the inner products.
 */
public non-sealed interface PairwiseKernel extends Kernel {

  /**
   * Writes the kernel of each of the pairs.
   *
   * @param pairs the pairs, none of them a person with the same row of the same people
   * @param out where entry k goes to place {@code start + k}
   */
  void evaluate(Pairs pairs, double[] out, int start);

  /**
   * Returns whether {@link #evaluate(DevicePairs)} is there; else inner products come back first.
   */
  default boolean runsOnDevice() {
    return false;
  }

  /** Returns the kernel of each of the pairs as a new matrix on their device. */
  default Device.Array evaluate(DevicePairs pairs) {
    throw new UnsupportedOperationException(name());
  }

  /**
   * Returns K(x, x) of each person, in closed form: 1, unless the kernel says otherwise.
   *
   * @param people their squared norms
   */
  default double[] diagonal(Gram.People people) {
    double[] diagonal = new double[people.squaredNorms().length];
    Arrays.fill(diagonal, 1);
    return diagonal;
  }

  /**
   * Returns whether the training people's inner products must be complete before the kernel can be
   * evaluated, because it learns a number from them.
   */
  default boolean learns() {
    return false;
  }

  /**
   * Returns this kernel with what it learns from the training people.
   *
   * @param training their inner products (n x n, lower triangle)
   */
  default PairwiseKernel trainedOn(Gram training, Execution execution) {
    return this;
  }

  /** Returns whether near-twins need their distance to more digits than the inner product has. */
  default boolean tellsNearTwinsApart() {
    return true;
  }

  /** Returns whether an entry depends on how many SNPs are observed in both people. */
  default boolean countsObserved() {
    return false;
  }
}
