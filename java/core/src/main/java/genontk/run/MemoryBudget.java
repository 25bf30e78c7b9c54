package genontk.run;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.error.OutOfMemory;
import java.lang.management.ManagementFactory;

/** Checks of the memory that a request needs, before anything is allocated. */
public final class MemoryBudget {

  /** Largest n for which an n x n matrix fits in one Java array. */
  public static final int MAX_PEOPLE = 46_340;

  private static final long FIXED_BYTES = 16L << 20;

  private MemoryBudget() {}

  /** Returns the number of bytes of a number of doubles. */
  public static long doubles(double count) {
    return (long) (8 * count);
  }

  /**
   * Checks that an n x n kernel fits in one Java array.
   *
   * @throws InvalidInput if n is above {@value #MAX_PEOPLE}
   */
  public static void requireAddressable(int n) {
    if (n > MAX_PEOPLE) {
      throw InvalidInput.of(
          "n = %s people were given; a kernel of this version holds at most %s. Fit a subset of the"
              + " people, or fit regions or cohorts apart and combine their results.",
          n, MAX_PEOPLE);
    }
  }

  /**
   * Checks that the heap has room for a request.
   *
   * @param neededBytes the bytes that the request holds at its peak
   * @param what the request in words, for the message
   * @return the bytes needed, with those that every request takes
   * @throws OutOfMemory if the heap is too small
   */
  public static long require(long neededBytes, String what) {
    Runtime runtime = Runtime.getRuntime();
    long needed = neededBytes + FIXED_BYTES;
    if (available(runtime) < needed) {
      System.gc();
    }
    long available = available(runtime);
    if (available < needed) {
      throw new OutOfMemory(
          Message.of(
              "%s needs %.0f MB of Java heap; %.0f MB of %.0f MB are free. Start Java with a larger"
                  + " heap (java -Xmx%dg).",
              what,
              needed / 1e6,
              available / 1e6,
              runtime.maxMemory() / 1e6,
              heapFor(runtime, needed - available)),
          needed,
          available);
    }
    return needed;
  }

  /**
   * Checks that the machine has room for the memory of a backend outside the heap.
   *
   * @param neededBytes the bytes of the heap, as {@link #require} returned them
   * @param nativeBytes the bytes outside the heap
   * @param what the request in words, for the message
   * @return the bytes outside the heap
   * @throws OutOfMemory if the machine, or the container, has less memory than both together
   */
  public static long requireNative(long neededBytes, long nativeBytes, String what) {
    return requireNative(neededBytes, nativeBytes, what, physicalBytes());
  }

  static long requireNative(long neededBytes, long nativeBytes, String what, long physicalBytes) {
    long needed = neededBytes + nativeBytes;
    if (nativeBytes > 0 && needed > physicalBytes) {
      throw new OutOfMemory(
          Message.of(
              "%s needs %.0f MB of Java heap and %.0f MB outside it, for the native library; this"
                  + " machine has %.0f MB. Give backend = 'java', which needs the heap alone, or"
                  + " take a larger machine.",
              what, neededBytes / 1e6, nativeBytes / 1e6, physicalBytes / 1e6),
          needed,
          physicalBytes);
    }
    return nativeBytes;
  }

  /** Returns the bytes of memory of the machine or the container; no limit if unknown. */
  public static long physicalBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  /** Returns the gigabytes of a heap that has room. */
  private static long heapFor(Runtime runtime, long missing) {
    return (long) Math.ceil((runtime.maxMemory() + 1.1 * missing) / (1L << 30)) + 1;
  }

  /** Returns the number of bytes of the heap that are in use. */
  public static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long available(Runtime runtime) {
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }
}
