package genontk.variance.reml;

import genontk.error.DidNotConverge;
import genontk.linalg.Matrix;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.component.Heritability;
import genontk.variance.component.Wald;
import genontk.variance.likelihood.DenseLikelihood;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.onekernel.LikelihoodRegion;
import genontk.variance.onekernel.Radius;
import genontk.variance.solution.VarianceFit;
import java.util.Arrays;
import java.util.Optional;

/**
 * The 95 % intervals of several kernels' components and shares.
 *
 * @param lower the lower ends of the components, per unit of the kernels as given
 * @param upper their upper ends
 * @param shareLower the lower ends of each kernel's share and of their total
 * @param shareUpper their upper ends
 */
record SeveralKernelsIntervals(
    double[] lower, double[] upper, double[] shareLower, double[] shareUpper) {

  /** Standard errors above zero beyond which the residual cannot vanish. */
  private static final double FAR = 4;

  /** The share of all variance that a kernel has at least where the residual is taken away. */
  private static final double LEAST_START = 0.05;

  /**
   * Returns Wald intervals.
   *
   * @param constrained whether they are cut to the bounds of the estimates
   */
  static SeveralKernelsIntervals wald(
      double[] estimate, Matrix covariance, Heritability heritability, boolean constrained) {
    double[][] ends = Wald.intervals(estimate, VarianceFit.errors(covariance), constrained);
    Heritability shares = constrained ? heritability.withinBounds() : heritability;
    return new SeveralKernelsIntervals(ends[0], ends[1], shares.lower(), shares.upper());
  }

  /**
   * Returns profile-likelihood intervals.
   *
   * @param best the maximum over non-negative components
   * @param traces S_ij = tr(P V_i P V_j) there
   * @param without the likelihood without each kernel
   * @param predicted the search for ends by a model, where there is one
   */
  static SeveralKernelsIntervals profile(
      DenseLikelihood likelihood,
      LikelihoodPoint best,
      double[][] traces,
      double[] without,
      Optional<PredictedEnds> predicted) {
    ScaledKernels terms = likelihood.terms();
    int residual = terms.kernels().size();
    double floor = best.value() - LikelihoodRegion.DROP;
    boolean vanishing = residualMayVanish(likelihood, predicted, best, traces, floor);
    SeveralKernelsIntervals intervals =
        new SeveralKernelsIntervals(
            new double[residual + 1],
            new double[residual + 1],
            new double[residual + 1],
            new double[residual + 1]);
    EndSearch search = new EndSearch(likelihood, best, traces, predicted, vanishing);
    for (int k = residual; k >= 0; k--) {
      terms.execution().step("intervals", 1 - (k + 1) / (residual + 1.0));
      boolean isResidual = k == residual;
      boolean noComponent = isResidual ? vanishing : without[k] >= floor;
      boolean noShare =
          isResidual ? alone(likelihood, predicted, residual, without, floor) : noComponent;
      boolean wholeShare =
          vanishing && (isResidual || alone(likelihood, predicted, k, without, floor));
      ProfileGoal component = ProfileGoal.component(k, residual + 1);
      intervals.upper[k] = search.end(component, 1) / terms.scales()[k];
      intervals.lower[k] = noComponent ? 0 : search.end(component, -1) / terms.scales()[k];
      ProfileGoal share =
          isResidual ? ProfileGoal.total(residual + 1) : ProfileGoal.share(k, residual + 1);
      intervals.shareLower[k] = noShare ? 0 : search.end(share, -1);
      intervals.shareUpper[k] = wholeShare ? 1 : search.end(share, 1);
    }
    return intervals;
  }

  /**
   * Returns whether component k alone explains y as well as the region asks: never where all
   * components without another of them do not.
   */
  private static boolean alone(
      DenseLikelihood likelihood,
      Optional<PredictedEnds> predicted,
      int k,
      double[] without,
      double floor) {
    for (int other = 0; other < without.length; other++) {
      if (other != k && without[other] < floor) {
        return false;
      }
    }
    if (predicted.isPresent()) {
      return predicted.get().kernels().only(k) >= floor;
    }
    boolean[] none = new boolean[likelihood.terms().components()];
    double[] only = new double[none.length];
    only[k] = 1;
    return likelihood.at(only, none, Radius.BEST).filter(at -> at.value() >= floor).isPresent();
  }

  /** Returns whether the likelihood without residual reaches the floor anywhere. */
  private static boolean residualMayVanish(
      DenseLikelihood likelihood,
      Optional<PredictedEnds> predicted,
      LikelihoodPoint best,
      double[][] traces,
      double floor) {
    int residual = best.components().length - 1;
    double[][] inverse = VarianceFit.inverse(traces);
    if (best.residual() == 0) {
      return true;
    }
    if (best.residual() > FAR * Math.sqrt(2 * inverse[residual][residual])) {
      return false;
    }
    boolean[] free = new boolean[residual + 1];
    Arrays.fill(free, 0, residual, true);
    double[] start = best.components().clone();
    double least = LEAST_START * SmallMatrix.sum(start);
    start[residual] = 0;
    for (int k = 0; k < residual; k++) {
      start[k] = Math.max(start[k], least);
    }
    return predicted
        .flatMap(ends -> ends.reaches(floor, free, start))
        .orElseGet(() -> reaches(likelihood, floor, free, start));
  }

  private static boolean reaches(
      DenseLikelihood likelihood, double floor, boolean[] free, double[] start) {
    try {
      return new AverageInformation(likelihood, free, true).reaches(floor, start);
    } catch (DidNotConverge singular) {
      return false;
    }
  }
}
