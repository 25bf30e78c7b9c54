package genontk.ridge;

import genontk.error.InvalidInput;
import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * The people S whom a fold holds out, the others T, and the fixed effects among the others.
 *
 * <p>Q_1 (n x q) is an orthonormal basis of W^1/2 Z among everyone. G = Q_T'Q_T = I - Q_S'Q_S gives
 * regressions on Z_T without another factorisation of Z.
 */
final class FoldSpace {

  /** Below this eigenvalue of G, Z_T counts as rank-deficient. */
  private static final double SINGULAR = 1e-10;

  private final int[] held;
  private final int offset;
  private final Matrix basis;
  private final Cholesky gram;
  private final double leverage;

  private FoldSpace(
      int[] held, int offset, String name, Matrix basis, Matrix everyone, LinearAlgebra algebra) {
    this.held = held;
    this.offset = offset;
    this.basis = basis;
    Matrix rows = basis.selectRows(held);
    Matrix left = everyone.copy();
    algebra.multiply(-1, rows, true, rows, false, 1, left);
    if (basis.columns() > 0 && algebra.eigen(left.copy()).values()[0] < SINGULAR) {
      throw InvalidInput.of(
          "Without fold %s (%s people) the covariates are rank-deficient, so that it cannot be"
              + " predicted. Give folds that leave every factor level among the others.",
          name, held.length);
    }
    this.gram = algebra.cholesky(left);
    Matrix solved = rows.transpose();
    gram.solve(solved);
    double sum = 0;
    for (int i = 0; i < held.length; i++) {
      for (int j = 0; j < basis.columns(); j++) {
        sum += solved.get(j, i) * rows.get(i, j);
      }
    }
    this.leverage = sum;
  }

  /**
   * Returns the folds of all rounds.
   *
   * @param basis Q_1
   * @throws InvalidInput if Z loses rank without one of them
   */
  static List<FoldSpace> of(FoldPlan plan, Matrix basis, LinearAlgebra algebra) {
    Matrix identity = Matrix.identity(basis.columns());
    List<FoldSpace> spaces = new ArrayList<>();
    for (int round = 0; round < plan.rounds().size(); round++) {
      Folds folds = plan.rounds().get(round);
      for (int fold = 0; fold < folds.count(); fold++) {
        spaces.add(
            new FoldSpace(
                folds.members(fold),
                round * plan.people(),
                folds.names().get(fold),
                basis,
                identity,
                algebra));
      }
    }
    return spaces;
  }

  /** Returns the space in which nobody is held out. */
  static FoldSpace everyone(Matrix basis, LinearAlgebra algebra) {
    Matrix identity = Matrix.identity(basis.columns());
    return new FoldSpace(new int[0], 0, "none", basis, identity, algebra);
  }

  /** Returns S, ascending. */
  int[] held() {
    return held;
  }

  /** Returns the place at which the errors of the fold's round begin. */
  int offset() {
    return offset;
  }

  /** Returns tr(Q_S G^-1 Q_S'), the squared length of the regression that predicts S from T. */
  double leverage() {
    return leverage;
  }

  /** Sets the people of S to zero. */
  void mask(double[] x, int start) {
    for (int i : held) {
      x[start + i] = 0;
    }
  }

  /**
   * Takes the fixed effects out of the n numbers that begin at {@code start}, which are zero in S.
   *
   * @return their coefficients G^-1 Q_T'x
   */
  double[] project(double[] x, int start) {
    double[] coefficients = new double[basis.columns()];
    // Twice, because the first pass leaves rounding of the size of G's condition.
    for (int pass = 0; pass < 2; pass++) {
      Matrix right = Matrix.zeros(coefficients.length, 1);
      for (int j = 0; j < coefficients.length; j++) {
        right.set(j, 0, Vectors.dot(basis.data(), basis.start(j), x, start, basis.rows()));
      }
      gram.solve(right);
      for (int j = 0; j < coefficients.length; j++) {
        double b = right.get(j, 0);
        coefficients[j] += b;
        Vectors.add(-b, basis.data(), basis.start(j), x, start, basis.rows());
      }
      mask(x, start);
    }
    return coefficients;
  }

  /**
   * Returns the numbers of S without the fixed effects.
   *
   * @param x the numbers of S
   * @param coefficients of the fixed effects, on Q_1
   */
  double[] without(double[] x, double[] coefficients) {
    double[] left = x.clone();
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < coefficients.length; j++) {
        left[i] -= basis.get(held[i], j) * coefficients[j];
      }
    }
    return left;
  }

  /** Returns the numbers of S among the n that begin at {@code start}. */
  double[] heldOf(double[] x, int start) {
    double[] of = new double[held.length];
    for (int k = 0; k < of.length; k++) {
      of[k] = x[start + held[k]];
    }
    return of;
  }
}
