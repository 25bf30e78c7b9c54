package genontk.variance;

import genontk.error.NotPositiveDefinite;
import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Threads;
import java.util.Optional;

/**
 * The restricted likelihood of several kernels with its derivatives, from one Cholesky
 * factorisation and one inverse.
 *
 * <p>Instead of V the sum V~ = V + t Q_1 Q_1' is factored: P is the same, and V~ is regular where V
 * is singular within the span of Z alone (a centred kernel, no residual). With X = V~^-1 Q_1 and C
 * = (Q_1'X)^-1
 *
 * <pre>
 *   P = V~^-1 - X C X',   log|A'VA| = log|V~| - log|C|,   PV = I - X C Q_1'
 * </pre>
 */
final class DenseLikelihood {

  /** V is singular where the mean of its inverse eigenvalues, relative to it, is above this. */
  private static final double SINGULAR = 1e11;

  private final KernelTerms terms;

  DenseLikelihood(KernelTerms terms) {
    this.terms = terms;
  }

  KernelTerms terms() {
    return terms;
  }

  /**
   * Returns the likelihood on a ray of components; nothing where V is not positive definite.
   *
   * @param direction components, of which a multiple is looked at
   * @param included which components have derivatives; the others are zero
   */
  Optional<LikelihoodPoint> at(double[] direction, boolean[] included, Radius radius) {
    terms.execution().cancellation().checkpoint();
    double ridge = 0;
    for (double component : direction) {
      ridge += Math.abs(component);
    }
    Cholesky factor;
    try {
      factor = terms.algebra().cholesky(covariance(direction, ridge));
    } catch (NotPositiveDefinite singular) {
      return Optional.empty();
    }
    double logDeterminant = factor.logDeterminant();
    int n = terms.people();
    int q = terms.fixed().rank();
    Matrix solved = terms.basisAndContrast().copy();
    factor.solve(solved);
    Matrix projection = factor.inverse();
    Matrix loading = solved.block(0, 0, n, q);
    Cholesky gram = gram(loading);
    logDeterminant += gram.logDeterminant();
    Matrix basisCovariance = gram.inverse();
    Matrix weighted = terms.algebra().product(loading, false, basisCovariance, false);
    terms.algebra().multiply(-1, weighted, false, loading, true, 1, projection);
    double[] dual = dual(solved.columnValues(q), weighted);
    double quadratic = SmallMatrix.dot(terms.contrast(), dual);
    int m = terms.degreesOfFreedom();
    double r = radius.of(quadratic / m, value(quadratic / m, quadratic, logDeterminant), m);
    if (!(quadratic > 0) || !Double.isFinite(logDeterminant) || isSingular(projection, ridge)) {
      return Optional.empty();
    }
    scale(projection, 1 / r);
    scale(loading, 1 / r);
    scale(basisCovariance, r);
    return Optional.of(
        point(
            times(r, direction),
            included,
            value(r, quadratic, logDeterminant),
            projection,
            times(1 / r, dual),
            loading,
            basisCovariance,
            r * ridge));
  }

  /** Rounding may leave the pivots of a singular V just above zero. */
  private static boolean isSingular(Matrix projection, double total) {
    double trace = 0;
    for (int i = 0; i < projection.rows(); i++) {
      trace += projection.get(i, i);
    }
    return !(trace * total < SINGULAR * projection.rows());
  }

  private double value(double r, double quadratic, double logDeterminant) {
    int m = terms.degreesOfFreedom();
    return -0.5
        * (m * Math.log(2 * Math.PI * r)
            + logDeterminant
            + quadratic / r
            + terms.logDeterminantOfDesign());
  }

