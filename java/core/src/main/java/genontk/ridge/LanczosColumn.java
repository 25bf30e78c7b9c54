package genontk.ridge;

import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One start vector b and its Krylov space under A = P_T K_TT P_T, with P_T the projection off the
 * fixed effects of the people T of a fold: A V = V T_k + rest (Lanczos 1950). Every new vector is
 * orthogonalised against all vectors before it. With weights, K is W^1/2 K W^1/2, and Z is W^1/2 Z.
 *
 * <p>The space does not depend on the penalty, so x = V (T_k + lambda I)^-1 e_1 |b| solves (A +
 * lambda I) x = b for every penalty. For b = P_T y, x is alpha of kernel ridge regression on T: P_T
 * makes it orthogonal to Z_T. The coefficients of x also predict the people S held out: the part of
 * Kv in S without the fixed effects of T is kept for each vector v.
 */
final class LanczosColumn {

  /** The relative error at which the errors of the people held out are final. */
  private static final double HELD_TOLERANCE = 1e-9;

  /** The relative error at which a solution with nobody held out is final. */
  private static final double SOLUTION_TOLERANCE = 1e-12;

  /** A residual below this share of |b| is rounding. */
  private static final double RESIDUAL_ROUNDING = 1e-15;

  /** A new vector shorter than this share of |T_k|, times root n, is rounding. */
  private static final double VECTOR_ROUNDING = 4 * Math.ulp(1.0);

  /** A vector shortened below this share of its length is orthogonalised a second time. */
  private static final double SECOND_PASS = 0.1;

  private final FoldSpace space;
  private final KernelMixture kernel;
  private double[] penalties;
  private final double amplification;
  private final double[] heldStart;
  private final double length;
  private final List<double[]> vectors = new ArrayList<>();
  private final List<double[]> heldParts = new ArrayList<>();
  private final LanczosTridiagonal tridiagonal = new LanczosTridiagonal();
  private boolean settled;

  /**
   * Makes the first vector.
   *
   * @param space the fold
   * @param kernel K
   * @param start b of everyone, with the fixed effects still in it (n)
   * @param penalties to be solved for, ascending
   */
  LanczosColumn(FoldSpace space, KernelMixture kernel, double[] start, double[] penalties) {
    this.space = space;
    this.kernel = kernel;
    this.penalties = penalties;
    this.amplification = amplification(space, kernel);
    double[] first = start.clone();
    double[] outside = space.heldOf(first, 0);
    space.mask(first, 0);
    this.heldStart = space.without(outside, space.project(first, 0));
    this.length = Vectors.norm(first, 0, first.length);
    this.settled = length == 0;
    if (!settled) {
      scale(first, 1 / length);
      vectors.add(first);
    }
  }

  /**
   * Returns f of the bound |change of the predictions of S| <= root(f / lambda) |residual|.
   *
   * <p>With predictions M'K x, M = (-Z_T regression, I), the change is M'K_:T dx, |dx| in the norm
   * of A + lambda I is at most |residual| / root(lambda), and |M'KM| <= 2 (tr K_SS + tr K |M_T|^2).
   */
  private static double amplification(FoldSpace space, KernelMixture kernel) {
    double trace = kernel.trace() * space.leverage();
    for (int k = 0; k < kernel.factors().length; k++) {
      for (int i : space.held()) {
        double own = kernel.factors()[k] * kernel.candidate().kernels().get(k).get(i, i);
        trace += kernel.weights().weight(i) * own;
      }
    }
    return 2 * trace;
  }

  private static void scale(double[] x, double factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }

  /** Returns the number of steps. */
  int steps() {
    return tridiagonal.steps();
  }

  /** Returns whether every solution is within the tolerance. */
  boolean isSettled() {
    return settled;
  }

  /** Writes f_k W^1/2 times the newest vector, which kernel k then multiplies. */
  void write(int k, Matrix x, int column) {
    double[] newest = vectors.get(steps());
    int start = x.start(column);
    for (int i = 0; i < newest.length; i++) {
      x.data()[start + i] = kernel.factors()[k] * newest[i];
    }
    kernel.weights().scale(x.data(), start);
  }

  /**
   * Makes the next vector.
   *
   * @param product in the column, K W^1/2 times the newest vector; overwritten
   */
  void advance(Matrix product, int column) {
    double[] w = product.data();
    int start = product.start(column);
    int n = product.rows();
    kernel.weights().scale(w, start);
    double[] outside = space.heldOf(w, start);
    space.mask(w, start);
    double[] predicted = space.without(outside, space.project(w, start));
    tridiagonal.add(orthogonalise(w, start, n));
    heldParts.add(predicted);
    double left = Vectors.norm(w, start, n);
    boolean exhausted = left <= VECTOR_ROUNDING * Math.sqrt(n) * tridiagonal.size();
    tridiagonal.setNext(exhausted ? 0 : left);
    if (!exhausted) {
      double[] next = Arrays.copyOfRange(w, start, start + n);
      scale(next, 1 / left);
      vectors.add(next);
    }
    settle();
  }

