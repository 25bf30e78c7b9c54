package genontk.variance;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Profile-likelihood intervals: the ends of the region in which twice the log-likelihood is within
 * the chi-squared quantile of its maximum (Venzon and Moolgavkar 1988), over non-negative
 * components.
 *
 * <p>At each angle the radii inside the region are known in closed form up to one scalar equation,
 * so a component's interval is a search over the angle alone.
 */
final class LikelihoodRegion {

  /** Half the .95 quantile of chi-squared with one degree of freedom. */
  private static final double DROP = 3.841458820694124 / 2;

  private static final int BISECTIONS = 60;
  private static final int SECTIONS = 60;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final RestrictedLikelihood likelihood;
  private final List<RestrictedLikelihood.Point> grid;
  private final double floor;

  /**
   * Makes the region.
   *
   * @param grid angles from 0 to pi/2, both included
   * @param maximum the largest log-likelihood over these angles
   */
  LikelihoodRegion(
      RestrictedLikelihood likelihood, List<RestrictedLikelihood.Point> grid, double maximum) {
    this.likelihood = likelihood;
    this.grid = grid;
    this.floor = maximum - DROP;
  }

  /** The ends of an interval. */
  record Interval(double lower, double upper) {}

  /** Returns the interval of the angle. */
  Interval angle(double best) {
    int last = grid.size() - 1;
    double lower = 0;
    for (int k = 0; k < last && grid.get(k).theta() < best && outside(grid.get(k)); k++) {
      lower = boundary(Math.min(grid.get(k + 1).theta(), best), grid.get(k).theta());
    }
    double upper = Math.PI / 2;
    for (int k = last; k > 0 && grid.get(k).theta() > best && outside(grid.get(k)); k--) {
      upper = boundary(Math.max(grid.get(k - 1).theta(), best), grid.get(k).theta());
    }
    return new Interval(lower, upper);
  }

  private boolean outside(RestrictedLikelihood.Point point) {
    return point.value() < floor;
  }

  /** Returns the edge of the region between an angle that may be inside and one outside it. */
  private double boundary(double within, double without) {
    double in = within;
    double out = without;
    for (int k = 0; k < BISECTIONS; k++) {
      double middle = (in + out) / 2;
      if (outside(likelihood.at(middle))) {
        out = middle;
      } else {
        in = middle;
      }
    }
    return in;
  }

  /** Returns the interval of s_g = r sin theta. */
  Interval genetic(double best) {
    return component(best, Math::sin);
  }

  /** Returns the interval of s_e = r cos theta. */
  Interval residual(double best) {
    return component(best, theta -> theta == Math.PI / 2 ? 0 : Math.cos(theta));
  }

  private Interval component(double best, DoubleUnaryOperator share) {
    Interval angles = angle(best);
    double lower = -largest(angles, best, theta -> -share.applyAsDouble(theta) * radius(theta, -1));
    double upper = largest(angles, best, theta -> share.applyAsDouble(theta) * radius(theta, 1));
    return new Interval(lower, upper);
  }

  /**
   * Returns the radius at which the likelihood at an angle leaves the region, below (-1) or above
   * (+1) its maximum; NaN outside.
   */
  private double radius(double theta, int side) {
    RestrictedLikelihood.Point point = likelihood.at(theta);
    double excess = 2 * (point.value() - floor) / likelihood.degreesOfFreedom();
    if (!(excess >= 0)) {
      return Double.NaN;
    }
    return likelihood.radius(point) * Math.exp(logRatio(1 + excess, side));
  }

  /**
   * Solves x + exp(-x) = level for x on the given side of 0, by Newton's method from beyond the
   * root.
   */
  private static double logRatio(double level, int side) {
    if (level <= 1) {
      return 0;
    }
    double x = side > 0 ? level : -Math.sqrt(2 * (level - 1));
    for (int k = 0; k < BISECTIONS; k++) {
      x -= (x + Math.exp(-x) - level) / (1 - Math.exp(-x));
    }
    return x;
  }

  /**
   * Returns the largest value over the angles of the region: the best grid angle, then golden
   * sections around it.
   */
  private double largest(Interval angles, double best, DoubleUnaryOperator function) {
    double[] candidates =
        grid.stream()
            .mapToDouble(RestrictedLikelihood.Point::theta)
            .filter(theta -> theta > angles.lower() && theta < angles.upper())
            .toArray();
    double[] ordered = withEnds(angles, best, candidates);
    int top = 0;
    double[] values = new double[ordered.length];
    for (int k = 0; k < ordered.length; k++) {
      values[k] = function.applyAsDouble(ordered[k]);
      top = values[k] > values[top] || Double.isNaN(values[top]) ? k : top;
    }
    double low = ordered[Math.max(0, top - 1)];
    double high = ordered[Math.min(ordered.length - 1, top + 1)];
    return Math.max(values[top], golden(low, high, function));
  }

  private static double[] withEnds(Interval angles, double best, double[] candidates) {
    double[] all = new double[candidates.length + 3];
    System.arraycopy(candidates, 0, all, 0, candidates.length);
    all[candidates.length] = angles.lower();
    all[candidates.length + 1] = angles.upper();
    all[candidates.length + 2] = best;
    Arrays.sort(all);
    return all;
  }

  private static double golden(double from, double to, DoubleUnaryOperator function) {
    double low = from;
    double high = to;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    for (int k = 0; k < SECTIONS; k++) {
      if (atLeft > atRight || Double.isNaN(atRight)) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = function.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = function.applyAsDouble(right);
      }
    }
    return Math.max(
        Double.isNaN(atLeft) ? Double.NEGATIVE_INFINITY : atLeft,
        Double.isNaN(atRight) ? Double.NEGATIVE_INFINITY : atRight);
  }
}