  /** Returns V~, its lower triangle. */
  private Matrix covariance(double[] components, double ridge) {
    int n = terms.people();
    double[] given = terms.unscaled(components);
    Matrix v = Matrix.zeros(n, n);
    Matrix basis = terms.basis();
    terms
        .threads()
        .forEach(
            n,
            j -> {
              for (int k = 0; k < given.length - 1; k++) {
                if (given[k] != 0) {
                  addBelow(given[k], terms.kernels().get(k), j, j, v);
                }
              }
              for (int k = 0; k < basis.columns(); k++) {
                addBelow(ridge * basis.get(j, k), basis, k, j, v);
              }
              v.set(j, j, v.get(j, j) + given[given.length - 1]);
            });
    return v;
  }

  /** Adds a multiple of a column of A, from row j down, to column j of V. */
  private static void addBelow(double factor, Matrix a, int column, int j, Matrix v) {
    int from = a.start(column);
    int to = v.start(j);
    for (int i = j; i < v.rows(); i++) {
      v.data()[to + i] += factor * a.data()[from + i];
    }
  }

  private Cholesky gram(Matrix loading) {
    return terms.algebra().cholesky(terms.algebra().product(terms.basis(), true, loading, false));
  }

  /** Returns Py = w - X C Q_1'w, w = V~^-1 r. */
  private double[] dual(double[] solved, Matrix weighted) {
    Matrix along = terms.algebra().product(terms.basis(), true, Matrix.column(solved), false);
    Matrix dual = Matrix.column(solved);
    terms.algebra().multiply(-1, weighted, false, along, false, 1, dual);
    return dual.data();
  }

  private LikelihoodPoint point(
      double[] components,
      boolean[] included,
      double value,
      Matrix projection,
      double[] dual,
      Matrix loading,
      Matrix basisCovariance,
      double ridge) {
    int count = components.length;
    Threads threads = terms.threads();
    LinearAlgebra algebra = terms.algebra();
    Matrix moved = Matrix.zeros(terms.people(), count);
    double[] traces = new double[count];
    for (int k = 0; k < count; k++) {
      if (included[k]) {
        traces[k] = trace(k, projection, threads) / terms.scales()[k];
        double[] column = timesTerm(k, dual);
        for (int i = 0; i < column.length; i++) {
          moved.set(i, k, column[i] / terms.scales()[k]);
        }
      }
    }
    double[] gradient = new double[count];
    for (int k = 0; k < count; k++) {
      double form = Vectors.dot(moved.data(), moved.start(k), dual, 0, dual.length);
      gradient[k] = -0.5 * (traces[k] - form);
    }
    Matrix information =
        algebra.product(moved, true, algebra.product(projection, false, moved, false), false);
    return new LikelihoodPoint(
        components,
        value,
        gradient,
        halfSymmetric(information),
        projection,
        dual,
        loading,
        basisCovariance,
        ridge);
  }

  private double trace(int k, Matrix projection, Threads threads) {
    if (k < terms.kernels().size()) {
      return FrobeniusProducts.of(projection, terms.kernels().get(k), threads);
    }
    double trace = 0;
    for (int i = 0; i < projection.rows(); i++) {
      trace += projection.get(i, i);
    }
    return trace;
  }

  /** Returns K_k x, or x for the residual. */
  double[] timesTerm(int k, double[] x) {
    return k == terms.kernels().size()
        ? x
        : FrobeniusProducts.times(terms.kernels().get(k), x, terms.threads());
  }

  private static double[][] halfSymmetric(Matrix a) {
    double[][] half = new double[a.rows()][a.rows()];
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.rows(); j++) {
        half[i][j] = (a.get(i, j) + a.get(j, i)) / 4;
      }
    }
    return half;
  }

  private static void scale(Matrix a, double factor) {
    if (factor != 1) {
      for (int j = 0; j < a.columns(); j++) {
        for (int i = a.start(j); i < a.start(j) + a.rows(); i++) {
          a.data()[i] *= factor;
        }
      }
    }
  }

  private static double[] times(double factor, double[] x) {
    double[] scaled = x.clone();
    for (int i = 0; i < x.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }
}
