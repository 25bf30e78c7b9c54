package genontk.ridge;

import genontk.design.WorkingTrait;
import genontk.linalg.Matrix;

/**
 * Kernel ridge regression at one penalty: min (y - Zb - g)'W(y - Zb - g) + lambda g'K^-1 g.
 *
 * @param dual alpha = W^1/2 (W^1/2 K W^1/2 + lambda I)^-1 W^1/2 (y - Zb) (n): g = K alpha, and new
 *     people have K_* alpha
 * @param fixedEffects b (q)
 * @param fixedEffectsCovariance s_g (Z'(K + lambda W^-1)^-1 Z)^-1 (q x q), as in the equivalent
 *     mixed model
 * @param randomEffects f_k K_k alpha, one column per kernel (n x kernels)
 * @param fitted Zb + K alpha (n)
 * @param residuals y - fitted = lambda W^-1 alpha (n)
 * @param geneticVariance s_g = y'alpha / (n - q), per unit of K; s_e is lambda s_g
 * @param diagnostics of each person; null where they were not asked for
 */
public record RidgeSolution(
    double[] dual,
    double[] fixedEffects,
    Matrix fixedEffectsCovariance,
    Matrix randomEffects,
    double[] fitted,
    double[] residuals,
    double geneticVariance,
    Diagnostics diagnostics) {

  /** Returns the solution of a trait from that of its working values. */
  RidgeSolution of(WorkingTrait trait) {
    return new RidgeSolution(
        trait.times(dual),
        trait.fixedEffects(fixedEffects),
        fixedEffectsCovariance.map(trait::squared),
        randomEffects.map(value -> trait.unit() * value),
        trait.predicted(fitted),
        trait.times(residuals),
        trait.squared(geneticVariance),
        diagnostics == null ? null : diagnostics.of(trait));
  }

  /** Returns the solution with diagnostics. */
  RidgeSolution with(Diagnostics found) {
    return new RidgeSolution(
        dual,
        fixedEffects,
        fixedEffectsCovariance,
        randomEffects,
        fitted,
        residuals,
        geneticVariance,
        found);
  }
}
