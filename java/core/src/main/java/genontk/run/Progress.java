package genontk.run;

/** A listener for the progress of long work. */
@FunctionalInterface
public interface Progress {

  /** Takes reports and does nothing with them. */
  Progress NONE = (stage, fraction) -> {};

  /**
   * Takes a report.
   *
   * @param stage what is being done, one word ("kernel")
   * @param fraction the share of that stage that is done, 0 to 1
   */
  void report(String stage, double fraction);
}
