package genontk.bench;

import genontk.linalg.Matrix;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A product of matrices into memory that was allocated before: AB', or the lower triangle of AA'.
 */
record ProductWork(Matrix a, Matrix b, String name, Matrix product, Machine machine)
    implements Work {

  /** Returns the inner products of people, X X', the whole or its lower triangle. */
  static ProductWork ofPeople(int n, int p, boolean triangle, Machine machine) {
    Matrix x = People.values(People.simulate(n, p), machine.execution());
    String name = "x-" + n + "-" + p;
    return new ProductWork(x, triangle ? null : x, name, Matrix.zeros(n, n), machine);
  }

  /**
   * Returns the product of two square matrices, or the lower triangle of one and its own transpose.
   */
  static ProductWork square(int n, boolean triangle, Machine machine) {
    Matrix a = uniform(n, n, 1);
    Matrix b = triangle ? null : uniform(n, n, 2);
    return new ProductWork(a, b, "a-" + n, Matrix.zeros(n, n), machine);
  }

  /** Returns numbers between -1/2 and 1/2. */
  static Matrix uniform(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = random.doubles((long) rows * columns, -0.5, 0.5).toArray();
    return new Matrix(values, rows, columns);
  }

  @Override
  public Matrix run() {
    if (b == null) {
      machine.algebra().multiplySymmetric(1, a, false, 0, product);
    } else {
      machine.algebra().multiply(1, a, false, b, b == a, 0, product);
    }
    return product;
  }

  @Override
  public Map<String, Matrix> inputs() {
    return b == null || b == a ? Map.of(name, a) : Map.of(name, a, name.replace('a', 'b'), b);
  }
}
