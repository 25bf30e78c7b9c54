package genontk.blas;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import genontk.run.NativeMemory;

/**
 * Memory outside the heap for numbers, freed when it is closed.
 *
 * <p>On Linux large pieces lie on large pages where the system has some, as NumPy's arrays do: a
 * library that walks along the rows of a column-major matrix then looks up far fewer of them.
 */
final class OffHeap implements AutoCloseable {

  private static final long LARGE_PAGE = 2L << 20;
  private static final int MADV_HUGEPAGE = 14;
  private static final Function MADVISE = madvise();

  private final Memory memory;
  private final Pointer start;
  private final long bytes;

  private OffHeap(long bytes) {
    this.bytes = bytes;
    NativeMemory.taken(bytes);
    if (MADVISE == null || bytes < 2 * LARGE_PAGE) {
      memory = new Memory(Math.max(bytes, Double.BYTES));
      start = memory;
    } else {
      memory = new Memory(bytes + LARGE_PAGE);
      start = memory.align((int) LARGE_PAGE);
      long whole = bytes / LARGE_PAGE * LARGE_PAGE;
      // An advice: a system that does not take it says so, and that is all.
      MADVISE.invokeInt(new Object[] {start, whole, MADV_HUGEPAGE});
    }
  }

  /**
   * Allocates it, with undefined content.
   *
   * @throws OutOfMemoryError if the system has no more
   */
  static OffHeap bytes(long bytes) {
    return new OffHeap(bytes);
  }

  /** Allocates room for that many doubles. */
  static OffHeap doubles(long count) {
    return new OffHeap(count * Double.BYTES);
  }

  /** Returns where it begins. */
  Pointer start() {
    return start;
  }

  /** Returns its size. */
  long size() {
    return bytes;
  }

  @Override
  public void close() {
    NativeMemory.given(bytes);
    memory.close();
  }

  private static Function madvise() {
    try {
      return Platform.isLinux() ? NativeLibrary.getProcess().getFunction("madvise") : null;
    } catch (UnsatisfiedLinkError e) {
      return null;
    }
  }
}
