package genontk.run;

/** A listener for the progress of long work. */
@FunctionalInterface
public interface Progress {

  /** A listener that does nothing. */
  Progress NONE = (stage, fraction) -> {};

  /**
   * Receives a report.
   *
   * @param stage the stage of the work, one word ("kernel")
   * @param fraction the share of the stage that is done, 0 to 1
   */
  void report(String stage, double fraction);
}
