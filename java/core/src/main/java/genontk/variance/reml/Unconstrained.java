package genontk.variance.reml;

import genontk.error.DidNotConverge;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.likelihood.DenseLikelihood;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.LikelihoodSurface;
import genontk.variance.onekernel.Radius;
import genontk.variance.solution.VarianceFit;
import java.util.Arrays;
import java.util.Optional;

/**
 * The components of the maximum over all components at which V is positive definite. It need not
 * exist: with several kernels the likelihood is unbounded where V becomes singular in a direction
 * in which y does not vary.
 */
final class Unconstrained {

  private final DenseLikelihood likelihood;
  private final LikelihoodPoint inside;
  private final double[][] traces;

  /**
   * Takes where the search starts.
   *
   * @param inside the maximum over non-negative components
   * @param traces S_ij = tr(P V_i P V_j) there
   */
  Unconstrained(DenseLikelihood likelihood, LikelihoodPoint inside, double[][] traces) {
    this.likelihood = likelihood;
    this.inside = inside;
    this.traces = traces;
  }

  /**
   * Returns the components of the maximum that is reached from the constrained one. Where there is
   * none, one scoring step out of bounds from the constrained one stands for it, s + 2 S^-1 l': the
   * solution of the equations of MINQUE there.
   *
   * @param model where there is one, its maximum is the start
   */
  double[] components(Optional<PairedSpectra> model) {
    try {
      return model
          .flatMap(this::fromMaximumOf)
          .orElseGet(() -> climb(likelihood).from(inside).point().components());
    } catch (DidNotConverge none) {
      double[] step = SmallMatrix.times(VarianceFit.inverse(traces), inside.gradient());
      double[] moved = inside.components().clone();
      Arrays.setAll(moved, k -> moved[k] + 2 * step[k]);
      return moved;
    }
  }

  private Optional<double[]> fromMaximumOf(PairedSpectra model) {
    try {
      LikelihoodPoint start = model.at(inside.components(), Radius.AS_GIVEN).orElseThrow();
      double[][] none = new double[traces.length][traces.length];
      double[] highest = climb(model).componentsNear(start, none);
      LikelihoodPoint top = model.at(highest, Radius.BEST).orElseThrow();
      return likelihood
          .at(top.components(), all(), Radius.BEST)
          .filter(point -> point.value() >= inside.value())
          .map(
              point ->
                  climb(likelihood)
                      .componentsNear(
                          point,
                          SmallMatrix.combine(1, top.information(), -1, point.information())));
    } catch (DidNotConverge none) {
      return Optional.empty();
    }
  }

  private AverageInformation climb(LikelihoodSurface surface) {
    return new AverageInformation(surface, all(), false);
  }

  private boolean[] all() {
    boolean[] all = new boolean[inside.components().length];
    Arrays.fill(all, true);
    return all;
  }
}
