package genontk.variance.onekernel;

import genontk.run.Threads;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Profile-likelihood intervals: the ends of the region in which twice the log-likelihood is within
 * the chi-squared quantile of its maximum (Venzon and Moolgavkar 1988), over non-negative
 * components.
 *
 * <p>At each angle the radii inside the region are known in closed form up to one scalar equation,
 * so a component's interval is a search over the angle alone.
 */
public final class LikelihoodRegion {

  /** Half the .95 quantile of chi-squared with one degree of freedom. */
  public static final double DROP = 3.841458820694124 / 2;

  private static final double RELATIVE_STEP = 1e-14;
  private static final int MAX_STEPS = 100;
  private static final int SECTIONS = 40;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final RestrictedLikelihood likelihood;
  private final double floor;
  private final Interval angles;
  private final List<RestrictedLikelihood.Point> inside;

  /**
   * Makes the region.
   *
   * @param grid angles from 0 to pi/2, both included, ascending
   * @param best the maximum over these angles
   */
  LikelihoodRegion(
      RestrictedLikelihood likelihood,
      List<RestrictedLikelihood.Point> grid,
      RestrictedLikelihood.Point best) {
    this.likelihood = likelihood;
    this.floor = best.value() - DROP;
    this.angles = new Interval(lowest(grid, best.theta()), highest(grid, best.theta()));
    this.inside =
        Stream.concat(
                grid.stream().filter(point -> angles.contains(point.theta())),
                Stream.of(best, likelihood.at(angles.lower), likelihood.at(angles.upper)))
            .sorted(Comparator.comparingDouble(RestrictedLikelihood.Point::theta))
            .toList();
  }

  /** The ends of an interval. */
  record Interval(double lower, double upper) {

    private boolean contains(double value) {
      return value > lower && value < upper;
    }
  }

  private double lowest(List<RestrictedLikelihood.Point> grid, double best) {
    double lower = 0;
    for (int k = 0; k < grid.size() - 1 && outside(grid.get(k)); k++) {
      lower = Math.min(grid.get(k + 1).theta(), best);
      if (!outside(grid.get(k + 1)) || lower == best) {
        return edge(lower, grid.get(k).theta());
      }
    }
    return lower;
  }

  private double highest(List<RestrictedLikelihood.Point> grid, double best) {
    double upper = Math.PI / 2;
    for (int k = grid.size() - 1; k > 0 && outside(grid.get(k)); k--) {
      upper = Math.max(grid.get(k - 1).theta(), best);
      if (!outside(grid.get(k - 1)) || upper == best) {
        return edge(upper, grid.get(k).theta());
      }
    }
    return upper;
  }

  private boolean outside(RestrictedLikelihood.Point point) {
    return !(point.value() >= floor);
  }

  /**
   * Returns the edge of the region between an angle inside and one outside it: Newton's method,
   * kept between them by bisection.
   */
  private double edge(double within, double without) {
    double in = within;
    double out = without;
    double theta = (in + out) / 2;
    for (int k = 0; k < MAX_STEPS; k++) {
      RestrictedLikelihood.Point point = likelihood.at(theta);
      if (outside(point)) {
        out = theta;
      } else {
        in = theta;
      }
      double next = theta - (point.value() - floor) / point.score();
      if (!(next > Math.min(in, out) && next < Math.max(in, out))) {
        next = (in + out) / 2;
      }
      if (Math.abs(next - theta) <= RELATIVE_STEP * Math.abs(theta)) {
        return next;
      }
      theta = next;
    }
    return in;
  }

  /** Returns the interval of the angle. */
  Interval angle() {
    return angles;
  }

  /**
   * Returns the intervals of s_g = r sin theta and of s_e = r cos theta, their ends side by side.
   */
  Interval[] components(Threads threads) {
    double[] ends = new double[4];
    threads.forEach(
        ends.length,
        k -> {
          DoubleUnaryOperator share = k < 2 ? Math::sin : RestrictedLikelihood::cosine;
          int side = k % 2 == 0 ? -1 : 1;
          ends[k] =
              side
                  * largest(
                      point -> side * share.applyAsDouble(point.theta()) * radius(point, side));
        });
    return new Interval[] {
      new Interval(Math.max(0, ends[0]), ends[1]), new Interval(Math.max(0, ends[2]), ends[3])
    };
  }

  /**
   * Returns the radius at which the likelihood at an angle leaves the region, below (-1) or above
   * (+1) its maximum.
   */
  private double radius(RestrictedLikelihood.Point point, int side) {
    return Radius.edge(floor, side)
        .of(likelihood.radius(point), point.value(), likelihood.degreesOfFreedom());
  }

  /**
   * Returns the largest value over the angles of the region: the best of the grid, then golden
   * sections around it.
   */
  private double largest(ToDoubleFunction<RestrictedLikelihood.Point> function) {
    int top = 0;
    double value = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < inside.size(); k++) {
      double candidate = function.applyAsDouble(inside.get(k));
      if (candidate > value) {
        value = candidate;
        top = k;
      }
    }
    double low = inside.get(Math.max(0, top - 1)).theta();
    double high = inside.get(Math.min(inside.size() - 1, top + 1)).theta();
    return Math.max(value, golden(low, high, function));
  }

  private double golden(
      double from, double to, ToDoubleFunction<RestrictedLikelihood.Point> function) {
    double low = from;
    double high = to;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = function.applyAsDouble(likelihood.at(left));
    double atRight = function.applyAsDouble(likelihood.at(right));
    for (int k = 0; k < SECTIONS; k++) {
      if (atLeft > atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = function.applyAsDouble(likelihood.at(left));
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = function.applyAsDouble(likelihood.at(right));
      }
    }
    return Math.max(atLeft, atRight);
  }
}
