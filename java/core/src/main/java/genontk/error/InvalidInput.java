package genontk.error;

/** An argument, a file or a table that cannot be used as it is. */
public final class InvalidInput extends GenontkException {

  private static final long serialVersionUID = 1L;

  /** Reports what was given, what is allowed and what to do. */
  public InvalidInput(String message) {
    super(message);
  }

  /** Reports the same, with the failure beneath. */
  public InvalidInput(String message, Throwable cause) {
    super(message, cause);
  }

  /** Reports the same, with values in its text as {@link Message#of} puts them there. */
  public static InvalidInput of(String format, Object... values) {
    return new InvalidInput(Message.of(format, values));
  }

  /** Reports the same, with the failure beneath. */
  public static InvalidInput of(Throwable cause, String format, Object... values) {
    return new InvalidInput(Message.of(format, values), cause);
  }
}
