package genontk.variance.reml;

import genontk.linalg.small.NonNegative;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.LikelihoodSurface;
import genontk.variance.onekernel.LikelihoodRegion;
import genontk.variance.onekernel.Radius;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Profile-likelihood intervals for several kernels, over non-negative components. The region holds
 * the components where twice the log-likelihood is within the chi-squared quantile of its maximum
 * (Venzon and Moolgavkar 1988). The ends are the smallest and largest value of a component or a
 * share in it.
 *
 * <p>At each point a quadratic model replaces the likelihood. Its end is known in closed form on
 * every face of the orthant, and is the next point. A move along its ray costs nothing and ends on
 * the edge of the region or at the ray's best. An end is second order in the error of its point, so
 * few points suffice.
 */
final class ProfileEnds {

  /**
   * How far the end may be from the point where the last model was made, relative to the distance
   * from the estimate: the end itself is nearer by an order, since models are of second order.
   */
  private static final double TOLERANCE = 3e-5;

  /** How far from its floor the likelihood may be at that point. */
  private static final double OFF_EDGE = 1e-4;

  /** How far below its floor the likelihood may be at a point from which the search goes on. */
  private static final double SLACK = 2;

  /** A search in which the residual may not vanish ends where this share of it is left. */
  private static final double VANISHED = 1e-3;

  private static final int MAX_POINTS = 30;
  private static final int MAX_HALVINGS = 10;
  private static final int MAX_SHARE_STEPS = 60;

  private final LikelihoodSurface likelihood;
  private final LikelihoodPoint best;
  private final double floor;
  private final double[][] excess;
  private final List<int[]> faces;
  private final boolean[] all;
  private final boolean residualMayVanish;
  private Start last;

  /**
   * Makes a search for the ends of intervals.
   *
   * @param best the maximum over non-negative components
   * @param excess what its observed information has beyond {@link LikelihoodPoint#information}
   * @param residualMayVanish whether the region holds places without residual
   */
  ProfileEnds(
      LikelihoodSurface likelihood,
      LikelihoodPoint best,
      double[][] excess,
      boolean residualMayVanish) {
    this.likelihood = likelihood;
    this.best = best;
    this.floor = best.value() - LikelihoodRegion.DROP;
    this.excess = excess;
    this.residualMayVanish = residualMayVanish;
    int residual = best.components().length - 1;
    this.faces =
        NonNegative.faces(residual + 1).stream()
            .filter(face -> residualMayVanish || face[face.length - 1] == residual)
            .toList();
    this.all = new boolean[best.components().length];
    Arrays.fill(all, true);
  }

  /** A point from which a search starts, and what was learnt on the way to it. */
  record Start(LikelihoodPoint point, SecantCorrection correction) {}

  Start fromBest() {
    return new Start(best, new SecantCorrection(excess));
  }

  /** Returns a start elsewhere, of which only its own derivatives are known. */
  Start from(LikelihoodPoint point) {
    return new Start(point, SecantCorrection.none(all.length));
  }

  /** Returns the point near the end that was found last, from which others may be near. */
  Start last() {
    return last;
  }

  /** Returns the lower (-1) or upper (+1) end; NaN where the models do not lead to it. */
  double end(ProfileGoal goal, int side, Start start) {
    LikelihoodPoint current = start.point;
    SecantCorrection correction = start.correction.copy();
    Radius radius = goal.isShare() ? Radius.BEST : Radius.edge(floor, side);
    double estimate = goal.of(best.components());
    for (int k = 0; k < MAX_POINTS; k++) {
      double[] target = target(current, correction, goal, side);
      double value = goal.of(target);
      double distance = Math.abs(value - estimate);
      boolean onEdge = Math.abs(current.value() - floor) < OFF_EDGE;
      if (onEdge && Math.abs(value - goal.of(current.components())) <= TOLERANCE * distance) {
        last = new Start(current, correction);
        return value;
      }
      Optional<LikelihoodPoint> next = towards(current, target, radius);
      if (next.isEmpty()) {
        break;
      }
      correction.learn(current, next.get(), all);
      current = next.get();
      if (!residualMayVanish && current.residual() < VANISHED * best.residual()) {
        break;
      }
    }
    return Double.NaN;
  }

