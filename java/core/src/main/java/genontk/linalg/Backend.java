package genontk.linalg;

import genontk.run.Execution;

/** A way to compute that was opened and works. */
public interface Backend {

  /** Returns the name by which users choose it ("java", "blas"). */
  String name();

  /** Returns what it is, with its version and where it was found, for reports. */
  String description();

  /** Returns its linear algebra for one piece of work, on whose threads it computes. */
  LinearAlgebra on(Execution execution);
}
