package genontk.blas;

import genontk.error.GenontkException;
import genontk.linalg.Cholesky;
import genontk.linalg.EjmlLinearAlgebra;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.Threads;

/** A product and a Cholesky solve of a library just opened, compared with plain Java. */
final class SelfCheck {

  /** Large enough for the routines to be called, which leave what is small to plain Java. */
  private static final int ORDER = 128;

  private static final int COLUMNS = 8;
  private static final double TOLERANCE = 1e-9;

  private SelfCheck() {}

  /**
   * Checks a library.
   *
   * @throws UnsatisfiedLinkError if it computes something else than plain Java
   */
  static void of(BlasLibrary library) {
    LinearAlgebra plain = new EjmlLinearAlgebra(Threads.of(1));
    double[] expected = results(plain);
    double[] found;
    try {
      found = results(library.on(Execution.quiet()));
    } catch (GenontkException e) {
      throw new UnsatisfiedLinkError("its Cholesky factorisation fails on a matrix that has one");
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - found[i]) < TOLERANCE)) {
        throw new UnsatisfiedLinkError("a test product of it is wrong");
      }
    }
  }

  private static double[] results(LinearAlgebra algebra) {
    Matrix a = Matrix.zeros(ORDER, ORDER);
    Matrix b = Matrix.zeros(ORDER, COLUMNS);
    for (int j = 0; j < ORDER; j++) {
      for (int i = 0; i < ORDER; i++) {
        a.set(i, j, Math.sin(1 + i + 0.37 * i * j) / ORDER);
      }
      b.set(j, j % COLUMNS, 1);
    }
    Matrix v = algebra.product(a, false, a, true);
    for (int i = 0; i < ORDER; i++) {
      v.set(i, i, v.get(i, i) + 1);
    }
    Cholesky cholesky = algebra.cholesky(v);
    cholesky.solve(b);
    return b.data();
  }
}
