package genontk.variance.reml;

import genontk.error.DidNotConverge;
import genontk.linalg.Matrix;
import genontk.linalg.small.NonNegative;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.component.Component;
import genontk.variance.component.Convergence;
import genontk.variance.component.Heritability;
import genontk.variance.component.Intervals;
import genontk.variance.component.LikelihoodRatio;
import genontk.variance.component.VarianceComponents;
import genontk.variance.likelihood.DenseLikelihood;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.likelihood.TermProducts;
import genontk.variance.moment.MomentEquations;
import genontk.variance.solution.CovarianceSolution;
import genontk.variance.solution.ModelSolver;
import genontk.variance.solution.VarianceFit;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Restricted maximum likelihood for several kernels, from a MINQUE(0) start.
 *
 * <p>Standard errors are from the expected information, 2 S^-1 with S_ij = tr(P V_i P V_j).
 */
public final class SeveralKernelsReml {

  /** Every component starts with at least this share of the variance. */
  private static final double LEAST_START = 0.05;

  /** Number of steps after which progress shows a climb as half done. */
  private static final double USUAL_STEPS = 6;

  /** The part of every component up to which the square of a step is rounding. */
  private static final double LAST_STEP = 1e-6;

  private final DenseLikelihood likelihood;
  private final ScaledKernels terms;
  private final boolean constrained;
  private final Intervals intervals;
  private final Climbs climbs = new Climbs();

  public SeveralKernelsReml(ScaledKernels terms, boolean constrained, Intervals intervals) {
    this.terms = terms;
    this.likelihood = new DenseLikelihood(terms);
    this.constrained = constrained;
    this.intervals = intervals;
  }

  /**
   * Estimates the components.
   *
   * @throws DidNotConverge if the iteration does not end
   */
  public VarianceFit estimate() {
    Optional<TwoKernels> two =
        Optional.of(likelihood).filter(all -> terms.kernels().size() == 2).map(TwoKernels::new);
    climbs.begin(0, 0.4);
    Fitted inside = fitted(highest(all(), start()));
    double[] without = new double[terms.kernels().size()];
    Reduced higher = null;
    for (int k = 0; k < without.length; k++) {
      climbs.begin(0.4 + 0.5 * k / without.length, 0.5 / without.length);
      boolean isAlone = two.isPresent() && inside.point.components()[k] > 0;
      Reduced reduced = isAlone ? two.get().alone(1 - k) : without(k, inside.point);
      without[k] = reduced.value;
      boolean isHigher = without[k] > (higher == null ? inside.point.value() : higher.value);
      higher = isHigher ? reduced : higher;
    }
    climbs.begin(0.9, 0.1);
    inside = higher == null ? inside : fitted(unmasked(higher));
    boolean bound = atBound(inside.point);
    Optional<PredictedEnds> predicted = predicted(two, inside);
    double[] free =
        bound && constrained
            ? new Unconstrained(likelihood, inside.point, inside.traces)
                .components(predicted.map(PredictedEnds::model))
            : inside.point.components();
    Fitted best = constrained || !bound ? inside : fitted(free().from(inside.point.components()));
    return delivered(best, inside.point.value(), without, predicted, constrained ? free : null);
  }

  /**
   * What is reported of climbs, whose number of steps is not known before: on the stretch of the
   * stage that is theirs each step goes part of the way that is left.
   */
  private final class Climbs {

    private double from;
    private double stretch;
    private double steps;

    private void begin(double share, double length) {
      from = share;
      stretch = length;
      steps = 0;
      terms.execution().step("fit", from);
    }

    private void step() {
      steps++;
      terms.execution().step("fit", from + stretch * steps / (steps + USUAL_STEPS));
    }
  }

  /** A maximum, with what its P gave; P itself is not kept. */
  private record Fitted(
      LikelihoodPoint point,
      Convergence convergence,
      double[][] traces,
      CovarianceSolution solution) {}

  private Fitted fitted(AverageInformation.Maximum maximum) {
    TermProducts.Result products = TermProducts.at(terms, maximum.point());
    double[] step = lastStep(maximum.point(), products.traces());
    LikelihoodPoint point = likelihood.shifted(maximum.point(), step);
    return new Fitted(
        point.bare(),
        maximum.convergence(),
        products.traces(),
        ModelSolver.of(likelihood, point, products));
  }

  /**
   * Returns Newton's step by the observed information, 2 AI - S / 2, over the components above
   * zero; none where it would not be short.
   */
  private static double[] lastStep(LikelihoodPoint point, double[][] traces) {
    double[] components = point.components();
    int[] face = IntStream.range(0, components.length).filter(k -> components[k] > 0).toArray();
    double[][] observed = SmallMatrix.combine(2, point.information(), -0.5, traces);
    double[][] factor = SmallMatrix.factor(SmallMatrix.select(observed, face));
    if (factor == null) {
      return new double[components.length];
    }
    double[] onFace = SmallMatrix.solve(factor, NonNegative.select(point.gradient(), face));
    double[] step = NonNegative.spread(onFace, face, components.length);
    boolean isShort = NewtonStep.isShort(step, components, LAST_STEP);
    return isShort ? step : new double[components.length];
  }

