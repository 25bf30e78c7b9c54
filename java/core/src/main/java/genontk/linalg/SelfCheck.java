package genontk.linalg;

import genontk.run.Execution;
import genontk.run.Threads;

/** Test of a backend just opened: a product and a Cholesky solve, compared with plain Java. */
public final class SelfCheck {

  private static final double TOLERANCE = 1e-9;

  private SelfCheck() {}

  /**
   * Returns whether a backend solves (AA' + I) X = A for a fixed matrix A as plain Java does.
   *
   * @param backend the backend
   * @param order the number of rows and columns of A
   * @throws genontk.error.GenontkException if the backend cannot factor AA' + I
   */
  public static boolean passes(Backend backend, int order) {
    double[] expected = solution(new EjmlLinearAlgebra(Threads.of(1)), order).data();
    double[] found = solution(backend.on(Execution.quiet()), order).data();
    boolean same = true;
    for (int i = 0; i < expected.length; i++) {
      same &= Math.abs(expected[i] - found[i]) < TOLERANCE;
    }
    return same;
  }

  private static Matrix solution(LinearAlgebra algebra, int order) {
    Matrix a = Matrix.zeros(order, order);
    for (int j = 0; j < order; j++) {
      for (int i = 0; i < order; i++) {
        a.set(i, j, Math.sin(1 + i + 0.37 * i * j) / order);
      }
    }
    Matrix v = algebra.product(a, false, a, true);
    for (int i = 0; i < order; i++) {
      v.set(i, i, v.get(i, i) + 1);
    }
    algebra.cholesky(v).solve(a);
    return a;
  }
}
