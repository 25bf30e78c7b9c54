package genontk.bench;

import genontk.linalg.Matrix;
import java.util.Map;

/**
 * The Cholesky factor of a positive definite matrix, in its place; the copy that is factored is
 * made anew by {@link #prepare}, outside the time.
 */
record CholeskyWork(Matrix a, Matrix copy, Machine machine) implements Work {

  CholeskyWork(int n, Machine machine) {
    this(positiveDefinite(n, machine), Matrix.zeros(n, n), machine);
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
    machine.algebra().cholesky(copy);
    return copy;
  }

  @Override
  public Map<String, Matrix> inputs() {
    return Map.of("v-" + a.rows(), a);
  }
}
