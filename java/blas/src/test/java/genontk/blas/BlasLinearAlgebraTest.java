package genontk.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import genontk.linalg.Backend;
import genontk.linalg.BackendUnavailable;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.LinearAlgebraContract;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Skipped, with the reasons, where no library is found. */
class BlasLinearAlgebraTest extends LinearAlgebraContract {

  private static Backend backend;

  @BeforeAll
  static void open() {
    try {
      backend = new BlasProvider().open();
    } catch (BackendUnavailable e) {
      assumeTrue(false, e.getMessage());
    }
  }

  @Override
  protected LinearAlgebra onThreads(int threads) {
    return backend.on(new Execution(Threads.of(threads), new Cancellation(), Progress.NONE));
  }

  @Test
  void usersKnowItAsBlas() {
    assertEquals("blas", onThreads(1).name());
  }
}
