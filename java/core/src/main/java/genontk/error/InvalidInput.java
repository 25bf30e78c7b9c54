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
}
