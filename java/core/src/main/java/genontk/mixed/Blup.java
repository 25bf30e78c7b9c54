package genontk.mixed;

import genontk.design.WorkingTrait;
import genontk.linalg.Matrix;
import genontk.variance.solution.CovarianceSolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Best linear unbiased prediction at given variances (Henderson 1975): fixed effects b, random
 * effects g and what new people need.
 *
 * @param dual Py = V^-1 (y - Zb), summed over the records of each person (n people); the random
 *     effects of new people are sum_k s_k K_k* dual
 * @param fixedEffects b (q)
 * @param fixedEffectsCovariance (Z'V^-1 Z)^-1 (q x q)
 * @param components the random effects of each kernel
 * @param total the sum of the random effects, with its own accuracy
 * @param fitted Zb + g (records)
 * @param residuals y - fitted (records)
 */
public record Blup(
    double[] dual,
    double[] fixedEffects,
    Matrix fixedEffectsCovariance,
    List<RandomEffects> components,
    RandomEffects total,
    double[] fitted,
    double[] residuals) {

  /** Returns g = sum_k s_k K_k dual (n). */
  public double[] randomEffects() {
    return total.values();
  }

  /** Returns the prediction error variance of each person's g, on the centred kernel (n). */
  public double[] predictionErrorVariance() {
    return total.predictionErrorVariance();
  }

  /** Returns 1 - PEV over the variance of each person's g, on the centred kernel (n). */
  public double[] reliability() {
    return total.reliability();
  }

  /**
   * Returns the predictions of a trait.
   *
   * @param solution of its working values
   */
  static Blup of(CovarianceSolution solution, WorkingTrait trait) {
    Blup own = of(solution, trait.values());
    return new Blup(
        WorkingTrait.times(1 / trait.unit(), own.dual),
        trait.fixedEffects(own.fixedEffects),
        own.fixedEffectsCovariance.map(trait::squared),
        own.components.stream().map(effects -> effects.of(trait)).toList(),
        own.total.of(trait),
        trait.predicted(own.fitted),
        trait.times(own.residuals));
  }

  /**
   * Returns the predictions that follow from a solution.
   *
   * @param y the trait (records)
   */
  public static Blup of(CovarianceSolution solution, double[] y) {
    int kernels = solution.randomEffects().length;
    List<RandomEffects> components = new ArrayList<>();
    double[] sum = new double[solution.dual().length];
    for (int k = 0; k < kernels; k++) {
      double[] values = solution.randomEffects()[k];
      components.add(RandomEffects.of(values, solution.prior()[k], solution.explained()[k]));
      Arrays.setAll(sum, i -> sum[i] + values[i]);
    }
    double[] fitted = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      fitted[i] = y[i] - solution.residuals()[i];
    }
    return new Blup(
        solution.dual(),
        solution.fixedEffects(),
        solution.fixedEffectsCovariance(),
        List.copyOf(components),
        RandomEffects.of(sum, solution.prior()[kernels], solution.explained()[kernels]),
        fitted,
        solution.residuals());
  }
}
