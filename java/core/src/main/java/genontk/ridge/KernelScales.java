package genontk.ridge;

import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.FixedEffects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the kernels of a candidate amount to beside the fixed effects.
 *
 * @param candidate whose they are
 * @param scales c_k = tr(P_0 K_k) / (n - q) of each
 * @param meanDiagonals tr(K_k) / n of each
 */
record KernelScales(Candidate candidate, double[] scales, double[] meanDiagonals) {

  private static final double NOTHING = 1e-14;

  /**
   * Measures a candidate.
   *
   * @throws InvalidInput if one of its kernels does not vary beyond the fixed effects
   */
  static KernelScales of(
      Candidate candidate, FixedEffects fixed, LinearAlgebra algebra, Execution execution) {
    Matrix basis = fixed.basis(execution.threads());
    int n = candidate.people();
    int count = candidate.kernels().size();
    double[] scales = new double[count];
    double[] diagonals = new double[count];
    for (int k = 0; k < count; k++) {
      Matrix kernel = candidate.kernels().get(k);
      for (int i = 0; i < n; i++) {
        diagonals[k] += kernel.get(i, i) / n;
      }
      double within = inner(basis, algebra.product(kernel, false, basis, false));
      scales[k] = (n * diagonals[k] - within) / (n - fixed.rank());
      if (!(scales[k] > NOTHING * diagonals[k])) {
        throw InvalidInput.of(
            "Kernel '%s' does not vary among these people beyond the fixed effects. Give people who"
                + " differ, or fewer covariates.",
            candidate.name());
      }
    }
    return new KernelScales(candidate, scales, diagonals);
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
   * Returns the kernels to be tried: the one kernel as given, or the mixtures of two, each scaled
   * to c = 1, so that a share is a share of the variance among these people.
   */
  List<KernelMixture> mixtures(double... shares) {
    List<KernelMixture> mixtures = new ArrayList<>();
    if (!candidate.isMixture()) {
      mixtures.add(
          new KernelMixture(
              candidate, Double.NaN, new double[] {1}, scales[0], meanDiagonals[0], this));
      return mixtures;
    }
    for (double share : shares) {
      double[] weights = {share / scales[0], (1 - share) / scales[1]};
      double diagonal = weights[0] * meanDiagonals[0] + weights[1] * meanDiagonals[1];
      mixtures.add(new KernelMixture(candidate, share, weights, 1, diagonal, this));
    }
    return mixtures;
  }

  /** Returns c of each kernel, a copy. */
  double[] copyOfScales() {
    return Arrays.copyOf(scales, scales.length);
  }
}
