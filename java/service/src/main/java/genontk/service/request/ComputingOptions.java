package genontk.service.request;

import genontk.kernel.Precision;
import genontk.linalg.Backends;
import genontk.run.Threads;

/**
 * Where and how it is computed.
 *
 * @param precision "double" or "single", of the kernels' tiles
 * @param threads number of threads, or null for all that the process may use
 * @param backend "auto", "java", "blas" or "gpu"
 */
public record ComputingOptions(
    @Default("\"double\"") String precision,
    Integer threads,
    @Default("\"" + Backends.AUTO + "\"") String backend)
    implements Group {

  public ComputingOptions {
    Precision.named(precision);
  }

  /** Returns the precision of the kernels' tiles. */
  public Precision tilePrecision() {
    return Precision.named(precision);
  }

  /** Returns the threads that a job uses. */
  public Threads chosenThreads() {
    return threads == null ? Threads.available() : Threads.of(threads);
  }
}
