package genontk.variance.solution;

import genontk.linalg.Matrix;
import genontk.linalg.small.FrobeniusProducts;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.likelihood.DenseLikelihood;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.likelihood.TermProducts;
import java.util.Arrays;
import java.util.Optional;

/**
 * Fixed and random effects at given variances, for one kernel and one record per person. It takes
 * no product of n x n matrices and never forms P: with G = sK
 *
 * <pre>  GPG = G - Q_1 C Q_1' - s_e I + s_e (W Q_1' + Q_1 W') + s_e^2 P</pre>
 *
 * <p>of which the diagonal and the row means are wanted.
 */
final class OneKernelSolution {

  private OneKernelSolution() {}

  /**
   * Returns whether this way is precise. Where the kernel's component is a tiny share of the total,
   * GPG would lose its digits.
   */
  static boolean serves(ScaledKernels terms, double[] scaled) {
    return terms.kernels().size() == 1
        && terms.records().isPlain()
        && Math.abs(scaled[0]) > TermProducts.SUBTRACTABLE * Math.abs(SmallMatrix.sum(scaled));
  }

  /**
   * Solves the model. The result is empty where V is singular.
   *
   * @param scaled s c and s_e
   */
  static Optional<CovarianceSolution> of(DenseLikelihood likelihood, double[] scaled) {
    ScaledKernels terms = likelihood.terms();
    Optional<DenseLikelihood.Solved> factored = likelihood.solved(scaled);
    if (factored.isEmpty()) {
      return Optional.empty();
    }
    DenseLikelihood.Solved solved = factored.get();
    int n = terms.people();
    double[] share = new double[n];
    Arrays.fill(share, 1.0 / n);
    Matrix means = Matrix.column(share);
    solved.factor().solve(means);
    double[] ofProjection = solved.factor().inverseDiagonal();
    project(terms.basis(), 1 / solved.size(), ofProjection, means.data());
    if (solved.isSingular(SmallMatrix.sum(ofProjection))) {
      return Optional.empty();
    }
    double s = scaled[0] / terms.scales()[0];
    double e = scaled[1];
    Matrix kernel = terms.kernels().get(0);
    double[] diagonal = TermProducts.times(s, TermProducts.diagonal(kernel));
    double[] kernelMeans =
        TermProducts.times(s, FrobeniusProducts.rowMeans(kernel, terms.threads()));
    double[] prior = TermProducts.centred(diagonal, kernelMeans);
    double[] explained =
        explained(terms.basis(), solved, e, diagonal, kernelMeans, ofProjection, means.data());
    return Optional.of(
        new CovarianceSolution(
            solved.dual(),
            CovarianceSolution.fixedEffects(terms, solved.weighted()),
            CovarianceSolution.fixedEffectsCovariance(terms, solved.basisCovariance()),
            new double[][] {TermProducts.times(s, likelihood.timesTerm(0, solved.dual()))},
            TermProducts.times(e, solved.dual()),
            new double[][] {prior, prior},
            new double[][] {explained, explained}));
  }

  /** Turns the diagonal and the row means of B^-1 into those of P = B^-1 - Q_1 Q_1' / t. */
  private static void project(Matrix basis, double share, double[] diagonal, double[] means) {
    for (int l = 0; l < basis.columns(); l++) {
      double[] q = basis.columnValues(l);
      double mean = SmallMatrix.sum(q) / q.length;
      for (int i = 0; i < q.length; i++) {
        diagonal[i] -= share * q[i] * q[i];
        means[i] -= share * q[i] * mean;
      }
    }
  }

  /** Returns diag(M GPG M) from the diagonals and row means of G and P. */
  private static double[] explained(
      Matrix basis,
      DenseLikelihood.Solved solved,
      double e,
      double[] diagonal,
      double[] kernelMeans,
      double[] ofProjection,
      double[] projectionMeans) {
    int n = diagonal.length;
    double[] squares = new double[n];
    double[] means = new double[n];
    for (int i = 0; i < n; i++) {
      squares[i] = diagonal[i] - e + e * e * ofProjection[i];
      means[i] = kernelMeans[i] - e / n + e * e * projectionMeans[i];
    }
    // -C Q_1' + e W' on the right of Q_1, e W on the left of Q_1'
    for (int l = 0; l < basis.columns(); l++) {
      double[] q = basis.columnValues(l);
      double[] weighted = solved.weighted().columnValues(l);
      double ofBasis = SmallMatrix.sum(q) / n;
      double ofLeft = 0;
      for (int i = 0; i < n; i++) {
        double within = 0;
        for (int k = 0; k < basis.columns(); k++) {
          within += basis.get(i, k) * solved.basisCovariance().get(k, l);
        }
        double left = e * weighted[i] - within;
        squares[i] += q[i] * (left + e * weighted[i]);
        means[i] += e * weighted[i] * ofBasis;
        ofLeft += left / n;
      }
      for (int i = 0; i < n; i++) {
        means[i] += q[i] * ofLeft;
      }
    }
    return TermProducts.centred(squares, means);
  }
}
