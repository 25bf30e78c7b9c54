package genontk.run;

import genontk.error.Cancelled;
import genontk.error.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/**
 * A number of threads, and loops that run on them. Every index of a loop writes to its own place
 * and is computed alike on any thread, so results do not depend on the number.
 */
public final class Threads {

  private static final String SLURM = "SLURM_CPUS_PER_TASK";
  private static final int MOST = 1024;
  private static final long STACK_BYTES = 16L << 20;

  private final int count;

  private Threads(int count) {
    this.count = count;
  }

  /**
   * Returns a number of threads.
   *
   * @param count from 1 to {@value #MOST}
   * @throws InvalidInput if the count is outside
   */
  public static Threads of(int count) {
    if (count < 1 || count > MOST) {
      throw new InvalidInput(
          "threads = "
              + count
              + " was given; allowed are whole numbers from 1 to 1024. Leave it out to use all that"
              + " this job may use.");
    }
    return new Threads(count);
  }

  /**
   * Returns as many threads as this process may use: those of its SLURM task, or else of its cgroup
   * or machine.
   */
  public static Threads available() {
    int cores = Runtime.getRuntime().availableProcessors();
    String slurm = System.getenv(SLURM);
    if (slurm != null && slurm.matches("[1-9][0-9]{0,5}")) {
      cores = Math.min(cores, Integer.parseInt(slurm));
    }
    return new Threads(cores);
  }

  /** Returns the number of threads. */
  public int count() {
    return count;
  }

  /**
   * Runs {@code body} for every index from 0 up to {@code size}, in no particular order.
   *
   * @throws genontk.error.GenontkException what the body threw
   */
  public void forEach(int size, IntConsumer body) {
    int workers = Math.min(count, size);
    if (workers <= 1) {
      for (int i = 0; i < size; i++) {
        body.accept(i);
      }
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(workers, Threads::daemon);
    try {
      List<Callable<Void>> tasks = new ArrayList<>(workers);
      for (int w = 0; w < workers; w++) {
        int first = w;
        tasks.add(
            () -> {
              for (int i = first; i < size; i += workers) {
                body.accept(i);
              }
              return null;
            });
      }
      for (var future : pool.invokeAll(tasks)) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled("The work was interrupted; nothing of it is kept.");
    } finally {
      pool.shutdownNow();
    }
  }

  /** Returns a daemon thread with a stack deep enough for native BLAS calls. */
  public static Thread daemon(Runnable work) {
    Thread thread = new Thread(null, work, "genontk", STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  private static RuntimeException rethrow(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }
}
