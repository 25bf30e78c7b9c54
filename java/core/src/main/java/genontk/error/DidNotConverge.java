package genontk.error;

/** An iteration that ended without reaching its tolerance; the message carries its last state. */
public final class DidNotConverge extends GenontkException {

  private static final long serialVersionUID = 1L;

  /** Reports the iteration and its last state. */
  public DidNotConverge(String message) {
    super(message);
  }
}