  /** Takes other penalties, ascending, which may need further steps. */
  void goOn(double[] others) {
    penalties = others;
    settle();
  }

  private void settle() {
    settled = vectors.size() == steps() || isAccurate();
    if (settled) {
      tridiagonal.requirePositive();
    }
  }

  /**
   * Makes w orthogonal to all vectors so far.
   *
   * <p>The components along the newest two vectors are the large ones and go first. Otherwise the
   * rounding of the other vectors would take a part of them that grows from step to step. All
   * vectors go a second time where little is left.
   *
   * @return the component along the newest vector
   */
  private double orthogonalise(double[] w, int start, int n) {
    double alongNewest = takeOut(steps(), w, start, n);
    takeOut(Math.max(0, steps() - 1), w, start, n);
    double before = Vectors.norm(w, start, n);
    double left = 0;
    for (int pass = 0; pass < 2 && left <= SECOND_PASS * before; pass++) {
      takeOut(0, w, start, n);
      space.project(w, start);
      left = Vectors.norm(w, start, n);
    }
    return alongNewest;
  }

  /**
   * Subtracts the components along the vectors from {@code first} on, four at a time while they are
   * in the cache, and returns the component along the last vector.
   */
  private double takeOut(int first, double[] w, int start, int n) {
    double[] along = new double[4];
    double[] left = Arrays.copyOfRange(w, start, start + n);
    int k = first;
    for (; k + 3 <= steps(); k += 4) {
      double[] a = vectors.get(k);
      double[] b = vectors.get(k + 1);
      double[] c = vectors.get(k + 2);
      double[] d = vectors.get(k + 3);
      Vectors.dotFour(a, b, c, d, left, along);
      Vectors.addFour(-along[0], a, -along[1], b, -along[2], c, -along[3], d, left);
    }
    double last = along[3];
    for (; k <= steps(); k++) {
      last = Vectors.dot(vectors.get(k), 0, left, 0, n);
      Vectors.add(-last, vectors.get(k), 0, left, 0, n);
    }
    System.arraycopy(left, 0, w, start, n);
    return last;
  }

  /** Subtracts multiples of arrays, all as long as x, from x. */
  private static void takeOff(double[] factors, List<double[]> arrays, double[] x) {
    int j = 0;
    for (; j + 3 < arrays.size(); j += 4) {
      Vectors.addFour(
          -factors[j],
          arrays.get(j),
          -factors[j + 1],
          arrays.get(j + 1),
          -factors[j + 2],
          arrays.get(j + 2),
          -factors[j + 3],
          arrays.get(j + 3),
          x);
    }
    for (; j < arrays.size(); j++) {
      Vectors.add(-factors[j], arrays.get(j), 0, x, 0, x.length);
    }
  }

  private boolean isAccurate() {
    boolean holdsOut = space.held().length > 0;
    for (double penalty : penalties) {
      double[] coefficients = tridiagonal.solve(penalty, length);
      double residual = tridiagonal.residual(coefficients);
      if (residual <= RESIDUAL_ROUNDING * length) {
        continue;
      }
      double[] wanted = holdsOut ? errorsOf(coefficients) : coefficients;
      double error = residual * (holdsOut ? Math.sqrt(amplification / penalty) : 1 / penalty);
      double tolerance = holdsOut ? HELD_TOLERANCE : SOLUTION_TOLERANCE;
      if (!(error <= tolerance * Vectors.norm(wanted, 0, wanted.length))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the errors of the people held out at each penalty. */
  double[][] heldErrors(double[] wanted) {
    double[][] errors = new double[wanted.length][];
    Arrays.setAll(errors, k -> errorsOf(tridiagonal.solve(wanted[k], length)));
    return errors;
  }

  private double[] errorsOf(double[] coefficients) {
    double[] errors = heldStart.clone();
    takeOff(coefficients, heldParts, errors);
    return errors;
  }

  /** Returns x at a penalty (n), zero in S. */
  double[] solution(double penalty, int people) {
    double[] x = new double[people];
    double[] coefficients = tridiagonal.solve(penalty, length);
    for (int j = 0; j < coefficients.length; j++) {
      Vectors.add(coefficients[j], vectors.get(j), 0, x, 0, people);
    }
    return x;
  }

  /** Frees the vectors, after which the column cannot be used. */
  void release() {
    vectors.clear();
    heldParts.clear();
  }
}
