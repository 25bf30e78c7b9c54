package genontk.blas;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;

/** A matrix with a copy outside the heap, made when a product needs it and good for all of them. */
final class HeldCopy implements LinearAlgebra.Held {

  private final BlasLinearAlgebra algebra;
  private final Matrix h;
  private OffHeap memory;

  /** Takes a matrix that {@link #serves} for. */
  HeldCopy(BlasLinearAlgebra algebra, Matrix h) {
    this.algebra = algebra;
    this.h = h;
  }

  /** Returns whether it is one block of a product, on either side. */
  static boolean serves(Matrix h) {
    return h.columns() <= TiledProduct.INNER
        && (long) h.rows() * h.columns() <= TiledProduct.LARGEST_BLOCK / 2;
  }

  @Override
  public void multiply(Matrix b, double beta, Matrix c) {
    if (BlasLinearAlgebra.copiesLeft(h, c.columns())) {
      new TiledProduct(algebra, 1, h, false, b, false, beta, c, false, copy(), null).run();
    } else {
      algebra.multiply(1, h, false, b, false, beta, c);
    }
  }

  @Override
  public void multiplyTransposed(Matrix a, double beta, Matrix c) {
    if (BlasLinearAlgebra.copiesRight(h, c.rows())) {
      new TiledProduct(algebra, 1, a, false, h, true, beta, c, false, null, copy()).run();
    } else {
      algebra.multiply(1, a, false, h, true, beta, c);
    }
  }

  private Routines.Block copy() {
    boolean made = memory != null;
    if (!made) {
      memory = OffHeap.doubles((long) h.rows() * h.columns());
    }
    Routines.Block block = new Routines.Block(memory.start(), h.rows());
    if (!made) {
      algebra.byColumns(h.columns(), (from, to) -> Transfer.toNative(h, block, from, to));
    }
    return block;
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }
}
