package genontk.error;

/**
 * A failure of the bridge between R or Python and Java: an unknown job, a call out of order, or a
 * bug of genontk.
 */
public final class BridgeFailed extends GenontkException {

  private static final long serialVersionUID = 1L;

  /** Reports what failed and what to do. */
  public BridgeFailed(String message) {
    super(message);
  }

  /** Reports the same, with its cause. */
  public BridgeFailed(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns a failure whose text holds values, see {@link Message#of}. */
  public static BridgeFailed of(String format, Object... values) {
    return new BridgeFailed(Message.of(format, values));
  }

  /** Returns a failure with its cause, whose text holds values. */
  public static BridgeFailed of(Throwable cause, String format, Object... values) {
    return new BridgeFailed(Message.of(format, values), cause);
  }
}
