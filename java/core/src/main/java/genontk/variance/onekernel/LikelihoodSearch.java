package genontk.variance.onekernel;

import genontk.error.DidNotConverge;
import genontk.error.Message;
import genontk.run.Threads;
import genontk.variance.component.Convergence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The global maximum of a restricted likelihood: a grid that is dense on the log scale of the
 * variance ratio, then in every interval where the score falls through zero Newton's method, kept
 * inside by bisection.
 */
public final class LikelihoodSearch {

  private static final double LOG10_RANGE = 8;
  private static final double LOG10_STEP = 0.1;
  private static final double OUTER_LOG10_STEP = 0.2;
  private static final double RELATIVE_STEP = 1e-13;
  private static final int MAX_ITERATIONS = 200;

  private final RestrictedLikelihood likelihood;
  private final Threads threads;
  private final List<RestrictedLikelihood.Point> inside;
  private int iterations;

  public LikelihoodSearch(RestrictedLikelihood likelihood, Threads threads) {
    this.likelihood = likelihood;
    this.threads = threads;
    int steps = (int) Math.round(2 * LOG10_RANGE / LOG10_STEP);
    double[] angles = new double[steps + 3];
    for (int k = 0; k <= steps; k++) {
      angles[k + 1] = Math.atan(Math.pow(10, -LOG10_RANGE + k * LOG10_STEP));
    }
    angles[steps + 2] = Math.PI / 2;
    inside = at(angles);
  }

  private List<RestrictedLikelihood.Point> at(double[] angles) {
    RestrictedLikelihood.Point[] points = new RestrictedLikelihood.Point[angles.length];
    threads.forEach(angles.length, k -> points[k] = likelihood.at(angles[k]));
    return List.of(points);
  }

  /** Returns the grid over the angles of non-negative components, both ends included. */
  List<RestrictedLikelihood.Point> grid() {
    return inside;
  }

  /**
   * Returns how the search ended at a maximum: a score at a bound counts only if it leads inside.
   * The last angle before pi/2 is a bound too, where the likelihood rises without end.
   */
  Convergence convergence(RestrictedLikelihood.Point best) {
    double score = best.score();
    double theta = best.theta();
    double last = inside.get(inside.size() - 2).theta();
    boolean held = theta == 0 && score < 0 || theta >= last && theta <= Math.PI / 2 && score > 0;
    double norm = held ? 0 : Math.abs(score) / Math.sqrt(Math.abs(best.curvature()));
    return new Convergence(iterations, norm, norm * norm / 2, true);
  }

  /** Returns the maximum over non-negative components; an end of the grid is the bound itself. */
  public RestrictedLikelihood.Point constrained() {
    return maximum(inside);
  }

  /** Returns the maximum over every angle at which V is positive definite. */
  RestrictedLikelihood.Point unconstrained() {
    double low = likelihood.smallestAngle();
    double beyond = likelihood.largestAngle() - Math.PI / 2;
    double[] shares = sharesTowardsBothEnds();
    List<RestrictedLikelihood.Point> points = new ArrayList<>();
    points.addAll(at(Arrays.stream(shares).map(share -> low * (1 - share)).toArray()));
    points.addAll(inside);
    if (beyond > 0) {
      points.addAll(at(Arrays.stream(shares).map(share -> Math.PI / 2 + beyond * share).toArray()));
    }
    return maximum(points);
  }

  /** Returns shares between 0 and 1, ascending and dense towards both. */
  private static double[] sharesTowardsBothEnds() {
    int steps = (int) Math.round(LOG10_RANGE / OUTER_LOG10_STEP);
    double[] shares = new double[2 * steps];
    for (int k = 0; k < steps; k++) {
      shares[k] = 0.5 * Math.pow(10, -LOG10_RANGE + (k + 1) * OUTER_LOG10_STEP);
      shares[2 * steps - 1 - k] = 1 - shares[k];
    }
    return shares;
  }

  private RestrictedLikelihood.Point maximum(List<RestrictedLikelihood.Point> points) {
    RestrictedLikelihood.Point best = points.get(0);
    for (RestrictedLikelihood.Point point : points) {
      best = point.value() > best.value() ? point : best;
    }
    for (int k = 1; k < points.size(); k++) {
      RestrictedLikelihood.Point left = points.get(k - 1);
      RestrictedLikelihood.Point right = points.get(k);
      // Where V is no longer positive definite the likelihood has fallen.
      boolean falls = right.score() < 0 || right.theta() > likelihood.largestAngle();
      if (left.score() > 0 && falls) {
        RestrictedLikelihood.Point top = climb(left.theta(), right.theta());
        best = top.value() >= best.value() ? top : best;
      }
    }
    return best;
  }

  /** Returns the zero of the score between two angles where it is positive and negative. */
  private RestrictedLikelihood.Point climb(double left, double right) {
    double low = left;
    double high = right;
    RestrictedLikelihood.Point point = likelihood.at((low + high) / 2);
    for (int k = 0; k < MAX_ITERATIONS; k++) {
      iterations++;
      if (point.score() > 0) {
        low = point.theta();
      } else {
        high = point.theta();
      }
      double next = point.theta() - point.score() / point.curvature();
      if (!(point.curvature() < 0 && next > low && next < high)) {
        next = (low + high) / 2;
      }
      double step = Math.abs(next - point.theta());
      if (step <= RELATIVE_STEP * Math.abs(point.theta()) || point.score() == 0) {
        return point;
      }
      point = likelihood.at(next);
    }
    throw new DidNotConverge(
        Message.of(
            "REML did not converge in %d steps: variance ratio %.6g, score %.3g. Rescale the trait,"
                + " or use method = 'minque1'.",
            MAX_ITERATIONS, Math.tan(point.theta()), point.score()));
  }
}
