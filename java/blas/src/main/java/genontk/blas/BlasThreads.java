package genontk.blas;

import com.sun.jna.Function;
import genontk.run.Cancellation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The number of the library's own threads, which is never multiplied by the number of ours.
 *
 * <p>If several of our threads call the library, it uses one thread per call. If one of our threads
 * calls it alone, it uses all threads of the job. Between calls it has its former number of
 * threads: inside R the library belongs to R.
 */
final class BlasThreads {

  private record Control(String product, String set, String get) {}

  private static final List<Control> KNOWN =
      List.of(
          new Control("OpenBLAS", "openblas_set_num_threads", "openblas_get_num_threads"),
          new Control("MKL", "MKL_Set_Num_Threads", "MKL_Get_Max_Threads"),
          new Control("BLIS", "bli_thread_set_num_threads", "bli_thread_get_num_threads"),
          new Control("FlexiBLAS", "flexiblas_set_num_threads", "flexiblas_get_num_threads"));

  private static final long POLL_MILLIS = 100;

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
  private final String product;
  private final Function set;
  private final Function get;
  private final long before;
  private int callers;

  /**
   * Finds the functions that set the library's number of threads.
   *
   * @throws UnsatisfiedLinkError if there are none
   */
  BlasThreads(Symbols symbols) {
    Control control =
        KNOWN.stream()
            .filter(known -> symbols.c(known.set()) != null && symbols.c(known.get()) != null)
            .findFirst()
            .orElseThrow(
                () ->
                    new UnsatisfiedLinkError(
                        "its threads cannot be set, so that it is the reference BLAS, or one that"
                            + " genontk does not know"));
    product = control.product();
    set = symbols.c(control.set());
    get = symbols.c(control.get());
    before = count();
  }

  /** Returns the number of threads that the library uses now. */
  int count() {
    return get.invokeInt(new Object[0]);
  }

  /** Returns the name of the product. */
  String product() {
    return product;
  }

  /** Runs a call on one thread of the library; several of our threads may do so at once. */
  void single(Cancellation cancellation, Runnable call) {
    acquire(lock.readLock(), cancellation);
    try {
      enter(1);
      call.run();
    } finally {
      leave();
      lock.readLock().unlock();
    }
  }

  /**
   * Runs a call on a number of the library's threads, while no other thread calls it. A call on one
   * thread may run at the same time as others, as for models side by side.
   */
  <T> T alone(int threads, Cancellation cancellation, Supplier<T> call) {
    Lock needed = threads == 1 ? lock.readLock() : lock.writeLock();
    acquire(needed, cancellation);
    try {
      enter(threads);
      return call.get();
    } finally {
      leave();
      needed.unlock();
    }
  }

  /** Sets the number of threads at each call, since OpenMP builds keep one number per caller. */
  private synchronized void enter(int threads) {
    callers++;
    set.invokeVoid(new Object[] {(long) threads});
  }

  private synchronized void leave() {
    callers--;
    if (callers == 0) {
      set.invokeVoid(new Object[] {before});
    }
  }

  private static void acquire(Lock lock, Cancellation cancellation) {
    boolean interrupted = false;
    boolean acquired = false;
    while (!acquired) {
      cancellation.checkpoint();
      try {
        acquired = lock.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
