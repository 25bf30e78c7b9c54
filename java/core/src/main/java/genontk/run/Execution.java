package genontk.run;

/**
 * How a piece of work runs.
 *
 * @param threads how many threads it may use
 * @param cancellation by which its caller stops it
 * @param progress to which it reports
 */
public record Execution(Threads threads, Cancellation cancellation, Progress progress) {

  /** Returns an execution on one thread that nobody watches or stops. */
  public static Execution quiet() {
    return new Execution(Threads.of(1), new Cancellation(), Progress.NONE);
  }

  /** Returns the same on one thread, for one of several pieces of work side by side. */
  public Execution onOneThread() {
    return new Execution(Threads.of(1), cancellation, progress);
  }

  /** Reports a stage and its share done, and stops here if that was asked for. */
  public void step(String stage, double fraction) {
    cancellation.checkpoint();
    progress.report(stage, fraction);
  }
}
