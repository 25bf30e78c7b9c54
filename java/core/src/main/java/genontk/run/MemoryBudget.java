package genontk.run;

import genontk.error.InvalidInput;
import genontk.error.OutOfMemory;

/** What a request will need of the Java heap, known before anything is allocated. */
public final class MemoryBudget {

  /** The largest n for which an n x n matrix fits in one Java array. */
  public static final int MAX_PEOPLE = 46_340;

  private static final long FIXED_BYTES = 16L << 20;

  private MemoryBudget() {}

  /** Returns the bytes of that many doubles. */
  public static long doubles(double count) {
    return (long) (8 * count);
  }

  /**
   * Checks that an n x n kernel can be addressed.
   *
   * @throws InvalidInput if n is above {@value #MAX_PEOPLE}
   */
  public static void requireAddressable(int n) {
    if (n > MAX_PEOPLE) {
      throw new InvalidInput(
          "n = "
              + n
              + " people were given; a kernel of this version holds at most "
              + MAX_PEOPLE
              + ". Fit a subset of the people, or fit regions or cohorts apart and combine their"
              + " results.");
    }
  }

  /**
   * Checks that the heap has room.
   *
   * @param neededBytes what the request will hold at its peak
   * @param what the request in words, for the message
   * @return the bytes needed, with what every request takes
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
          String.format(
              "%s needs %.0f MB of Java heap; %.0f MB of %.0f MB are free. Start Java with a larger"
                  + " heap.",
              what, needed / 1e6, available / 1e6, runtime.maxMemory() / 1e6),
          needed,
          available);
    }
    return needed;
  }

  /** Returns the bytes of the heap in use now. */
  public static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long available(Runtime runtime) {
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }
}
