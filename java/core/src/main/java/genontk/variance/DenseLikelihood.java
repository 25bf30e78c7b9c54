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
   * V~ at a direction, factored, with all that needs no inverse.
   *
   * @param factor of V~ = V + ridge Q_1 Q_1'
   * @param logDeterminant log|A'VA|
   * @param loading X (n x q)
   * @param basisCovariance C (q x q)
   * @param weighted X C (n x q)
   * @param dual Py (n)
   * @param quadratic y'Py
   */
  record Solved(
      Cholesky factor,
      double ridge,
      double logDeterminant,
      Matrix loading,
      Matrix basisCovariance,
      Matrix weighted,
      double[] dual,
      double quadratic) {

    /** Rounding may leave the pivots of a singular V just above zero. */
    boolean isSingular(double traceOfProjection) {
      return !(quadratic > 0)
          || !Double.isFinite(logDeterminant)
          || !(traceOfProjection * ridge < SINGULAR * dual.length);
    }
  }

  /** Returns what a direction gives; nothing where V is not positive definite. */
  Optional<Solved> solved(double[] direction) {
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
    int q = terms.fixed().rank();
    Matrix solved = terms.basisAndContrast().copy();
    factor.solve(solved);
    Matrix loading = solved.block(0, 0, terms.people(), q);
    Cholesky gram = gram(loading);
    logDeterminant += gram.logDeterminant();
    Matrix basisCovariance = gram.inverse();
    Matrix weighted = terms.algebra().product(loading, false, basisCovariance, false);
    double[] dual = dual(solved.columnValues(q), weighted);
    double quadratic = SmallMatrix.dot(terms.contrast(), dual);
    return Optional.of(
        new Solved(
            factor, ridge, logDeterminant, loading, basisCovariance, weighted, dual, quadratic));
  }

  /**
   * Returns the likelihood on a ray of components; nothing where V is not positive definite.
   *
   * @param direction components, of which a multiple is looked at
   * @param included which components have derivatives; the others are zero
   */
  Optional<LikelihoodPoint> at(double[] direction, boolean[] included, Radius radius) {
    return solved(direction).flatMap(solved -> at(direction, included, radius, solved));
  }

  private Optional<LikelihoodPoint> at(
      double[] direction, boolean[] included, Radius radius, Solved solved) {
    int m = terms.degreesOfFreedom();
    double quadratic = solved.quadratic;
    double highest = value(quadratic / m, quadratic, solved.logDeterminant);
    double r = radius.of(quadratic / m, highest, m);
    Matrix projection = solved.factor.inverse();
    double trace = project(projection, solved, 1 / r);
    if (solved.isSingular(r * trace)) {
      return Optional.empty();
    }
    scale(solved.loading, 1 / r);
    scale(solved.basisCovariance, r);
    return Optional.of(
        point(
            TermProducts.times(r, direction),
            included,
            value(r, quadratic, solved.logDeterminant),
            projection,
            TermProducts.times(1 / r, solved.dual),
            solved.loading,
            solved.basisCovariance,
            r * solved.ridge));
  }

  /** Turns V~^-1 into a multiple of P = V~^-1 - X C X', and returns its trace. */
  private double project(Matrix inverse, Solved solved, double factor) {
    int n = terms.people();
    int q = solved.loading.columns();
    terms
        .threads()
        .forEach(
            n,
            j -> {
              double[] column = new double[n];
              System.arraycopy(inverse.data(), inverse.start(j), column, 0, n);
              for (int l = 0; l < q; l++) {
                Vectors.add(
                    -solved.weighted.get(j, l),
                    solved.loading.data(),
                    solved.loading.start(l),
                    column,
                    0,
                    n);
              }
              int start = inverse.start(j);
              for (int i = 0; i < n; i++) {
                inverse.data()[start + i] = factor * column[i];
              }
            });
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += inverse.get(i, i);
    }
    return trace;
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
}
