package genontk.linalg;

import genontk.run.Execution;

/** A backend: a way to compute that is open and works. */
public interface Backend {

  /** Returns the name by which users choose the backend ("java", "blas" or "gpu"). */
  String name();

  /** Returns a description for reports: product, version and place. */
  String description();

  /**
   * Returns the linear algebra for one piece of work.
   *
   * @param execution the threads and the cancellation of the work
   */
  LinearAlgebra on(Execution execution);
}
