package genontk.variance.moment;

import genontk.design.Records;
import genontk.error.DidNotConverge;
import genontk.error.Message;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.linalg.small.FrobeniusProducts;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.solution.CovarianceSolution;
import java.util.Arrays;

/**
 * Fixed and random effects at given variances in O(n^2) a step, by conjugate gradients (Hestenes
 * and Stiefel 1952) on the error contrasts: Py solves P_0 V P_0 x = P_0 y, and
 *
 * <pre>  (Z'V^-1 Z)^-1 = R^-1 [Q_1'VQ_1 - (P_0 VQ_1)' x] R^-T,   P_0 V P_0 x = P_0 VQ_1</pre>
 *
 * <p>How well random effects are known takes a factorisation, and is not.
 */
final class IterativeSolution {

  /** The residual at which a system is solved, relative to its right side. */
  private static final double TOLERANCE = 1e-10;

  private static final int MAX_STEPS = 2000;

  private final ScaledKernels terms;
  private final LinearAlgebra algebra;
  private final double[] variances;

  private IterativeSolution(ScaledKernels terms, double[] variances) {
    this.terms = terms;
    this.algebra = terms.algebra();
    this.variances = variances;
  }

  /**
   * Solves the model.
   *
   * @param variances per unit of the kernels as given
   * @throws NotPositiveDefinite if V is seen not to be positive definite
   * @throws DidNotConverge if V is so close to singular that the steps do not end
   */
  static CovarianceSolution at(ScaledKernels terms, double[] variances) {
    return new IterativeSolution(terms, variances).solution();
  }

  private CovarianceSolution solution() {
    int n = terms.people();
    int q = terms.fixed().rank();
    Matrix basis = terms.basis();
    Matrix moved = covarianceOfBasis();
    Matrix within = algebra.product(basis, true, moved, false);
    Matrix right = Matrix.zeros(n, q + 1);
    System.arraycopy(moved.data(), 0, right.data(), 0, n * q);
    System.arraycopy(terms.contrast(), 0, right.data(), n * q, n);
    double[] sizes = lengths(right);
    project(right);
    Matrix solved = solve(right, sizes);
    double[] dual = solved.columnValues(q);
    algebra.multiply(-1, right.block(0, 0, n, q), true, solved.block(0, 0, n, q), false, 1, within);
    Matrix left = covarianceTimes(Matrix.column(dual));
    Arrays.setAll(left.data(), i -> terms.y()[i] - left.data()[i]);
    Matrix effects = algebra.product(basis, true, left, false);
    terms.fixed().solve(effects);
    return delivered(dual, effects.data(), fixedEffectsCovariance(within));
  }

  private Matrix fixedEffectsCovariance(Matrix within) {
    terms.fixed().solve(within);
    Matrix transposed = within.transpose();
    terms.fixed().solve(transposed);
    return transposed;
  }

  private CovarianceSolution delivered(double[] x, double[] effects, Matrix covariance) {
    Records records = terms.records();
    double[] dual = records.isPlain() ? x : records.gathered(x);
    int kernels = terms.kernels().size();
    double[][] random = new double[kernels][];
    double[] unknown = new double[records.people()];
    Arrays.fill(unknown, Double.NaN);
    double[][] accuracy = new double[kernels + 1][];
    Arrays.fill(accuracy, unknown);
    for (int k = 0; k < kernels; k++) {
      random[k] = FrobeniusProducts.times(terms.ofPeople().get(k), dual, terms.threads());
      double s = variances[k];
      double[] values = random[k];
      Arrays.setAll(values, i -> s * values[i]);
    }
    double[] residuals = records.isPlain() ? x.clone() : records.unscaled(x);
    Arrays.setAll(residuals, i -> variances[kernels] * residuals[i]);
    return new CovarianceSolution(
        dual, effects, covariance, random, residuals, accuracy, accuracy.clone());
  }

  /** Solves P_0 V P_0 X = B column by column, all with the same products. */
  private Matrix solve(Matrix right, double[] sizes) {
    int n = right.rows();
    int count = right.columns();
    Matrix solved = Matrix.zeros(n, count);
    Matrix rest = right.copy();
    Matrix way = right.copy();
    double[] squares = squares(rest);
    for (int step = 0; step < MAX_STEPS; step++) {
      terms.execution().step("fit", 0.3 + 0.7 * step / (step + 30.0));
      if (isSmall(squares, sizes)) {
        return solved;
      }
      Matrix image = covarianceTimes(way);
      project(image);
      for (int j = 0; j < count; j++) {
        int at = way.start(j);
        if (isSmall(squares[j], sizes[j])) {
          continue;
        }
        double curvature = Vectors.dot(way.data(), at, image.data(), at, n);
        if (!(curvature > 0)) {
          throw new NotPositiveDefinite(
              "The covariance of y is not positive definite at the estimates, so that no prediction"
                  + " exists there. Use constrain = TRUE, or method = 'reml'.");
        }
        double length = squares[j] / curvature;
        Vectors.add(length, way.data(), at, solved.data(), at, n);
        Vectors.add(-length, image.data(), at, rest.data(), at, n);
        double next = Vectors.dot(rest.data(), at, rest.data(), at, n);
        double keep = next / squares[j];
        for (int i = at; i < at + n; i++) {
          way.data()[i] = rest.data()[i] + keep * way.data()[i];
        }
        squares[j] = next;
      }
    }
    throw new DidNotConverge(
        Message.of(
            "The genetic values did not converge in %d steps; the variances are %s. The residual"
                + " variance is too small for them: use accuracy = TRUE, which factors V.",
            MAX_STEPS, Arrays.toString(variances)));
  }

  private static boolean isSmall(double[] squares, double[] sizes) {
    boolean small = true;
    for (int j = 0; j < squares.length; j++) {
      small &= isSmall(squares[j], sizes[j]);
    }
    return small;
  }

  private static boolean isSmall(double square, double size) {
    return Math.sqrt(square) <= TOLERANCE * size;
  }

  private static double[] squares(Matrix a) {
    double[] squares = lengths(a);
    Arrays.setAll(squares, j -> squares[j] * squares[j]);
    return squares;
  }

  private static double[] lengths(Matrix a) {
    double[] lengths = new double[a.columns()];
    Arrays.setAll(lengths, j -> Vectors.norm(a.data(), a.start(j), a.rows()));
    return lengths;
  }

  /** Returns VQ_1. */
  private Matrix covarianceOfBasis() {
    Matrix sum = terms.basis().copy();
    int last = variances.length - 1;
    Arrays.setAll(sum.data(), i -> variances[last] * sum.data()[i]);
    for (int k = 0; k < last; k++) {
      double[] moved = terms.timesBasisAndTrait().get(k).data();
      double s = variances[k];
      Arrays.setAll(sum.data(), i -> sum.data()[i] + s * moved[i]);
    }
    return sum;
  }

  /** Returns VX. */
  private Matrix covarianceTimes(Matrix x) {
    Matrix product = x.copy();
    int last = variances.length - 1;
    Arrays.setAll(product.data(), i -> variances[last] * product.data()[i]);
    for (int k = 0; k < last; k++) {
      algebra.multiply(variances[k], terms.kernels().get(k), false, x, false, 1, product);
    }
    return product;
  }

  /** Overwrites X with P_0 X. */
  private void project(Matrix x) {
    Matrix along = algebra.product(terms.basis(), true, x, false);
    algebra.multiply(-1, terms.basis(), false, along, false, 1, x);
  }
}