  /** Returns a maximum at which one component was left out, with all derivatives. */
  private AverageInformation.Maximum unmasked(Reduced reduced) {
    return new AverageInformation(likelihood, all(), true).from(reduced.components);
  }

  /** The highest likelihood with one component left out, and where it is. */
  record Reduced(double value, double[] components) {}

  /** Returns what predicts ends of intervals, and the unconstrained maximum, of two kernels. */
  private Optional<PredictedEnds> predicted(Optional<TwoKernels> two, Fitted inside) {
    boolean worthwhile = constrained && terms.degreesOfFreedom() > AverageInformation.SEVERAL_MODES;
    return two.filter(kernels -> worthwhile)
        .map(
            kernels ->
                new PredictedEnds(
                    kernels,
                    kernels.model(inside.point, inside.traces),
                    inside.point.components()));
  }

  private VarianceFit delivered(
      Fitted best,
      double highest,
      double[] without,
      Optional<PredictedEnds> predicted,
      double[] free) {
    LikelihoodPoint found = best.point;
    double[][] covariance = VarianceFit.inverse(best.traces);
    Matrix unscaled = terms.unscaledCovariance(SmallMatrix.combine(2, covariance, 0, covariance));
    double[] estimate = terms.unscaled(found.components());
    Heritability heritability = Heritability.of(estimate, unscaled, terms.scales());
    SeveralKernelsIntervals ends =
        constrained && intervals == Intervals.PROFILE
            ? SeveralKernelsIntervals.profile(likelihood, found, best.traces, without, predicted)
            : SeveralKernelsIntervals.wald(estimate, unscaled, heritability, constrained);
    VarianceComponents variances =
        new VarianceComponents(
            Component.of(
                estimate,
                unscaled,
                free == null ? estimate : terms.unscaled(free),
                new double[][] {ends.lower(), ends.upper()},
                boundary(found.components()),
                terms.scales()),
            unscaled,
            heritability.withIntervals(ends.shareLower(), ends.shareUpper()),
            found.value(),
            LikelihoodRatio.of(highest, without),
            best.convergence);
    return new VarianceFit(variances, best.solution);
  }

  private boolean[] all() {
    boolean[] all = new boolean[terms.components()];
    Arrays.fill(all, true);
    return all;
  }

  private double[] start() {
    MomentEquations equations = MomentEquations.of(terms);
    return NonNegative.minimum(
        equations.matrix(), equations.right(), new double[terms.components()]);
  }

  /**
   * Returns the highest maximum over non-negative components that is found from a start. With few
   * people the likelihood may have several modes: then every component is given a turn to begin
   * with most of the variance.
   */
  private AverageInformation.Maximum highest(boolean[] free, double[] start) {
    AverageInformation.Maximum best = climb(free, lifted(start, free));
    for (int k = 0;
        k < free.length && terms.degreesOfFreedom() <= AverageInformation.SEVERAL_MODES;
        k++) {
      if (free[k]) {
        double[] turn = new double[free.length];
        turn[k] = 1;
        AverageInformation.Maximum other = climb(free, lifted(turn, free));
        best = other.point().value() > best.point().value() ? other : best;
      }
    }
    return best;
  }

  private AverageInformation.Maximum climb(boolean[] free, double[] start) {
    return new AverageInformation(likelihood, free, true).from(start, climbs::step);
  }

  /** Returns components none of which is far below its share. */
  private static double[] lifted(double[] components, boolean[] free) {
    double least = LEAST_START * SmallMatrix.sum(components);
    double[] lifted = new double[components.length];
    Arrays.setAll(lifted, k -> free[k] ? Math.max(components[k], least) : 0);
    return lifted;
  }

  /** Returns the maximum without component k. */
  private Reduced without(int k, LikelihoodPoint from) {
    if (from.components()[k] == 0) {
      return new Reduced(from.value(), from.components());
    }
    boolean[] free = all();
    free[k] = false;
    LikelihoodPoint point = highest(free, from.components()).point();
    return new Reduced(point.value(), point.components());
  }

  private static boolean atBound(LikelihoodPoint point) {
    return Arrays.stream(point.components()).anyMatch(s -> s == 0);
  }

  private boolean[] boundary(double[] components) {
    boolean[] boundary = new boolean[components.length];
    for (int k = 0; k < boundary.length; k++) {
      boundary[k] = constrained && components[k] == 0;
    }
    return boundary;
  }

  /**
   * Returns a climb over all components at which V is positive definite. It need not end: with
   * several kernels the likelihood is unbounded where V becomes singular in a direction in which y
   * does not vary.
   */
  private AverageInformation free() {
    return new AverageInformation(likelihood, all(), false);
  }
}
