package genontk.run;

import java.util.concurrent.atomic.AtomicLong;

/** The number of bytes that backends hold outside the Java heap, as they report it. */
public final class NativeMemory {

  private static final AtomicLong USED = new AtomicLong();
  private static final AtomicLong PEAK = new AtomicLong();

  private NativeMemory() {}

  /** Adds the bytes that a backend has taken. */
  public static void taken(long bytes) {
    long used = USED.addAndGet(bytes);
    PEAK.accumulateAndGet(used, Math::max);
  }

  /** Subtracts the bytes that a backend has given back. */
  public static void given(long bytes) {
    USED.addAndGet(-bytes);
  }

  /** Returns the number of bytes held now. */
  public static long used() {
    return USED.get();
  }

  /** Returns the largest number of bytes held at a time since {@link #forgetPeak}. */
  public static long peak() {
    return PEAK.get();
  }

  /** Sets the peak to the bytes held now; all work of the process shares the peak. */
  public static void forgetPeak() {
    PEAK.set(USED.get());
  }
}
