package genontk.bench;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;

/**
 * The products of matrices that an empirical neural tangent kernel needs, and nothing else:
 * activations forwards, derivatives backwards, and the lower triangles of H H' and D D' per layer.
 * All results go into memory that was allocated before.
 */
final class LayerProducts implements Work {

  private final int depth;
  private final Matrix x;
  private final Matrix first;
  private final Matrix middle;
  private final Matrix activation;
  private final Matrix next;
  private final Matrix gram;
  private final LinearAlgebra algebra;

  LayerProducts(int n, int p, int width, int depth, Machine machine) {
    this.depth = depth;
    StandardizedGenotypes people = People.simulate(n, p);
    x = People.values(people, machine.execution());
    first = ProductWork.uniform(width, p, 1);
    middle = ProductWork.uniform(width, width, 2);
    activation = ProductWork.uniform(n, width, 3);
    next = Matrix.zeros(n, width);
    gram = Matrix.zeros(n, n);
    algebra = machine.algebra();
  }

  @Override
  public Matrix run() {
    algebra.multiply(1, x, false, first, true, 0, next);
    algebra.multiplySymmetric(1, x, false, 0, gram);
    for (int layer = 1; layer <= depth; layer++) {
      algebra.multiplySymmetric(1, activation, false, 0, gram);
      algebra.multiplySymmetric(1, activation, false, 0, gram);
      if (layer < depth) {
        algebra.multiply(1, activation, false, middle, true, 0, next);
        algebra.multiply(1, activation, false, middle, false, 0, next);
      }
    }
    return null;
  }
}
