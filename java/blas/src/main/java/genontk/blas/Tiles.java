package genontk.blas;

import genontk.run.Threads;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A length cut into nearly equal tiles; the cut does not depend on the number of threads.
 *
 * @param length the length
 * @param count the number of tiles
 */
record Tiles(int length, int count) {

  /** Cuts a length into tiles of at most {@code most}. */
  static Tiles of(int length, int most) {
    return new Tiles(length, (length + most - 1) / most);
  }

  int from(int tile) {
    return (int) ((long) length * tile / count);
  }

  int size(int tile) {
    return from(tile + 1) - from(tile);
  }

  /** Work on one task, with a workspace. */
  interface Task {
    void run(int task, Workspace workspace);
  }

  /** Runs tasks, each on the first free thread. */
  static void forEach(Threads threads, int tasks, Task task) {
    AtomicInteger next = new AtomicInteger();
    threads.forEach(
        Math.min(threads.count(), tasks),
        worker -> {
          try (Workspace workspace = Workspace.take()) {
            for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
              task.run(i, workspace);
            }
          }
        });
  }
}
