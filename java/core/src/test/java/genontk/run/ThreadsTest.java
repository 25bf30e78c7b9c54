package genontk.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.Cancelled;
import genontk.error.InvalidInput;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 64})
  void everyIndexRunsOnce(int count) {
    int[] times = new int[53];
    Threads.of(count).forEach(times.length, i -> times[i]++);
    int[] once = new int[53];
    Arrays.fill(once, 1);
    assertArrayEquals(once, times);
    Threads.of(count).forEach(0, i -> times[i]++);
  }

  @Test
  void errorsOfTheBodyReachTheCaller() {
    for (int count : new int[] {1, 3}) {
      Threads threads = Threads.of(count);
      assertThrows(
          Cancelled.class,
          () ->
              threads.forEach(
                  10,
                  i -> {
                    if (i == 7) {
                      throw new Cancelled("stop");
                    }
                  }));
      assertThrows(
          OutOfMemoryError.class,
          () ->
              threads.forEach(
                  10,
                  i -> {
                    throw new OutOfMemoryError("none left");
                  }));
    }
  }

  @Test
  void allThreadsHaveEndedWhenAnErrorIsThrown() {
    for (Throwable failure : new Throwable[] {new InternalError("x"), new Cancelled("stop")}) {
      AtomicInteger ended = new AtomicInteger();
      assertThrows(
          failure.getClass(),
          () ->
              Threads.of(3)
                  .forEach(
                      3,
                      i -> {
                        if (i == 1) {
                          throw failure instanceof Error error ? raise(error) : (Cancelled) failure;
                        }
                        pause(i == 2 ? 100 : 1);
                        ended.incrementAndGet();
                      }));
      assertEquals(2, ended.get(), "the slow one has ended");
    }
  }

  private static RuntimeException raise(Error error) {
    throw error;
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void loopsMayBeNested() {
    AtomicInteger sum = new AtomicInteger();
    Threads threads = Threads.of(3);
    threads.forEach(4, i -> threads.forEach(5, j -> sum.addAndGet(10 * i + j)));
    assertEquals(5 * 60 + 4 * 10, sum.get());
  }

  @Test
  void threadsAreDaemonsSoThatTheyNeverKeepAJvmAlive() {
    Thread caller = Thread.currentThread();
    Threads.of(3)
        .forEach(
            3,
            i -> assertTrue(Thread.currentThread() == caller || Thread.currentThread().isDaemon()));
    assertTrue(Threads.daemon(() -> {}).isDaemon());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void fewerThreadsThanOneAreRefused(int count) {
    assertThrows(InvalidInput.class, () -> Threads.of(count));
  }

  @Test
  void aMachineHasAtLeastOneThread() {
    assertTrue(Threads.available().count() >= 1);
  }

  @Test
  void aCancelledExecutionStopsAtItsNextStep() {
    Cancellation cancellation = new Cancellation();
    double[] seen = new double[1];
    Execution execution =
        new Execution(Threads.of(1), cancellation, (stage, fraction) -> seen[0] = fraction);
    execution.step("kernel", 0.25);
    assertEquals(0.25, seen[0]);
    cancellation.request();
    assertTrue(cancellation.isRequested());
    assertThrows(Cancelled.class, () -> execution.step("kernel", 0.5));
    assertEquals(0.25, seen[0]);
  }

  @Test
  void theEnvironmentChoosesAndSlurmOnlyLowers() {
    assertEquals(6, Threads.available(Map.of(), 6).count());
    assertEquals(4, Threads.available(Map.of("SLURM_CPUS_PER_TASK", "4"), 6).count());
    assertEquals(6, Threads.available(Map.of("SLURM_CPUS_PER_TASK", "64"), 6).count());
    assertEquals(6, Threads.available(Map.of("SLURM_CPUS_PER_TASK", "4(x2)"), 6).count());
    Map<String, String> both = Map.of("GENONTK_THREADS", "9", "SLURM_CPUS_PER_TASK", "4");
    assertEquals(9, Threads.available(both, 6).count());
    assertEquals(6, Threads.available(Map.of("GENONTK_THREADS", ""), 6).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1025", "2.5", "all", " 2"})
  void anEnvironmentVariableWithoutAValidNumberIsRefused(String value) {
    Map<String, String> environment = Map.of("GENONTK_THREADS", value);
    assertThrows(InvalidInput.class, () -> Threads.available(environment, 6));
  }
}
