package genontk.error;

/** Work that stopped because its caller asked it to. */
public final class Cancelled extends GenontkException {

  private static final long serialVersionUID = 1L;

  /** Reports where the work stopped. */
  public Cancelled(String message) {
    super(message);
  }
}
