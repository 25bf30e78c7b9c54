package genontk.bench;

import genontk.linalg.Backends;
import genontk.linalg.LinearAlgebra;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;

/**
 * The machine on which work runs.
 *
 * @param algebra the backend's linear algebra
 * @param execution the execution, with its number of threads
 */
record Machine(LinearAlgebra algebra, Execution execution) {

  /** Chooses a backend by its name. */
  static Machine of(String backend, int threads) {
    Execution execution = new Execution(Threads.of(threads), new Cancellation(), Progress.NONE);
    return new Machine(Backends.choose(backend).backend().on(execution), execution);
  }
}
