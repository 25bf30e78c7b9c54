package genontk.error;

/** An iteration that ended without reaching its tolerance; the message tells its last state. */
public final class DidNotConverge extends GenontkException {

  private static final long serialVersionUID = 1L;

  private final transient State state;

  /**
   * Where an estimation of variances stood last.
   *
   * @param iterations how many steps it took
   * @param estimate the components on the scale of the kernels as given, null if none are known
   * @param logLikelihood the restricted log-likelihood there, NaN where it is not computed
   * @param gradient its derivative by each component, null where it is not computed
   */
  public record State(int iterations, double[] estimate, double logLikelihood, double[] gradient) {}

  /** Reports the iteration and its last state. */
  public DidNotConverge(String message) {
    this(message, null);
  }

  /** Reports the iteration, with its last state as numbers. */
  public DidNotConverge(String message, State state) {
    super(message);
    this.state = state;
  }

  /** Reports the eigenvalues of a matrix of that order, and where to look. */
  public static DidNotConverge ofOrder(int n) {
    return new DidNotConverge(
        Message.of(
            "The eigenvalues of a %s x %s matrix did not converge; look for infinite, missing or"
                + " extremely large numbers.",
            n, n));
  }

  /** Returns the last state of an estimation of variances, null for another iteration. */
  public State state() {
    return state;
  }
}
