package genontk.blas;

import com.sun.jna.Pointer;
import genontk.linalg.Matrix;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What one thread needs for its calls: arguments, and memory outside the heap for tiles of A, B and
 * C. JNA would copy whole arrays at every call; here tiles are copied, which for a tile of some 512
 * rows and columns is a few hundredths of the time of its product.
 */
final class Workspace implements AutoCloseable {

  private static final int KEPT = Runtime.getRuntime().availableProcessors();
  private static final ConcurrentLinkedDeque<Workspace> IDLE = new ConcurrentLinkedDeque<>();

  private final Arguments arguments = new Arguments();
  private final OffHeap[] buffers = new OffHeap[3];

  private Workspace() {}

  /** Returns one that nobody uses; closing it gives it back. */
  static Workspace take() {
    Workspace idle = IDLE.pollFirst();
    return idle == null ? new Workspace() : idle;
  }

  @Override
  public void close() {
    if (IDLE.size() < KEPT) {
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

  /** Returns the buffer of that number (0 to 2), with room for that many bytes. */
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

  /** Copies a matrix into a buffer, without gaps. */
  Routines.Block pack(int number, Matrix a) {
    Pointer buffer = buffer(number, (long) a.rows() * a.columns() * Double.BYTES);
    Routines.Block packed = new Routines.Block(buffer, Math.max(1, a.rows()));
    Transfer.toNative(a, packed);
    return packed;
  }
}
