package genontk.error;

/**
 * The parent of all failures that genontk reports. The message says what was given, what is allowed
 * and what to do.
 */
public abstract sealed class GenontkException extends RuntimeException
    permits InvalidInput,
        NotPositiveDefinite,
        DidNotConverge,
        Cancelled,
        OutOfMemory,
        BridgeFailed {

  private static final long serialVersionUID = 1L;

  GenontkException(String message) {
    super(message);
  }

  GenontkException(String message, Throwable cause) {
    super(message, cause);
  }
}