  /** Returns the point at the target, or nearer where the likelihood is far too low there. */
  private Optional<LikelihoodPoint> towards(
      LikelihoodPoint current, double[] target, Radius radius) {
    double share = 1;
    for (int k = 0; k < MAX_HALVINGS; k++) {
      double[] place = current.components().clone();
      for (int i = 0; i < place.length; i++) {
        place[i] += share * (target[i] - place[i]);
      }
      Optional<LikelihoodPoint> next = likelihood.at(place, all, radius).map(LikelihoodPoint::bare);
      if (next.isPresent() && next.get().value() >= floor - SLACK) {
        return next;
      }
      share /= 2;
    }
    return Optional.empty();
  }

  /** Returns where the goal ends in the quadratic model's region. */
  private double[] target(
      LikelihoodPoint current, SecantCorrection correction, ProfileGoal goal, int side) {
    double level = goal.of(current.components());
    double[] target = null;
    for (int k = 0; k < MAX_SHARE_STEPS; k++) {
      target = target(current, correction, goal, level, side);
      double next = goal.of(target);
      if (Math.abs(next - level) <= 1e-14 || !goal.isShare()) {
        break;
      }
      level = next;
    }
    return target;
  }

  /** Returns the best over all faces; half the way to the estimate where the region is empty. */
  private double[] target(
      LikelihoodPoint current,
      SecantCorrection correction,
      ProfileGoal goal,
      double level,
      int side) {
    double[] direction = goal.direction(level);
    double[] best = null;
    double highest = Double.NEGATIVE_INFINITY;
    for (int[] face : faces) {
      double[] candidate =
          has(face, goal, side) ? onFace(current, correction, direction, face, side) : null;
      if (candidate != null) {
        double value = side * SmallMatrix.dot(direction, candidate);
        if (value > highest) {
          highest = value;
          best = candidate;
        }
      }
    }
    return best == null ? halfWay(current) : best;
  }

  /**
   * Lower ends at zero and upper ends of shares at one are known beforehand; here a lower end needs
   * a member on the face, and the upper end of a share one that is none.
   */
  private static boolean has(int[] face, ProfileGoal goal, int side) {
    boolean[] members = goal.members();
    return side > 0 && !goal.isShare() || Arrays.stream(face).anyMatch(k -> members[k] == side < 0);
  }

  private double[] halfWay(LikelihoodPoint current) {
    double[] middle = new double[all.length];
    Arrays.setAll(middle, k -> (current.components()[k] + best.components()[k]) / 2);
    return middle;
  }

  /**
   * Returns the end of a'x in the region {b'x - x'Bx/2 >= level} among vectors that are zero off a
   * face: x = B^-1 b +- rho B^-1 a / sqrt(a'B^-1 a); null where there is none, or it is negative.
   */
  private double[] onFace(
      LikelihoodPoint current,
      SecantCorrection correction,
      double[] direction,
      int[] face,
      int side) {
    int[] whole = faces.get(0);
    double[][] information = correction.information(current, whole);
    double[] s = current.components();
    double[] moved = SmallMatrix.times(information, s);
    double constant =
        current.value() - SmallMatrix.dot(current.gradient(), s) - 0.5 * SmallMatrix.dot(s, moved);
    double[] linear = new double[s.length];
    Arrays.setAll(linear, i -> current.gradient()[i] + moved[i]);
    double[][] factor = SmallMatrix.factor(SmallMatrix.select(information, face));
    if (factor == null) {
      return null;
    }
    double[] onFace = NonNegative.select(linear, face);
    double[] centre = SmallMatrix.solve(factor, onFace);
    double squared = 2 * (constant - floor) + SmallMatrix.dot(onFace, centre);
    double[] along = NonNegative.select(direction, face);
    double[] way = SmallMatrix.solve(factor, along);
    double length = Math.sqrt(SmallMatrix.dot(along, way));
    if (!(squared >= 0) || !(length > 0)) {
      return null;
    }
    double step = side * Math.sqrt(squared) / length;
    for (int k = 0; k < centre.length; k++) {
      centre[k] += step * way[k];
    }
    return Arrays.stream(centre).anyMatch(x -> x < 0)
        ? null
        : NonNegative.spread(centre, face, s.length);
  }
}
