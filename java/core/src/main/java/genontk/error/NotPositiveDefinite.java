package genontk.error;

/** A matrix that has to be positive (semi)definite, and is not. */
public final class NotPositiveDefinite extends GenontkException {

  private static final long serialVersionUID = 1L;

  /** Reports which matrix, and by how much. */
  public NotPositiveDefinite(String message) {
    super(message);
  }

  /** Reports a matrix of that order which cannot be factored, and where to look. */
  public static NotPositiveDefinite ofOrder(int n) {
    return new NotPositiveDefinite(
        Message.of(
            "The %s x %s matrix to be factored is not positive definite. Look for duplicated"
                + " people or SNPs, or raise the penalty.",
            n, n));
  }
}
