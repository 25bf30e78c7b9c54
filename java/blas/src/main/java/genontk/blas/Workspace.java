package genontk.blas;

import com.sun.jna.Pointer;
import genontk.linalg.Matrix;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The arguments of one thread's calls, and its memory outside the heap for tiles of A, B and C.
 *
 * <p>JNA would copy whole arrays at every call. Copying a tile of some 512 rows and columns takes a
 * few hundredths of the time of its product.
 */
final class Workspace implements AutoCloseable {

  private static final int MAX_IDLE = Runtime.getRuntime().availableProcessors();
  private static final ConcurrentLinkedDeque<Workspace> IDLE = new ConcurrentLinkedDeque<>();

  private final Arguments arguments = new Arguments();
  private final OffHeap[] buffers = new OffHeap[3];

  private Workspace() {}

  /** Returns a workspace that no other thread uses; closing it gives it back. */
  static Workspace take() {
    Workspace idle = IDLE.pollFirst();
    return idle == null ? new Workspace() : idle;
  }

  @Override
  public void close() {
    if (IDLE.size() < MAX_IDLE) {
      IDLE.addFirst(this);
    } else {
      for (OffHeap buffer : buffers) {
        if (buffer != null) {
          buffer.close();
        }
      }
    }
  }

  Arguments arguments() {
    return arguments;
  }

  /** Returns buffer 0, 1 or 2, with room for at least this many bytes. */
  Pointer buffer(int number, long bytes) {
    OffHeap buffer = buffers[number];
    if (buffer == null || buffer.size() < bytes) {
      if (buffer != null) {
        buffer.close();
      }
      buffer = OffHeap.bytes(bytes);
      buffers[number] = buffer;
    }
    return buffer.start();
  }

  /** Copies a matrix to a buffer, without gaps. */
  Routines.Block pack(int number, Matrix a) {
    Pointer buffer = buffer(number, (long) a.rows() * a.columns() * Double.BYTES);
    Routines.Block packed = new Routines.Block(buffer, Math.max(1, a.rows()));
    Transfer.toNative(a, packed);
    return packed;
  }
}
