package genontk.variance.reml;

import genontk.error.DidNotConverge;
import genontk.linalg.small.NonNegative;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.component.Convergence;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.LikelihoodSurface;
import genontk.variance.onekernel.Radius;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The maximum of a restricted likelihood over the components that may vary. Newton steps use the
 * average information (Gilmour, Thompson and Cullis 1995) and a secant correction of it. They are
 * halved until the likelihood rises.
 *
 * <p>Over non-negative components every step is the exact minimum of its quadratic model.
 * Components therefore arrive at zero and leave it by themselves. A step of length zero is a point
 * at which the Karush-Kuhn-Tucker conditions hold.
 */
final class AverageInformation {

  /** The length of a step, relative to the sum of the components, at which it is not taken. */
  private static final double RELATIVE_STEP = 1e-12;

  /** The part of every component up to which a step is not taken over the non-negative ones. */
  private static final double SHORT = 5e-8;

  /** The length of a step, in the same units, after which the next one is rounding. */
  private static final double NEAR = 3e-6;

  /** Steps below this length are rounding once they no longer shrink. */
  private static final double ROUNDING_STEP = 1e-9;

  /** Number of them in a row that do not: one may be of a correction that still learns. */
  private static final int STALLED = 2;

  /** By how much the likelihood may seem to fall through rounding, relative to itself. */
  private static final double ROUNDING = 1e-12;

  /** Degrees of freedom up to which the likelihood may have several modes, so that starts vary. */
  static final int SEVERAL_MODES = 300;

  /** The gradient, times standard deviations, that counts as zero. */
  private static final double GRADIENT = 1e-6;

  /** What a further step may promise to add to the log-likelihood at its end. */
  private static final double CHANGE = 1e-8;

  /** How long a step may be at first that may leave the orthant, relative to all variance. */
  private static final double FIRST_REACH = 0.1;

  /** How near a step's rise must be to its model's for the next to reach twice as far. */
  private static final double FORESEEN = 0.25;

  private static final int MAX_ITERATIONS = 100;
  private static final int MAX_STARTS = 8;

  /** How much residual, relative to all variance, is added to a start where V is singular. */
  private static final double RESIDUAL = 0.1;

  private static final int MAX_HALVINGS = 40;

  private final LikelihoodSurface likelihood;
  private final boolean[] free;
  private final boolean constrained;
  private LikelihoodPoint current;
  private SecantCorrection correction;
  private double near;
  private double reach = FIRST_REACH;
  private double enough = Double.NaN;
  private int iterations;

  /**
   * Makes a climb.
   *
   * @param free which components vary; the others stay at zero
   * @param constrained whether components are kept from being negative
   */
  AverageInformation(LikelihoodSurface likelihood, boolean[] free, boolean constrained) {
    this.likelihood = likelihood;
    this.free = free;
    this.constrained = constrained;
    this.correction = SecantCorrection.none(free.length);
  }

  /** A maximum: where it is and how it was reached. */
  record Maximum(LikelihoodPoint point, Convergence convergence) {}

  /** Climbs from components, as {@link #from(double[], Runnable)} does. */
  Maximum from(double[] start) {
    return from(start, () -> {});
  }

  /**
   * Climbs from components.
   *
   * @param start components at which V is positive definite
   * @param each called before each step
   * @throws DidNotConverge if the steps do not end
   */
  Maximum from(double[] start, Runnable each) {
    current = first(start);
    return climb(each);
  }

  /** Climbs from a point with derivatives by all free components, in the same way. */
  Maximum from(LikelihoodPoint start) {
    current = start;
    return climb(() -> {});
  }

  /**
   * Returns the components of a maximum near a point, to rounding: the last step is short enough to
   * be taken without looking.
   *
   * @param excess what the observed information has beyond the average one
   * @throws DidNotConverge if the steps do not end
   */
  double[] componentsNear(LikelihoodPoint start, double[][] excess) {
    current = start;
    correction = new SecantCorrection(excess);
    near = NEAR;
    double[] components = climb(() -> {}).point().components().clone();
    double[] step = step();
    Arrays.setAll(components, k -> components[k] + step[k]);
    return components;
  }

  private Maximum climb(Runnable each) {
    double change = Double.NaN;
    double lastLength = Double.POSITIVE_INFINITY;
    int stalled = 0;
    for (iterations = 1; iterations <= MAX_ITERATIONS; iterations++) {
      each.run();
      double[] step = step();
      double length = NewtonStep.largest(step) / NewtonStep.total(current.components());
      stalled = length <= ROUNDING_STEP && length >= lastLength / 2 ? stalled + 1 : 0;
      if (length <= RELATIVE_STEP || isAlmostThere(step) || stalled == STALLED) {
        return finish(promise(step), length);
      }
      if (current.value() >= enough || length <= near) {
        return new Maximum(current, new Convergence(iterations, gradientNorm(), change, true));
      }
      lastLength = length;
      double before = current.value();
      if (!moveAlong(step)) {
        return finish(0, length);
      }
      change = current.value() - before;
    }
    throw failure("its steps did not end", change, lastLength);
  }

