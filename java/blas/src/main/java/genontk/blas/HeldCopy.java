package genontk.blas;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;

/** A matrix H with a copy outside the heap, made by the first product that needs it. */
final class HeldCopy implements LinearAlgebra.Held {

  private final LinearAlgebra algebra;
  private final Calls calls;
  private final Matrix h;
  private OffHeap memory;

  /** Takes a matrix that {@link #serves} accepts. */
  HeldCopy(LinearAlgebra algebra, Calls calls, Matrix h) {
    this.algebra = algebra;
    this.calls = calls;
    this.h = h;
  }

  /** Returns whether a matrix is one block of a product, on either side. */
  static boolean serves(Matrix h) {
    return h.columns() <= TiledProduct.MAX_INNER
        && (long) h.rows() * h.columns() <= TiledProduct.MAX_BLOCK / 2;
  }

  @Override
  public void multiply(Matrix b, double beta, Matrix c) {
    if (BlasLinearAlgebra.copiesLeft(h, c.columns())) {
      TiledProduct.Factor left = new TiledProduct.Factor(h, false, copy());
      TiledProduct.Factor right = new TiledProduct.Factor(b, false);
      new TiledProduct(calls, 1, left, right, beta, c, false).run();
    } else {
      algebra.multiply(1, h, false, b, false, beta, c);
    }
  }

  @Override
  public void multiplyTransposed(Matrix a, double beta, Matrix c) {
    if (BlasLinearAlgebra.copiesRight(h, c.rows())) {
      TiledProduct.Factor left = new TiledProduct.Factor(a, false);
      TiledProduct.Factor right = new TiledProduct.Factor(h, true, copy());
      new TiledProduct(calls, 1, left, right, beta, c, false).run();
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
      calls.byColumns(h.columns(), (from, to) -> Transfer.toNative(h, block, from, to));
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
