package genontk.variance.likelihood;

import genontk.error.NotPositiveDefinite;
import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.linalg.small.FrobeniusProducts;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.onekernel.Radius;
import java.util.Arrays;
import java.util.Optional;

/**
 * The restricted likelihood of several kernels with its derivatives, from one Cholesky
 * factorisation and one inverse.
 *
 * <p>Instead of V the matrix B = P_0 V P_0 + t Q_1 Q_1' is factored, P_0 = I - Q_1 Q_1' and t > 0:
 * it is positive definite where A'VA is, whatever V is within the span of Z (singular with a
 * centred kernel and no residual, negative with a component below zero). With D = V Q_1, and q
 * columns in Q_1,
 *
 * <pre>
 *   P = B^-1 - Q_1 Q_1' / t,   log|A'VA| = log|B| - q log t
 *   W = Q_1 - PD,   C = (Q_1'V^-1 Q_1)^-1 = D'W,   PV = I - W Q_1'
 * </pre>
 */
public final class DenseLikelihood implements LikelihoodSurface {

  /** V is singular where the mean of its inverse eigenvalues, relative to it, is above this. */
  private static final double SINGULAR = 1e11;

  private final ScaledKernels terms;

  public DenseLikelihood(ScaledKernels terms) {
    this.terms = terms;
  }

  @Override
  public ScaledKernels terms() {
    return terms;
  }

  /**
   * B at a direction, factored, with all that needs no inverse.
   *
   * @param factor of B
   * @param size t, the sum of the components' sizes
   * @param logDeterminant log|A'VA|
   * @param weighted W (n x q)
   * @param basisCovariance C (q x q)
   * @param dual Py (n)
   * @param quadratic y'Py
   */
  public record Solved(
      Cholesky factor,
      double size,
      double logDeterminant,
      Matrix weighted,
      Matrix basisCovariance,
      double[] dual,
      double quadratic) {

    /** Rounding may leave the pivots of a singular V just above zero. */
    public boolean isSingular(double traceOfProjection) {
      return !(quadratic > 0)
          || !Double.isFinite(logDeterminant)
          || !(traceOfProjection * size < SINGULAR * dual.length);
    }
  }

  /** Returns what a direction gives; nothing where A'VA is not positive definite. */
  public Optional<Solved> solved(double[] direction) {
    terms.execution().cancellation().checkpoint();
    double size = 0;
    for (double component : direction) {
      size += Math.abs(component);
    }
    LinearAlgebra algebra = terms.algebra();
    Matrix basis = terms.basis();
    Matrix loading = loading(terms.unscaled(direction));
    Matrix within = algebra.product(basis, true, loading, false);
    Cholesky factor;
    try {
      factor = algebra.cholesky(regular(direction, size, loading, within));
    } catch (NotPositiveDefinite singular) {
      return Optional.empty();
    }
    Matrix solved = ScaledKernels.joined(loading, terms.contrast());
    factor.solve(solved);
    project(solved);
    int q = basis.columns();
    Matrix weighted = basis.copy();
    for (int l = 0; l < q; l++) {
      Vectors.add(-1, solved.data(), solved.start(l), weighted.data(), weighted.start(l), n());
    }
    double[] dual = solved.columnValues(q);
    return Optional.of(
        new Solved(
            factor,
            size,
            factor.logDeterminant() - q * Math.log(size),
            weighted,
            algebra.product(loading, true, weighted, false),
            dual,
            SmallMatrix.dot(terms.contrast(), dual)));
  }

  @Override
  public Optional<LikelihoodPoint> at(double[] direction, boolean[] included, Radius radius) {
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
    ProjectionPass pass =
        ProjectionPass.over(projection, 1 / solved.size, 1 / r, terms, included, moved);
    if (solved.isSingular(r * pass.trace())) {
      return Optional.empty();
    }
    scale(solved.basisCovariance, r);
    return Optional.of(
        new LikelihoodPoint(
            TermProducts.times(r, direction),
            value(r, quadratic, solved.logDeterminant),
            gradient(pass.traces(), moved, dual),
            halfSymmetric(pass.forms()),
            projection,
            dual,
            solved.weighted,
            solved.basisCovariance));
  }

