package genontk.run;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes backends hold outside the Java heap; they tell, since nobody else can know. */
public final class NativeMemory {

  private static final AtomicLong USED = new AtomicLong();
  private static final AtomicLong PEAK = new AtomicLong();

  private NativeMemory() {}

  /** Notes that a backend takes so many bytes. */
  public static void taken(long bytes) {
    long used = USED.addAndGet(bytes);
    PEAK.accumulateAndGet(used, Math::max);
  }

  /** Notes that a backend gives so many bytes back. */
  public static void given(long bytes) {
    USED.addAndGet(-bytes);
  }

  /** Returns the bytes held now. */
  public static long used() {
    return USED.get();
  }

  /** Returns the most that was held at a time since {@link #forgetPeak}. */
  public static long peak() {
    return PEAK.get();
  }

  /** Begins to look for the peak anew; pieces of work at the same time share it. */
  public static void forgetPeak() {
    PEAK.set(USED.get());
  }
}
