package genontk.blas;

import genontk.run.Threads;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A length cut into equal parts of at most so much; the cut does not depend on the number of
 * threads.
 */
record Tiles(int length, int count) {

  static Tiles of(int length, int most) {
    return new Tiles(length, (length + most - 1) / most);
  }

  int from(int tile) {
    return (int) ((long) length * tile / count);
  }

  int size(int tile) {
    return from(tile + 1) - from(tile);
  }

  /** What is done for one task, with a workspace. */
  interface Task {
    void run(int task, Workspace workspace);
  }

  /** Runs tasks, each on the thread that is free first. */
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
