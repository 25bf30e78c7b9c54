package genontk.blas;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import genontk.run.NativeMemory;

/**
 * Memory outside the heap for numbers; closing it frees it.
 *
 * <p>On Linux large pieces use large pages where the system has them, as NumPy's arrays do. Access
 * along the rows of a column-major matrix then needs far fewer pages.
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
      // Only advice: it does not matter if the system refuses it.
      MADVISE.invokeInt(new Object[] {start, whole, MADV_HUGEPAGE});
    }
  }

  /**
   * Allocates memory with undefined content.
   *
   * @throws OutOfMemoryError if the system has no memory left
   */
  static OffHeap bytes(long bytes) {
    return new OffHeap(bytes);
  }

  /**
   * Allocates memory for this many doubles, with undefined content.
   *
   * @throws OutOfMemoryError if the system has no memory left
   */
  static OffHeap doubles(long count) {
    return new OffHeap(count * Double.BYTES);
  }

  /** Returns the first address. */
  Pointer start() {
    return start;
  }

  /** Returns the number of bytes. */
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
