package genontk.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.run.Threads;
import org.junit.jupiter.api.Test;

class EjmlLinearAlgebraTest extends LinearAlgebraContract {

  @Override
  protected LinearAlgebra onThreads(int threads) {
    return new EjmlLinearAlgebra(Threads.of(threads));
  }

  @Test
  void usersKnowItAsJava() {
    assertEquals("java", onThreads(1).name());
  }
}
