package genontk.variance.likelihood;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.small.SmallMatrix;
import java.util.Arrays;
import java.util.Optional;

/**
 * The two parts of the restricted likelihood at one set of components. They take a third of the
 * time of a {@link LikelihoodPoint}: one Cholesky factorisation, and no inverse.
 *
 * @param components s_k c_k and s_e
 * @param logDeterminant log|A'VA|
 * @param quadratic y'Py
 * @param information 1/2 y'P V_i P V_j P y, a quarter of the second derivatives of y'Py; null where
 *     it is not known
 */
public record LikelihoodValue(
    double[] components, double logDeterminant, double quadratic, double[][] information) {

  /** Returns what components give; nothing where A'VA is not positive definite. */
  public static Optional<LikelihoodValue> at(DenseLikelihood likelihood, double[] components) {
    return likelihood
        .solved(components)
        .map(
            solved ->
                new LikelihoodValue(
                    components,
                    solved.logDeterminant(),
                    solved.quadratic(),
                    information(likelihood, solved)));
  }

  /** Returns D'PD / 2 for D = (V_i Py), by P = B^-1 - Q_1 Q_1' / t. */
  private static double[][] information(DenseLikelihood likelihood, DenseLikelihood.Solved solved) {
    ScaledKernels terms = likelihood.terms();
    LinearAlgebra algebra = terms.algebra();
    boolean[] all = new boolean[terms.components()];
    Arrays.fill(all, true);
    Matrix moved = likelihood.moved(solved.dual(), all);
    Matrix projected = moved.copy();
    solved.factor().solve(projected);
    Matrix along = algebra.product(terms.basis(), true, moved, false);
    algebra.multiply(-1 / solved.size(), terms.basis(), false, along, false, 1, projected);
    Matrix forms = algebra.product(moved, true, projected, false);
    double[][] information = new double[all.length][all.length];
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < all.length; j++) {
        information[i][j] = (forms.get(i, j) + forms.get(j, i)) / 4;
      }
    }
    return information;
  }

  /** Returns the log-likelihood. */
  public double value(ScaledKernels terms) {
    return -0.5
        * (terms.degreesOfFreedom() * Math.log(2 * Math.PI)
            + logDeterminant
            + quadratic
            + terms.logDeterminantOfDesign());
  }

  /** Returns the two parts of a point's likelihood: y'Py = 2 s'AI s. */
  public static LikelihoodValue of(LikelihoodPoint point, ScaledKernels terms) {
    double[] s = point.components();
    double quadratic = 2 * SmallMatrix.dot(s, SmallMatrix.times(point.information(), s));
    LikelihoodValue rest = new LikelihoodValue(s, 0, quadratic, point.information());
    double logDeterminant = 2 * (rest.value(terms) - point.value());
    return new LikelihoodValue(s, logDeterminant, quadratic, point.information());
  }
}