  /** Returns the start, with as much more residual as a slightly negative kernel needs. */
  private LikelihoodPoint first(double[] start) {
    double[] from = start.clone();
    int residual = from.length - 1;
    for (int k = 0; k < MAX_STARTS && (k == 0 || free[residual]); k++) {
      Optional<LikelihoodPoint> point = likelihood.at(from, free, Radius.BEST);
      if (point.isPresent()) {
        return point.get();
      }
      from[residual] += RESIDUAL * NewtonStep.total(start);
    }
    throw failure("the covariance at its start is not positive definite", 0, 0);
  }

  /**
   * Returns whether the likelihood reaches a level; where it does the climb ends.
   *
   * @throws DidNotConverge if the steps do not end
   */
  boolean reaches(double level, double[] start) {
    enough = level;
    return from(start).point().value() >= level;
  }

  private Maximum finish(double change, double length) {
    double gradient = gradientNorm();
    if (!(gradient <= GRADIENT && change <= CHANGE)) {
      throw failure("no step raises the likelihood any more", change, length);
    }
    return new Maximum(current, new Convergence(iterations, gradient, change, true));
  }

  /** Returns by how much a step is to raise the likelihood, to first order. */
  private double promise(double[] step) {
    return Math.abs(SmallMatrix.dot(step, current.gradient()));
  }

  private DidNotConverge failure(String what, double change, double length) {
    String advice =
        constrained
            ? "Leave out a kernel that says the same as another, or use method = 'minque1'."
            : "The likelihood may have no maximum out of bounds; use constrain = TRUE.";
    return current == null
        ? ClimbFailure.before(what, advice)
        : ClimbFailure.at(
            current,
            likelihood.terms(),
            what,
            new ClimbFailure.Step(iterations, change, length),
            advice);
  }

  /** Returns the way to the maximum of the quadratic model. */
  private double[] step() {
    int[] face = freeFace();
    double[][] information = correction.information(current, face);
    double[] s = NonNegative.select(current.components(), face);
    double[] gradient = NonNegative.select(current.gradient(), face);
    double[] onFace =
        constrained
            ? NewtonStep.bounded(information, gradient, s)
            : NewtonStep.free(information, gradient);
    if (!constrained) {
      shorten(onFace);
    }
    return NonNegative.spread(onFace, face, free.length);
  }

  /**
   * Keeps a step that may leave the orthant from leaping to the edge of the region where V is
   * positive definite: the likelihood is unbounded at places there. Steps that rise as foreseen are
   * followed by longer ones.
   */
  private void shorten(double[] step) {
    double limit = reach * NewtonStep.total(current.components());
    double length = NewtonStep.largest(step);
    for (int k = 0; length > limit && k < step.length; k++) {
      step[k] *= limit / length;
    }
  }

  /**
   * Returns whether all that is left is a step so short that it can do without another V. With few
   * people, of whom several starts are tried, that would spare nothing.
   */
  private boolean isAlmostThere(double[] step) {
    return constrained
        && likelihood.terms().degreesOfFreedom() > SEVERAL_MODES
        && NewtonStep.isShort(step, current.components(), SHORT)
        && gradientNorm() <= GRADIENT
        && promise(step) <= CHANGE;
  }

  private int[] freeFace() {
    return IntStream.range(0, free.length).filter(k -> free[k]).toArray();
  }

  /** Moves along a step, halved until the likelihood does not fall; false where it always does. */
  private boolean moveAlong(double[] step) {
    double share = 1;
    double tolerance = ROUNDING * Math.abs(current.value());
    for (int k = 0; k < MAX_HALVINGS; k++) {
      double[] target = current.components().clone();
      for (int i = 0; i < target.length; i++) {
        target[i] += share * step[i];
      }
      Optional<LikelihoodPoint> next = likelihood.at(target, free, Radius.BEST);
      if (next.isPresent() && next.get().value() >= current.value() - tolerance) {
        if (!constrained && k == 0 && foreseen(step, next.get().value() - current.value())) {
          reach *= 2;
        }
        correction.learn(current, next.get(), free);
        current = next.get();
        return true;
      }
      share /= 2;
    }
    return false;
  }

  /** Returns whether the quadratic model told by how much a step raises the likelihood. */
  private boolean foreseen(double[] step, double rise) {
    int[] face = freeFace();
    double[] onFace = NonNegative.select(step, face);
    double[] curved = SmallMatrix.times(correction.information(current, face), onFace);
    double expected =
        SmallMatrix.dot(step, current.gradient()) - 0.5 * SmallMatrix.dot(onFace, curved);
    return Math.abs(rise / expected - 1) < FORESEEN;
  }

  /** Returns the largest derivative that a free component could still follow, in standard units. */
  private double gradientNorm() {
    double norm = 0;
    for (int k : freeFace()) {
      double g = current.gradient()[k];
      boolean held = constrained && current.components()[k] == 0 && g < 0;
      norm = held ? norm : Math.max(norm, Math.abs(g) / Math.sqrt(current.information()[k][k]));
    }
    return norm;
  }
}
