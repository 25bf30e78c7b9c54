package genontk.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.run.Threads;
import org.junit.jupiter.api.Test;

class PlainLinearAlgebraTest extends LinearAlgebraContract {

  @Override
  protected LinearAlgebra onThreads(int threads) {
    return new PlainLinearAlgebra(Threads.of(threads));
  }

  @Test
  void usersKnowItAsJava() {
    assertEquals("java", onThreads(1).name());
  }
}
