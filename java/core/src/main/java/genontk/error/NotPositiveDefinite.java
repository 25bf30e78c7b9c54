package genontk.error;

/** A matrix that should be positive (semi)definite and is not. */
public final class NotPositiveDefinite extends GenontkException {

  private static final long serialVersionUID = 1L;

  /** Reports the matrix, and how far it is from positive (semi)definite. */
  public NotPositiveDefinite(String message) {
    super(message);
  }

  /** Returns the failure to factor an n x n matrix. */
  public static NotPositiveDefinite ofOrder(int n) {
    return new NotPositiveDefinite(
        Message.of(
            "The %s x %s matrix to be factored is not positive definite. Look for duplicated"
                + " people or SNPs, or raise the penalty.",
            n, n));
  }
}
