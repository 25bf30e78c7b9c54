package genontk.error;

/** A matrix that has to be positive (semi)definite, and is not. */
public final class NotPositiveDefinite extends GenontkException {

  private static final long serialVersionUID = 1L;

  /** Reports which matrix, and by how much. */
  public NotPositiveDefinite(String message) {
    super(message);
  }
}
