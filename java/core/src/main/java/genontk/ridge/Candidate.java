package genontk.ridge;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import java.util.List;

/**
 * A kernel that cross-validation may choose: one matrix, or a mixture of two or three, whose shares
 * are chosen with the penalty.
 *
 * @param name the name of the candidate in paths ("additive+ntk")
 * @param kernels one to three matrices (n x n, symmetric), never overwritten
 */
public record Candidate(String name, List<Matrix> kernels) {

  private static final int MOST_KERNELS = 3;

  /**
   * Checks that there are one to three square matrices of one order.
   *
   * @throws InvalidInput if there are not
   */
  public Candidate {
    kernels = List.copyOf(kernels);
    if (kernels.isEmpty() || kernels.size() > MOST_KERNELS) {
      throw InvalidInput.of(
          "kernel '%s' has %s components; allowed in ridge regression are one to three, whose"
              + " shares are chosen. Use ntk_lmm for more, or merge sets of SNPs.",
          name, kernels.size());
    }
    int n = kernels.get(0).rows();
    for (Matrix kernel : kernels) {
      if (kernel.rows() != n || kernel.columns() != n) {
        throw InvalidInput.of(
            "kernel '%s' holds a %s x %s matrix beside %s people; give square matrices of the same"
                + " people.",
            name, kernel.rows(), kernel.columns(), n);
      }
    }
  }

  /** Returns whether shares are chosen. */
  public boolean isMixture() {
    return kernels.size() > 1;
  }

  /** Returns the kernels among some of the people. */
  Candidate among(int[] people) {
    return new Candidate(
        name, kernels.stream().map(kernel -> kernel.select(people, people)).toList());
  }

  /** Returns the number of people. */
  public int people() {
    return kernels.get(0).rows();
  }
}
