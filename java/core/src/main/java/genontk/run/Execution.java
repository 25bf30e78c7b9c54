package genontk.run;

/**
 * The threads, the cancellation and the progress of a piece of work.
 *
 * @param threads the threads that the work may use
 * @param cancellation the flag by which the caller stops the work
 * @param progress the listener to which the work reports
 */
public record Execution(Threads threads, Cancellation cancellation, Progress progress) {

  /** Returns an execution on one thread, without reports and without a way to stop it. */
  public static Execution quiet() {
    return new Execution(Threads.of(1), new Cancellation(), Progress.NONE);
  }

  /** Returns this execution on one thread, for pieces of work that run side by side. */
  public Execution onOneThread() {
    return new Execution(Threads.of(1), cancellation, progress);
  }

  /**
   * Reports progress.
   *
   * @param stage the stage of the work, one word ("kernel")
   * @param fraction the share of the stage that is done, 0 to 1
   * @throws genontk.error.Cancelled if a stop was asked for
   */
  public void step(String stage, double fraction) {
    cancellation.checkpoint();
    progress.report(stage, fraction);
  }
}
