package genontk.ridge;

import genontk.linalg.LinearAlgebra;
import genontk.run.Execution;
import genontk.variance.FixedEffects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fit says of each person: their prediction from all others at the fit's penalty, and how
 * well their random effect is known in the equivalent mixed model.
 *
 * <p>It costs one factorisation and inverse of K + lambda I, which the fit itself does without, for
 * all traits that took the same kernel and penalty.
 *
 * @param predictions of each person without them (n)
 * @param residuals y minus these, alpha_i / P_ii (n; Cook and Weisberg 1982)
 * @param predictionErrorVariance s_g diag(K_c - K_c'P K_c) of the whole random effect, on the
 *     centred kernel (n)
 * @param reliability 1 - PEV / (s_g diag K_c) (n); 0 where that variance is 0
 */
public record Diagnostics(
    double[] predictions,
    double[] residuals,
    double[] predictionErrorVariance,
    double[] reliability) {

  /** What traits have in common that share a factorisation. */
  private record Shared(List<?> kernels, List<Double> weights, double penalty) {

    static Shared of(RidgeFit fit, Candidate chosen) {
      return new Shared(
          chosen.kernels(), Arrays.stream(fit.weights()).boxed().toList(), fit.penalty());
    }
  }

  /**
   * Computes those of one fit.
   *
   * @param chosen the candidate whose kernel the fit took
   * @param y the trait (n)
   * @see #of(List, List, FixedEffects, List, LinearAlgebra, Execution)
   */
  public static Diagnostics of(
      RidgeFit fit,
      Candidate chosen,
      FixedEffects fixed,
      double[] y,
      LinearAlgebra algebra,
      Execution execution) {
    return of(List.of(fit), List.of(chosen), fixed, List.of(y), algebra, execution).get(0);
  }

  /**
   * Computes those of several traits, in O(n^3) for each kernel and penalty among them and two
   * matrices of n x n.
   *
   * @param chosen the candidate whose kernel each fit took
   * @param y the traits (n each)
   */
  public static List<Diagnostics> of(
      List<RidgeFit> fits,
      List<Candidate> chosen,
      FixedEffects fixed,
      List<double[]> y,
      LinearAlgebra algebra,
      Execution execution) {
    Map<Shared, Precision> precisions = new HashMap<>();
    List<Diagnostics> diagnostics = new ArrayList<>();
    for (int trait = 0; trait < fits.size(); trait++) {
      RidgeFit fit = fits.get(trait);
      Candidate candidate = chosen.get(trait);
      execution.step("leave-one-out", (double) trait / fits.size());
      Precision precision =
          precisions.computeIfAbsent(
              Shared.of(fit, candidate),
              key -> Precision.of(fit, candidate, fixed, algebra, execution));
      diagnostics.add(of(fit.solution(), precision, y.get(trait)));
    }
    return diagnostics;
  }

  private static Diagnostics of(RidgeSolution solution, Precision precision, double[] y) {
    int n = y.length;
    double[] residuals = new double[n];
    double[] predictions = new double[n];
    double[] errorVariance = new double[n];
    double[] reliability = new double[n];
    for (int i = 0; i < n; i++) {
      residuals[i] = solution.dual()[i] / precision.projection()[i];
      predictions[i] = y[i] - residuals[i];
      errorVariance[i] = solution.geneticVariance() * precision.unexplained()[i];
      double variance = solution.geneticVariance() * precision.prior()[i];
      reliability[i] = variance > 0 ? 1 - errorVariance[i] / variance : 0;
    }
    return new Diagnostics(predictions, residuals, errorVariance, reliability);
  }
}
