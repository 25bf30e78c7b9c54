package genontk.error;

/** The end of work whose caller asked it to stop. */
public final class Cancelled extends GenontkException {

  private static final long serialVersionUID = 1L;

  /** Reports that the work stopped. */
  public Cancelled(String message) {
    super(message);
  }
}
