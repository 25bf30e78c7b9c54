package genontk.blas;

import com.sun.jna.Pointer;
import genontk.run.MemoryBudget;
import java.util.concurrent.atomic.AtomicReference;

/** Memory outside the heap for the two factors of a product, or for two panels. */
final class Panels implements AutoCloseable {

  /**
   * What is not larger is kept for the next product, since new memory costs more than its copies: a
   * hundredth of the machine's, within bounds.
   */
  private static final long KEPT_BYTES =
      Math.max(40L << 20, Math.min(256L << 20, MemoryBudget.physicalBytes() / 100));

  private static final AtomicReference<Panels> IDLE = new AtomicReference<>();

  private final OffHeap[] memory = new OffHeap[2];

  private Panels() {}

  /** Returns one that nobody uses; closing it gives it back. */
  static Panels take() {
    Panels idle = IDLE.getAndSet(null);
    return idle == null ? new Panels() : idle;
  }

  /** Returns the first (0) or second (1) piece of memory, with room for that many bytes. */
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
