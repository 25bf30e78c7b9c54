package genontk.blas;

import genontk.linalg.Matrix;

/** Copies between the heap and memory outside it. */
final class Transfer {

  private Transfer() {}

  /** Copies a matrix. */
  static void toNative(Matrix from, Routines.Block to) {
    int rows = from.rows();
    if (from.stride() == rows && to.stride() == rows) {
      to.data().write(0, from.data(), from.offset(), rows * from.columns());
      return;
    }
    for (int j = 0; j < from.columns(); j++) {
      to.data().write(to.stride() * j * Double.BYTES, from.data(), from.start(j), rows);
    }
  }

  /** Copies a matrix back. */
  static void toHeap(Routines.Block from, Matrix to) {
    int rows = to.rows();
    if (to.stride() == rows && from.stride() == rows) {
      from.data().read(0, to.data(), to.offset(), rows * to.columns());
      return;
    }
    for (int j = 0; j < to.columns(); j++) {
      from.data().read(from.stride() * j * Double.BYTES, to.data(), to.start(j), rows);
    }
  }

  /** Copies what is on and below the diagonal of a matrix of at least as many rows as columns. */
  static void lowerToNative(Matrix from, Routines.Block to) {
    for (int j = 0; j < from.columns(); j++) {
      long at = (to.stride() * j + j) * Double.BYTES;
      to.data().write(at, from.data(), from.start(j) + j, from.rows() - j);
    }
  }

  /** Copies what is on and below the diagonal back. */
  static void lowerToHeap(Routines.Block from, Matrix to) {
    for (int j = 0; j < to.columns(); j++) {
      long at = (from.stride() * j + j) * Double.BYTES;
      from.data().read(at, to.data(), to.start(j) + j, to.rows() - j);
    }
  }
}
