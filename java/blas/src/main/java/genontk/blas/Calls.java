package genontk.blas;

import genontk.run.Execution;
import java.util.function.ToIntFunction;

/**
 * The calls of a library for one piece of work: many at a time, each on one thread of the library,
 * or one at a time on all threads of the work.
 *
 * @param library the library
 * @param execution the threads and the cancellation of the work
 */
record Calls(BlasLibrary library, Execution execution) {

  /** Below this order a matrix is no faster on several threads. */
  private static final int SERIAL_ORDER = 256;

  private static final int COLUMNS_PER_TASK = 64;

  Routines routines() {
    return library.routines();
  }

  /** Runs tasks on our threads; what they call runs by {@link #single}. */
  void forEach(int tasks, Tiles.Task task) {
    Tiles.forEach(
        execution.threads(),
        tasks,
        (i, workspace) -> {
          execution.cancellation().checkpoint();
          task.run(i, workspace);
        });
  }

  /** Work on the columns from one up to another. */
  interface ColumnTask {
    void run(int from, int to);
  }

  /** Runs a task for some columns at a time on our threads. */
  void byColumns(int columns, ColumnTask task) {
    Tiles strips = Tiles.of(columns, COLUMNS_PER_TASK);
    forEach(strips.count(), (i, workspace) -> task.run(strips.from(i), strips.from(i + 1)));
  }

  /** Work on one task by calls on one thread of the library. */
  interface SingleTask {
    void run(Arguments arguments, int task);
  }

  /** Runs tasks on our threads, each by calls on one thread of the library. */
  void forEachSingle(int tasks, SingleTask task) {
    forEach(tasks, (i, workspace) -> single(() -> task.run(workspace.arguments(), i)));
  }

  /** Runs a call on one thread of the library. */
  void single(Runnable call) {
    library.threads().single(execution.cancellation(), call);
  }

  /**
   * Runs a call on the library's own threads, and returns the info of LAPACK.
   *
   * @param order the number of rows and columns of the matrix
   */
  int alone(int order, ToIntFunction<Arguments> call) {
    return library
        .threads()
        .alone(
            order < SERIAL_ORDER ? 1 : execution.threads().count(),
            execution.cancellation(),
            () -> {
              try (Workspace workspace = Workspace.take()) {
                return call.applyAsInt(workspace.arguments());
              }
            });
  }
}
