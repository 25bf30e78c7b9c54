package genontk.error;

/**
 * A failure of the way between R or Python and Java: a job unknown, a method called out of turn, a
 * fault of our own.
 */
public final class BridgeFailed extends GenontkException {

  private static final long serialVersionUID = 1L;

  /** Reports what failed and what to do. */
  public BridgeFailed(String message) {
    super(message);
  }

  /** Reports the same, with the failure beneath. */
  public BridgeFailed(String message, Throwable cause) {
    super(message, cause);
  }

  /** Reports the same, with values in its text as {@link Message#of} puts them there. */
  public static BridgeFailed of(String format, Object... values) {
    return new BridgeFailed(Message.of(format, values));
  }

  /** Reports the same, with the failure beneath. */
  public static BridgeFailed of(Throwable cause, String format, Object... values) {
    return new BridgeFailed(Message.of(format, values), cause);
  }
}
