package genontk.variance.reml;

import genontk.error.DidNotConverge;
import genontk.error.Message;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.ScaledKernels;
import java.util.Arrays;

/** Errors of a climb that finds no maximum: where it stood, and what to do. */
final class ClimbFailure {

  private ClimbFailure() {}

  /** The last step: its number, what it added to the log-likelihood, and the next one's length. */
  record Step(int number, double change, double nextLength) {}

  /** Returns the error of a climb that found no place to start from. */
  static DidNotConverge before(String what, String advice) {
    return new DidNotConverge(
        Message.of("REML did not converge: %s. %s", what, advice),
        new DidNotConverge.State(0, null, Double.NaN, null));
  }

  /** Returns the error of a climb that ended at a point. */
  static DidNotConverge at(
      LikelihoodPoint point, ScaledKernels terms, String what, Step last, String advice) {
    return new DidNotConverge(
        Message.of(
            "REML did not converge: %s. After %d iterations the scaled components are %s, the"
                + " log-likelihood is %.10g (last change %.3g), the gradient %s, the next relative"
                + " step %.3g. %s",
            what,
            last.number,
            Arrays.toString(point.components()),
            point.value(),
            last.change,
            Arrays.toString(point.gradient()),
            last.nextLength,
            advice),
        state(point, terms, last.number));
  }

  /** Returns where the climb stands, in the units of the kernels as given. */
  private static DidNotConverge.State state(
      LikelihoodPoint point, ScaledKernels terms, int iterations) {
    double[] gradient = point.gradient().clone();
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] *= terms.scales()[k];
    }
    return new DidNotConverge.State(
        iterations, terms.unscaled(point.components()), point.value(), gradient);
  }
}
