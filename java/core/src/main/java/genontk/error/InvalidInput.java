package genontk.error;

/** An argument, a file or a table that genontk cannot use. */
public final class InvalidInput extends GenontkException {

  private static final long serialVersionUID = 1L;

  /** Reports what was given, what is allowed and what to do. */
  public InvalidInput(String message) {
    super(message);
  }

  /** Reports the same, with its cause. */
  public InvalidInput(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns a failure whose text holds values, see {@link Message#of}. */
  public static InvalidInput of(String format, Object... values) {
    return new InvalidInput(Message.of(format, values));
  }

  /** Returns a failure with its cause, whose text holds values. */
  public static InvalidInput of(Throwable cause, String format, Object... values) {
    return new InvalidInput(Message.of(format, values), cause);
  }
}
