package genontk.run;

import genontk.error.Cancelled;

/** A flag by which a caller stops long work, which reads it between its steps. */
public final class Cancellation {

  private volatile boolean requested;

  /** Asks the work to stop at its next checkpoint. */
  public void request() {
    requested = true;
  }

  /** Returns whether a stop was asked for. */
  public boolean isRequested() {
    return requested;
  }

  /**
   * Stops the work if that was asked for.
   *
   * @throws Cancelled if a stop was asked for
   */
  public void checkpoint() {
    if (requested) {
      throw new Cancelled("The work was cancelled on request; nothing of it is kept.");
    }
  }
}
