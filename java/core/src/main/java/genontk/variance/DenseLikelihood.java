package genontk.variance;

import genontk.error.NotPositiveDefinite;
import genontk.linalg.Cholesky;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
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
    double[] dual = TermProducts.times(1 / r, solved.dual);
    Matrix moved = moved(dual, included);
    Matrix projection = solved.factor.inverse();
    ProjectionPass pass = ProjectionPass.over(projection, solved, 1 / r, terms, included, moved);
    if (solved.isSingular(r * pass.trace())) {
      return Optional.empty();
    }
    scale(solved.loading, 1 / r);
    scale(solved.basisCovariance, r);
    return Optional.of(
        new LikelihoodPoint(
            TermProducts.times(r, direction),
            value(r, quadratic, solved.logDeterminant),
            gradient(pass.traces(), moved, dual),
            halfSymmetric(pass.forms()),
            projection,
            dual,
            solved.loading,
            solved.basisCovariance,
            r * solved.ridge));
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

  /** Returns V_i Py of each component that is included (n x k + 1), zeros of the others. */
  private Matrix moved(double[] dual, boolean[] included) {
    Matrix moved = Matrix.zeros(terms.people(), included.length);
    for (int k = 0; k < included.length; k++) {
      if (included[k]) {
        double[] column = TermProducts.times(1 / terms.scales()[k], timesTerm(k, dual));
        System.arraycopy(column, 0, moved.data(), moved.start(k), column.length);
      }
    }
    return moved;
  }

  /** Returns -1/2 [tr(P V_i) - y'P V_i P y]. */
  private static double[] gradient(double[] traces, Matrix moved, double[] dual) {
    double[] gradient = new double[traces.length];
    for (int k = 0; k < gradient.length; k++) {
      double form = Vectors.dot(moved.data(), moved.start(k), dual, 0, dual.length);
      gradient[k] = -0.5 * (traces[k] - form);
    }
    return gradient;
  }

  /** Returns K_k x, or x for the residual. */
  double[] timesTerm(int k, double[] x) {
    return k == terms.kernels().size()
        ? x
        : FrobeniusProducts.times(terms.kernels().get(k), x, terms.threads());
  }

  private static double[][] halfSymmetric(double[][] a) {
    double[][] half = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        half[i][j] = (a[i][j] + a[j][i]) / 4;
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
