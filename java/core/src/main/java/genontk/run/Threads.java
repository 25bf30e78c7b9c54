package genontk.run;

import genontk.error.Cancelled;
import genontk.error.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * A number of threads, and loops that run on them. Each index of a loop writes to its own place and
 * is computed in the same way on any thread. So results do not depend on the number.
 */
public final class Threads {

  private static final String CHOSEN_VARIABLE = "GENONTK_THREADS";
  private static final String SLURM_VARIABLE = "SLURM_CPUS_PER_TASK";
  private static final int MAX_COUNT = 1024;
  private static final long STACK_BYTES = 16L << 20;

  private static final ExecutorService POOL = Executors.newCachedThreadPool(Threads::daemon);

  private final int count;

  private Threads(int count) {
    this.count = count;
  }

  /**
   * Returns a number of threads.
   *
   * @param count the number, from 1 to {@value #MAX_COUNT}
   * @throws InvalidInput if the number is outside this range
   */
  public static Threads of(int count) {
    if (count < 1 || count > MAX_COUNT) {
      throw InvalidInput.of(
          "threads = %s was given; allowed are whole numbers from 1 to 1024. Leave it out to use"
              + " all that this job may use.",
          count);
    }
    return new Threads(count);
  }

  /**
   * Returns all threads that this process may use: the number in the environment variable
   * GENONTK_THREADS, or else that of its SLURM task, its cgroup or the machine.
   *
   * @throws InvalidInput if the variable holds no number from 1 to {@value #MAX_COUNT}
   */
  public static Threads available() {
    return available(System.getenv(), Runtime.getRuntime().availableProcessors());
  }

  static Threads available(Map<String, String> environment, int cores) {
    String chosen = environment.getOrDefault(CHOSEN_VARIABLE, "");
    if (!chosen.isEmpty()) {
      if (!chosen.matches("[1-9][0-9]{0,3}") || Integer.parseInt(chosen) > MAX_COUNT) {
        throw InvalidInput.of(
            "The environment variable GENONTK_THREADS is '%s'; allowed are whole numbers from 1 to"
                + " 1024. Unset it to use all that this job may use.",
            chosen);
      }
      return new Threads(Integer.parseInt(chosen));
    }
    String slurm = environment.getOrDefault(SLURM_VARIABLE, "");
    return new Threads(
        slurm.matches("[1-9][0-9]{0,5}") ? Math.min(cores, Integer.parseInt(slurm)) : cores);
  }

  /** Returns the number of threads. */
  public int count() {
    return count;
  }

  /**
   * Runs {@code body} for every index from 0 to {@code size - 1}, in no particular order.
   *
   * @throws genontk.error.GenontkException if the body throws it
   * @throws Cancelled if the calling thread is interrupted
   */
  public void forEach(int size, IntConsumer body) {
    int workers = Math.min(count, size);
    List<Future<?>> others = new ArrayList<>();
    for (int worker = 1; worker < workers; worker++) {
      int first = worker;
      others.add(POOL.submit(() -> stride(first, size, workers, body)));
    }
    try {
      stride(0, size, workers, body);
    } finally {
      await(others);
    }
  }

  private static void stride(int first, int size, int step, IntConsumer body) {
    for (int i = first; i < size; i += step) {
      body.accept(i);
    }
  }

  /**
   * Waits for all threads, so that none of them writes any more, and then throws the first error.
   */
  private static void await(List<Future<?>> others) {
    Throwable failure = null;
    boolean interrupted = false;
    for (Future<?> other : others) {
      boolean ended = false;
      while (!ended) {
        try {
          other.get();
          ended = true;
        } catch (ExecutionException e) {
          failure = failure == null ? e.getCause() : failure;
          ended = true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw new Cancelled("The work was interrupted; nothing of it is kept.");
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** Returns a daemon thread whose stack is deep enough for calls of a native BLAS. */
  public static Thread daemon(Runnable work) {
    Thread thread = new Thread(null, work, "genontk", STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }
}
