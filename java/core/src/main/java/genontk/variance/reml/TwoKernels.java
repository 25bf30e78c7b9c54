package genontk.variance.reml;

import genontk.variance.likelihood.DenseLikelihood;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.LikelihoodValue;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.onekernel.LikelihoodSearch;
import genontk.variance.onekernel.Reml;
import genontk.variance.onekernel.RestrictedLikelihood;
import genontk.variance.onekernel.ScaledProblem;
import genontk.variance.solution.OneKernel;
import java.util.Arrays;
import java.util.Optional;

/** The restricted likelihood of two kernels, each of which is also known alone. */
final class TwoKernels {

  /**
   * Number of people up to which each kernel alone has a thread of its own: the tridiagonal form of
   * few gains little from a second thread.
   */
  private static final int SIDE_BY_SIDE = 2048;

  /** Shares of a kernel, next to the residual alone, that a model is made to pass through. */
  private static final double[] SHARES = {0.1, 0.25, 0.4, 0.6, 0.8};

  private final DenseLikelihood likelihood;
  private final ScaledProblem[] problems = new ScaledProblem[2];

  /**
   * Brings each kernel to a tridiagonal form.
   *
   * @throws genontk.error.NotPositiveDefinite if one has negative eigenvalues on the contrasts
   */
  TwoKernels(DenseLikelihood likelihood) {
    this.likelihood = likelihood;
    ScaledKernels terms = likelihood.terms();
    if (terms.threads().count() <= problems.length && terms.people() <= SIDE_BY_SIDE) {
      ScaledKernels each = terms.onOneThread();
      terms.threads().forEach(problems.length, k -> problems[k] = OneKernel.problem(each, k));
    } else {
      Arrays.setAll(problems, k -> OneKernel.problem(terms, k));
    }
  }

  /** Returns the maximum with kernel k alone. */
  SeveralKernelsReml.Reduced alone(int k) {
    RestrictedLikelihood one = problems[k].likelihood();
    RestrictedLikelihood.Point point =
        new LikelihoodSearch(one, likelihood.terms().threads()).constrained();
    double[] scaled = Reml.components(one, point);
    double[] components = {0, 0, scaled[1]};
    components[k] = scaled[0];
    return new SeveralKernelsReml.Reduced(point.value(), components);
  }

  /** Returns the highest likelihood with one component alone: kernel k, or the residual. */
  double only(int k) {
    return k == problems.length
        ? problems[0].likelihood().at(0).value()
        : problems[k].likelihood().at(Math.PI / 2).value();
  }

  /**
   * Returns the likelihood at components that are not negative: by one Cholesky factorisation, or
   * by none where a kernel is zero; nothing where V is singular.
   */
  Optional<LikelihoodValue> at(double[] components) {
    if (components[0] > 0 && components[1] > 0) {
      return LikelihoodValue.at(likelihood, components);
    }
    int k = components[1] > 0 ? 1 : 0;
    double r = Math.hypot(components[k], components[2]);
    RestrictedLikelihood.Point point =
        problems[k].likelihood().at(Math.atan2(components[k], components[2]));
    double logDeterminant =
        point.logDeterminant() + likelihood.terms().degreesOfFreedom() * Math.log(r);
    return Optional.of(new LikelihoodValue(components, logDeterminant, point.quadratic() / r, null))
        .filter(value -> Double.isFinite(value.value(likelihood.terms())));
  }

  /**
   * Returns a model of the likelihood that is exact, with two derivatives, at a maximum, and where
   * a kernel is alone.
   *
   * @param traces S_ij = tr(P V_i P V_j) at the maximum
   */
  PairedSpectra model(LikelihoodPoint best, double[][] traces) {
    double[][] spectra = new double[2][];
    likelihood.terms().threads().forEach(2, k -> spectra[k] = problems[k].forms().values());
    PairedSpectra model = new PairedSpectra(likelihood.terms(), spectra, best, traces);
    for (double share : SHARES) {
      at(new double[] {share, 0, 1 - share}).ifPresent(model::learn);
      at(new double[] {0, share, 1 - share}).ifPresent(model::learn);
    }
    return model;
  }
}
