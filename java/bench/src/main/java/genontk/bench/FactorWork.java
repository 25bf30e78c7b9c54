package genontk.bench;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import java.util.Map;

/**
 * A factorisation of a positive definite matrix, or the work with its factor. {@link #prepare}
 * renews the copy that is overwritten, outside the time.
 */
record FactorWork(Kind kind, Matrix a, Matrix copy, Machine machine) implements Work {

  /** The kind of work. */
  enum Kind {
    /** The Cholesky factor, in the place of the matrix. */
    CHOLESKY {
      @Override
      Matrix run(LinearAlgebra algebra, Matrix a, Matrix right) {
        algebra.cholesky(a);
        return a;
      }
    },
    /** The solution with the factor, for as many right-hand sides as there are rows. */
    SOLVE {
      @Override
      Matrix run(LinearAlgebra algebra, Matrix a, Matrix right) {
        Matrix solution = right.copy();
        algebra.cholesky(a).solve(solution);
        return solution;
      }
    },
    /** The inverse, with the factor. */
    INVERSE {
      @Override
      Matrix run(LinearAlgebra algebra, Matrix a, Matrix right) {
        return algebra.cholesky(a).inverse();
      }
    },
    /** The tridiagonal form. */
    TRIDIAGONAL {
      @Override
      Matrix run(LinearAlgebra algebra, Matrix a, Matrix right) {
        return Matrix.column(algebra.tridiagonalMatrix(a).diagonal());
      }
    },
    /** Eigenvalues and eigenvectors. */
    EIGEN {
      @Override
      Matrix run(LinearAlgebra algebra, Matrix a, Matrix right) {
        return algebra.eigen(a).vectors();
      }
    };

    /**
     * Does the work.
     *
     * @param a the matrix, which is overwritten
     * @param right the right-hand sides, which are not overwritten
     */
    abstract Matrix run(LinearAlgebra algebra, Matrix a, Matrix right);
  }

  FactorWork(Kind kind, int n, Machine machine) {
    this(kind, positiveDefinite(n, machine), Matrix.zeros(n, n), machine);
  }

  private static Matrix positiveDefinite(int n, Machine machine) {
    ProductWork square = ProductWork.square(n, true, machine);
    Matrix a = square.run();
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        a.set(i, j, a.get(i, j) / n + (i == j ? 1 : 0));
        a.set(j, i, a.get(i, j));
      }
    }
    return a;
  }

  @Override
  public void prepare() {
    System.arraycopy(a.data(), 0, copy.data(), 0, a.data().length);
  }

  @Override
  public Matrix run() {
    return kind.run(machine.algebra(), copy, a);
  }

  @Override
  public Map<String, Matrix> inputs() {
    return Map.of("v-" + a.rows(), a);
  }
}
