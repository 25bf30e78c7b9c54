package genontk.comparison;

import genontk.kernel.Kernel;
import genontk.linalg.Matrix;
import genontk.mixed.LinearMixedModel;
import java.util.List;

/**
 * The linear mixed model with a component a kernel.
 *
 * @param kernels at least one
 * @param model how its variances are estimated
 */
public record MixedModelMethod(List<Kernel> kernels, LinearMixedModel model) implements Method {

  @Override
  public double[] predict(SplitData round) {
    LinearMixedModel.Fit fit =
        model.fit(round.kernels(), round.fixed(), round.y(), round.algebra(), round.execution());
    Matrix predicted = round.linear(fit.blup().fixedEffects());
    Matrix dual = Matrix.column(fit.blup().dual());
    for (int k = 0; k < kernels.size(); k++) {
      round
          .algebra()
          .multiply(
              fit.variances().genetic(k), round.cross().get(k), false, dual, false, 1, predicted);
    }
    return predicted.toArray();
  }
}
