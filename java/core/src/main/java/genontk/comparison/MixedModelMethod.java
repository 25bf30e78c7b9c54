package genontk.comparison;

import genontk.kernel.Kernel;
import genontk.linalg.Matrix;
import genontk.mixed.LinearMixedModel;
import java.util.List;

/**
 * The linear mixed model with one variance component per kernel.
 *
 * @param kernels the kernels, at least one
 * @param model the model, with its estimator of the variances
 */
public record MixedModelMethod(List<Kernel> kernels, LinearMixedModel model) implements Method {

  @Override
  public double[] predict(SplitData data) {
    LinearMixedModel.Fit fit =
        model.fit(data.kernels(), data.fixed(), data.y(), data.algebra(), data.execution());
    Matrix predicted = data.linear(fit.blup().fixedEffects());
    Matrix dual = Matrix.column(fit.blup().dual());
    for (int k = 0; k < kernels.size(); k++) {
      data.algebra()
          .multiply(
              fit.variances().genetic(k), data.cross().get(k), false, dual, false, 1, predicted);
    }
    return predicted.toArray();
  }
}