  /**
   * Returns a point a step away that is so short that its square is rounding: components and Py are
   * moved, all else is left as it was.
   */
  public LikelihoodPoint shifted(LikelihoodPoint point, double[] step) {
    if (Arrays.stream(step).allMatch(x -> x == 0)) {
      return point;
    }
    double[] components = point.components().clone();
    double[] change = new double[n()];
    for (int k = 0; k < step.length; k++) {
      components[k] += step[k];
      if (step[k] != 0) {
        double factor = step[k] / terms.scales()[k];
        Vectors.add(factor, timesTerm(k, point.dual()), 0, change, 0, n());
      }
    }
    double[] dual = point.dual().clone();
    double[] less = FrobeniusProducts.times(point.projection(), change, terms.threads());
    Vectors.add(-1, less, 0, dual, 0, n());
    return new LikelihoodPoint(
        components,
        point.value(),
        point.gradient(),
        point.information(),
        point.projection(),
        dual,
        point.weighted(),
        point.basisCovariance());
  }

  private double value(double r, double quadratic, double logDeterminant) {
    int m = terms.degreesOfFreedom();
    return -0.5
        * (m * Math.log(2 * Math.PI * r)
            + logDeterminant
            + quadratic / r
            + terms.logDeterminantOfDesign());
  }

  private int n() {
    return terms.people();
  }

  /** Returns D = V Q_1 (n x q). */
  private Matrix loading(double[] given) {
    Matrix basis = terms.basis();
    Matrix loading = Matrix.zeros(n(), basis.columns());
    int kernels = given.length - 1;
    for (int l = 0; l < basis.columns(); l++) {
      int to = loading.start(l);
      for (int k = 0; k < kernels; k++) {
        Matrix moved = terms.timesBasisAndTrait().get(k);
        Vectors.add(given[k], moved.data(), moved.start(l), loading.data(), to, n());
      }
      Vectors.add(given[kernels], basis.data(), basis.start(l), loading.data(), to, n());
    }
    return loading;
  }

  /**
   * Returns B = V - Q_1 F' - F Q_1', F = D - Q_1 (Q_1'D + t I) / 2, its lower triangle.
   *
   * @param within Q_1'D
   */
  private Matrix regular(double[] components, double size, Matrix loading, Matrix within) {
    double[] given = terms.unscaled(components);
    Matrix basis = terms.basis();
    Matrix taken = loading.copy();
    Matrix half = within.copy();
    for (int l = 0; l < half.columns(); l++) {
      half.set(l, l, half.get(l, l) + size);
    }
    terms.algebra().multiply(-0.5, basis, false, half, false, 1, taken);
    Matrix b = Matrix.zeros(n(), n());
    terms
        .threads()
        .forEach(
            n(),
            j -> {
              for (int k = 0; k < given.length - 1; k++) {
                if (given[k] != 0) {
                  addBelow(given[k], terms.kernels().get(k), j, j, b);
                }
              }
              for (int l = 0; l < basis.columns(); l++) {
                addBelow(-taken.get(j, l), basis, l, j, b);
                addBelow(-basis.get(j, l), taken, l, j, b);
              }
              b.set(j, j, b.get(j, j) + given[given.length - 1]);
            });
    return b;
  }

  /** Adds a multiple of a column of A, from row j down, to column j of V. */
  private static void addBelow(double factor, Matrix a, int column, int j, Matrix v) {
    Vectors.add(factor, a.data(), a.start(column) + j, v.data(), v.start(j) + j, v.rows() - j);
  }

  /** Takes out of columns what rounding left along Q_1. */
  private void project(Matrix columns) {
    Matrix along = terms.algebra().product(terms.basis(), true, columns, false);
    terms.algebra().multiply(-1, terms.basis(), false, along, false, 1, columns);
  }

  /** Returns V_i Py of each component that is included (n x k + 1), zeros of the others. */
  Matrix moved(double[] dual, boolean[] included) {
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
  public double[] timesTerm(int k, double[] x) {
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
