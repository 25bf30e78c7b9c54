package genontk.ridge;

import genontk.design.FixedEffects;
import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;

/**
 * The sizes of a candidate's kernels beyond the fixed effects.
 *
 * @param candidate whose kernels they are
 * @param weights the weights w of people
 * @param scales tr(P_0 W^1/2 K_k W^1/2) / (n - q) of each kernel
 * @param units c_k = tr(P_0 W^1/2 K_k W^1/2) / (sum w - q), to which mixtures scale each kernel
 * @param meanDiagonals sum_i w_i (K_k)_ii / sum w of each kernel
 */
record KernelScales(
    Candidate candidate,
    PersonWeights weights,
    double[] scales,
    double[] units,
    double[] meanDiagonals) {

  /** A kernel counts as constant when this share of its mean diagonal is left. */
  private static final double NO_VARIANCE = 1e-14;

  /**
   * Measures a candidate.
   *
   * @param fixed of the design W^1/2 Z
   * @throws InvalidInput if one of its kernels does not vary beyond the fixed effects
   */
  static KernelScales of(
      Candidate candidate,
      PersonWeights weights,
      FixedEffects fixed,
      LinearAlgebra algebra,
      Execution execution) {
    Matrix basis = weights.scaled(fixed.basis(execution.threads()));
    int n = candidate.people();
    double total = weights.total();
    if (candidate.isMixture() && !(total > fixed.rank())) {
      throw InvalidInput.of(
          "weights sum to %.3g, with %s fixed effects; to mix kernels they must sum to more. A"
              + " person of weight 2 counts as two: give larger weights.",
          total, fixed.rank());
    }
    int count = candidate.kernels().size();
    double[] scales = new double[count];
    double[] units = new double[count];
    double[] diagonals = new double[count];
    for (int k = 0; k < count; k++) {
      Matrix kernel = candidate.kernels().get(k);
      for (int i = 0; i < n; i++) {
        diagonals[k] += weights.weight(i) * kernel.get(i, i) / total;
      }
      double within = inner(basis, algebra.product(kernel, false, basis, false));
      double left = total * diagonals[k] - within;
      scales[k] = left / (n - fixed.rank());
      units[k] = left / (total - fixed.rank());
      if (!(scales[k] > NO_VARIANCE * diagonals[k] * (total / n))) {
        throw InvalidInput.of(
            "Kernel '%s' does not vary among these people beyond the fixed effects. Give people who"
                + " differ, or fewer covariates.",
            candidate.name());
      }
    }
    return new KernelScales(candidate, weights, scales, units, diagonals);
  }

  private static double inner(Matrix a, Matrix b) {
    double sum = 0;
    for (int j = 0; j < a.columns(); j++) {
      for (int i = 0; i < a.rows(); i++) {
        sum += a.get(i, j) * b.get(i, j);
      }
    }
    return sum;
  }

  /**
   * Returns the mixture in which each kernel, scaled to c = 1, has a share of the variance among
   * these people; a single kernel stays as given.
   *
   * @param shares one for each kernel, their sum 1
   */
  KernelMixture mixture(double... shares) {
    if (!candidate.isMixture()) {
      return new KernelMixture(this, shares, new double[] {1}, meanDiagonals[0]);
    }
    double[] factors = new double[shares.length];
    double diagonal = 0;
    for (int k = 0; k < factors.length; k++) {
      factors[k] = shares[k] / units[k];
      diagonal += factors[k] * meanDiagonals[k];
    }
    return new KernelMixture(this, shares, factors, diagonal);
  }

  /** Returns the scale of each kernel, a copy. */
  double[] copyOfScales() {
    return Arrays.copyOf(scales, scales.length);
  }
}
