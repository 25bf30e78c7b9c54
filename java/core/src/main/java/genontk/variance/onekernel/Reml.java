package genontk.variance.onekernel;

import genontk.linalg.Matrix;
import genontk.run.Threads;
import genontk.variance.component.Component;
import genontk.variance.component.Heritability;
import genontk.variance.component.Intervals;
import genontk.variance.component.LikelihoodRatio;
import genontk.variance.component.VarianceComponents;
import genontk.variance.component.Wald;

/**
 * Restricted maximum likelihood for one kernel (Patterson and Thompson 1971), global over the
 * variance ratio.
 *
 * <p>Standard errors are from the expected information, 2 S^-1 with S_ij = tr(P V_i P V_j).
 *
 * @param constrained whether components are kept from being negative, by maximising over the
 *     non-negative ones
 * @param intervals kind of the intervals; unconstrained components have Wald's
 */
public record Reml(boolean constrained, Intervals intervals) implements VarianceEstimator {

  /** A ratio of genetic to residual variance from which the residual counts as zero. */
  private static final double NO_RESIDUAL = 0.999e8;

  /** Makes the estimator with intervals by profile likelihood. */
  public Reml(boolean constrained) {
    this(constrained, Intervals.PROFILE);
  }

  @Override
  public String name() {
    return "reml";
  }

  @Override
  public VarianceComponents estimate(RestrictedSpectrum spectrum, double[] y) {
    return estimate(ScaledProblem.of(spectrum, y), Threads.of(1));
  }

  public VarianceComponents estimate(ScaledProblem problem, Threads threads) {
    problem.requireSeparable();
    RestrictedLikelihood likelihood = problem.likelihood();
    LikelihoodSearch search = new LikelihoodSearch(likelihood, threads);
    RestrictedLikelihood.Point free = search.unconstrained();
    RestrictedLikelihood.Point inside = search.constrained();
    RestrictedLikelihood.Point best = constrained ? inside : free;
    double[] scaled = components(likelihood, best);
    double[] unconstrained = components(likelihood, free);
    Matrix covariance =
        problem.unscaledCovariance(ScaledProblem.inverse(problem.expectedInformation(best)));
    double[] estimate = problem.unscaled(scaled[0], scaled[1]);
    double[] scales = {problem.scale(), 1};
    Heritability wald = Heritability.of(estimate, covariance, scales);
    double[] errors = {Math.sqrt(covariance.get(0, 0)), Math.sqrt(covariance.get(1, 1))};
    double[][] ends = Wald.intervals(estimate, errors, constrained);
    Heritability heritability = constrained ? wald.withinBounds() : wald;
    if (constrained && intervals == Intervals.PROFILE) {
      LikelihoodRegion region = new LikelihoodRegion(likelihood, search.grid(), inside);
      LikelihoodRegion.Interval[] components = region.components(threads);
      LikelihoodRegion.Interval genetic = components[0];
      LikelihoodRegion.Interval residual = components[1];
      double low = share(region.angle().lower());
      double high = share(region.angle().upper());
      ends[0] = problem.unscaled(genetic.lower(), residual.lower());
      ends[1] = problem.unscaled(genetic.upper(), residual.upper());
      heritability = wald.withIntervals(new double[] {low, low}, new double[] {high, high});
    }
    return new VarianceComponents(
        Component.of(
            estimate,
            covariance,
            problem.unscaled(unconstrained[0], unconstrained[1]),
            ends,
            new boolean[] {
              constrained && scaled[0] == 0, constrained && scaled[0] >= NO_RESIDUAL * scaled[1]
            },
            scales),
        covariance,
        heritability,
        best.value(),
        LikelihoodRatio.of(inside.value(), search.grid().get(0).value()),
        search.convergence(best));
  }

  /** Returns the components, scaled, at a point's best radius. */
  public static double[] components(
      RestrictedLikelihood likelihood, RestrictedLikelihood.Point point) {
    double radius = likelihood.radius(point);
    return new double[] {
      radius * Math.sin(point.theta()), radius * RestrictedLikelihood.cosine(point.theta())
    };
  }

  /** Returns h2 = sin / (sin + cos), the eigenvalues having mean 1. */
  private static double share(double theta) {
    return Math.sin(theta) / (Math.sin(theta) + RestrictedLikelihood.cosine(theta));
  }
}
