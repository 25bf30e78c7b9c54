package genontk.ridge;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import java.util.List;

/**
 * A kernel that stands for election: one matrix, or an additive and a non-additive one, whose
 * mixing share is chosen with the penalty.
 *
 * @param name what the path calls it ("additive+ntk")
 * @param kernels one or two (n x n, symmetric), which nothing here overwrites
 */
public record Candidate(String name, List<Matrix> kernels) {

  /**
   * Checks that there are one or two square matrices of one order.
   *
   * @throws InvalidInput if there are not
   */
  public Candidate {
    kernels = List.copyOf(kernels);
    if (kernels.isEmpty() || kernels.size() > 2) {
      throw InvalidInput.of(
          "kernel '%s' has %s components; allowed in ridge regression are one, or two whose share"
              + " is chosen. Use ntk_lmm for more.",
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

  /** Returns whether a share is to be chosen. */
  public boolean isMixture() {
    return kernels.size() > 1;
  }

  /** Returns the same among some of the people. */
  Candidate among(int[] people) {
    return new Candidate(
        name, kernels.stream().map(kernel -> kernel.select(people, people)).toList());
  }

  /** Returns the number of people. */
  public int people() {
    return kernels.get(0).rows();
  }
}
