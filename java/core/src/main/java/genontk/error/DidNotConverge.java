package genontk.error;

import java.util.Arrays;

/** An iteration that ended without reaching its tolerance; the message gives its last state. */
public final class DidNotConverge extends GenontkException {

  private static final long serialVersionUID = 1L;

  private final transient State state;

  /**
   * The last state of an estimation of variances.
   *
   * @param iterations the number of steps
   * @param estimate the components on the scale of the given kernels, null if none are known
   * @param logLikelihood the restricted log-likelihood of the estimate, NaN if it is not computed
   * @param gradient the derivative of the log-likelihood by each component, null if it is not
   *     computed
   */
  public record State(int iterations, double[] estimate, double logLikelihood, double[] gradient) {

    private State inUnits(double unit, int degreesOfFreedom) {
      return new State(
          iterations,
          times(unit, estimate),
          logLikelihood - degreesOfFreedom * Math.log(unit),
          times(1 / unit, gradient));
    }

    /** A variance goes with the square of the unit. */
    private static double[] times(double unit, double[] x) {
      return x == null ? null : Arrays.stream(x).map(value -> unit * (unit * value)).toArray();
    }
  }

  /** Reports an iteration and, in words, its last state. */
  public DidNotConverge(String message) {
    this(message, null);
  }

  /** Reports an iteration, with its last state as numbers. */
  public DidNotConverge(String message, State state) {
    super(message);
    this.state = state;
  }

  /** Returns the failure to find the eigenvalues of an n x n matrix. */
  public static DidNotConverge ofOrder(int n) {
    return new DidNotConverge(
        Message.of(
            "The eigenvalues of a %s x %s matrix did not converge; look for infinite, missing or"
                + " extremely large numbers.",
            n, n));
  }

  /**
   * Returns the same of a trait that is {@code unit} times as large.
   *
   * @param degreesOfFreedom of the restricted likelihood
   */
  public DidNotConverge inUnits(double unit, int degreesOfFreedom) {
    DidNotConverge scaled =
        new DidNotConverge(
            getMessage(), state == null ? null : state.inUnits(unit, degreesOfFreedom));
    scaled.setStackTrace(getStackTrace());
    return scaled;
  }

  /** Returns the last state of an estimation of variances, null for other iterations. */
  public State state() {
    return state;
  }
}
