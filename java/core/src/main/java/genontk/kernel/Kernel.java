package genontk.kernel;

import genontk.linalg.Matrix;
import genontk.run.Execution;

/** A kernel between people, a function of the inner products of their standardised genotypes. */
public interface Kernel {

  /** Returns the name by which users choose it. */
  String name();

  /**
   * Turns inner products into the kernel, in their place.
   *
   * @param gram inner products, which are overwritten
   * @return the kernel: n x n, symmetric, or new people x training people
   */
  Matrix inPlaceOf(Gram gram, Execution execution);

  /**
   * Returns K(x, x) of each person.
   *
   * @param people their squared norms
   */
  double[] diagonal(Gram.People people);
}
