package genontk.blas;

import com.sun.jna.Pointer;
import genontk.run.MemoryBudget;
import java.util.concurrent.atomic.AtomicReference;

/** Memory outside the heap for the two factors of a product or two panels of a matrix. */
final class Panels implements AutoCloseable {

  /**
   * Largest piece that is kept for the next product, since new memory costs more time than copies:
   * a hundredth of the machine's memory, within bounds.
   */
  private static final long KEPT_BYTES =
      Math.max(40L << 20, Math.min(256L << 20, MemoryBudget.physicalBytes() / 100));

  private static final AtomicReference<Panels> IDLE = new AtomicReference<>();

  private final OffHeap[] memory = new OffHeap[2];

  private Panels() {}

  /** Returns memory that no other thread uses; closing it gives it back. */
  static Panels take() {
    Panels idle = IDLE.getAndSet(null);
    return idle == null ? new Panels() : idle;
  }

  /** Returns piece 0 or 1, with room for at least this many bytes. */
  Pointer piece(int number, long bytes) {
    if (memory[number] == null || memory[number].size() < bytes) {
      free(number);
      memory[number] = OffHeap.bytes(bytes);
    }
    return memory[number].start();
  }

  @Override
  public void close() {
    for (int i = 0; i < memory.length; i++) {
      if (memory[i] != null && memory[i].size() > KEPT_BYTES) {
        free(i);
      }
    }
    Panels other = IDLE.getAndSet(this);
    if (other != null) {
      other.free(0);
      other.free(1);
    }
  }

  private void free(int number) {
    if (memory[number] != null) {
      memory[number].close();
      memory[number] = null;
    }
  }
}
