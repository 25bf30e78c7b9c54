package genontk.service.loco;

import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.mixed.LinearMixedModel;
import genontk.run.Execution;
import genontk.service.model.FittedModel;
import genontk.service.model.ModelCovariance;
import genontk.variance.VarianceMethod;
import genontk.variance.component.Intervals;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The BLUP of a fit's trait from other kernels.
 *
 * <p>A model holds its dual vector d = V^-1 (y - Zb), and therefore y - Zb = V d. Predictions and
 * restricted likelihoods are the same of this and of y.
 *
 * @param residual y - Zb, averaged over each person's records (n)
 */
record LocoModel(FittedModel model, double[] residual, LinearAlgebra algebra, Execution execution) {

  /**
   * Genetic values and the variances that they come from.
   *
   * @param values sum_k g_k (n)
   * @param variances s_k of each component and last s_e; NaN where a component has no SNP
   */
  record Solved(double[] values, double[] variances) {}

  /** Takes the trait from a fitted model; {@code kernels} are its own. */
  static LocoModel of(
      FittedModel model, List<Matrix> kernels, LinearAlgebra algebra, Execution execution) {
    Matrix covariance = model.genetic(kernels);
    model.addResidual(covariance);
    double[] residual =
        algebra.product(covariance, false, Matrix.column(model.dual()), false).toArray();
    return new LocoModel(model, residual, algebra, execution);
  }

  /** Predicts by kernels, null where a component has no SNP, at the variances of the fit. */
  Solved kept(List<Matrix> kernels) {
    int n = residual.length;
    double[] variances = new double[kernels.size() + 1];
    Arrays.setAll(
        variances,
        k ->
            k == kernels.size()
                ? model.summary().residual()
                : kernels.get(k) == null
                    ? Double.NaN
                    : model.summary().components().get(k).variance());
    if (kernels.stream().allMatch(Objects::isNull)) {
      return new Solved(new double[n], variances);
    }
    double[] dual =
        new ModelCovariance(model, model.genetic(kernels), algebra).dual(residual, model.dual());
    Matrix values = Matrix.zeros(n, 1);
    for (int k = 0; k < kernels.size(); k++) {
      if (kernels.get(k) != null) {
        algebra.multiply(
            variances[k], kernels.get(k), false, Matrix.column(dual), false, 1, values);
      }
    }
    return new Solved(values.toArray(), variances);
  }

  /**
   * Predicts by kernels whose variances are estimated anew.
   *
   * @param options the method, and whether variances are kept from being negative
   */
  Solved refitted(List<Matrix> kernels, Options options) {
    int[] present =
        IntStream.range(0, kernels.size()).filter(k -> kernels.get(k) != null).toArray();
    double[] variances = new double[kernels.size() + 1];
    Arrays.fill(variances, Double.NaN);
    if (present.length == 0) {
      return new Solved(new double[residual.length], variances);
    }
    Records records = records();
    FixedEffects fixed = FixedEffects.of(records.scaled(model.design()), model.summary().terms());
    LinearMixedModel.Fit fit =
        new LinearMixedModel(options.method, options.constrain, true, Intervals.WALD)
            .fit(
                Arrays.stream(present).mapToObj(kernels::get).toList(),
                records,
                fixed,
                residual,
                algebra,
                execution);
    double[] estimate = fit.variances().estimate();
    for (int k = 0; k < present.length; k++) {
      variances[present[k]] = estimate[k];
    }
    variances[kernels.size()] = estimate[present.length];
    return new Solved(fit.blup().randomEffects(), variances);
  }

  /** How a fit estimated its variances. */
  record Options(VarianceMethod method, boolean constrain) {}

  private Records records() {
    FittedModel.RecordPrecision precision = model.recordPrecision();
    if (precision == null) {
      return Records.oneEach(residual.length);
    }
    if (model.summary().records() != residual.length) {
      throw InvalidInput.of(
          "refit = TRUE was given, and the fit has %s records of %s people, of which a model keeps"
              + " the means. Leave refit out, or fit the means with weights.",
          model.summary().records(), residual.length);
    }
    return new Records(residual.length, null, precision.weights());
  }

  /** Returns the standard deviation of the residuals of the trait on the fixed effects alone. */
  double traitDeviation() {
    FixedEffects fixed = FixedEffects.of(model.design(), model.summary().terms());
    Matrix turned = Matrix.column(residual.clone());
    fixed.applyTransposed(turned, execution.threads());
    double squares = 0;
    for (int i = fixed.rank(); i < residual.length; i++) {
      squares += turned.get(i, 0) * turned.get(i, 0);
    }
    return Math.sqrt(squares / (residual.length - fixed.rank()));
  }
}
