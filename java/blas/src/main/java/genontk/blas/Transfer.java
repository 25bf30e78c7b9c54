package genontk.blas;

import genontk.linalg.Matrix;

/** Copies columns between the heap and memory outside it. */
final class Transfer {

  private Transfer() {}

  /** Copies a matrix. */
  static void toNative(Matrix from, Routines.Block to) {
    toNative(from, to, 0, from.columns());
  }

  /** Copies some columns of a matrix. */
  static void toNative(Matrix from, Routines.Block to, int first, int end) {
    for (int j = first; j < end; j++) {
      to.data().write(to.stride() * j * Double.BYTES, from.data(), from.start(j), from.rows());
    }
  }

  /** Copies a matrix back. */
  static void toHeap(Routines.Block from, Matrix to) {
    for (int j = 0; j < to.columns(); j++) {
      from.data().read(from.stride() * j * Double.BYTES, to.data(), to.start(j), to.rows());
    }
  }

  /** Copies what is on and below the diagonal of a matrix of at least as many rows as columns. */
  static void lowerToNative(Matrix from, Routines.Block to) {
    lowerToNative(from, to, 0, from.columns());
  }

  /** Copies some columns of it. */
  static void lowerToNative(Matrix from, Routines.Block to, int first, int end) {
    for (int j = first; j < end; j++) {
      long at = (to.stride() * j + j) * Double.BYTES;
      to.data().write(at, from.data(), from.start(j) + j, from.rows() - j);
    }
  }

  /** Copies what is on and below the diagonal back. */
  static void lowerToHeap(Routines.Block from, Matrix to) {
    lowerToHeap(from, to, 0, to.columns());
  }

  /** Copies some columns of it back. */
  static void lowerToHeap(Routines.Block from, Matrix to, int first, int end) {
    for (int j = first; j < end; j++) {
      long at = (from.stride() * j + j) * Double.BYTES;
      from.data().read(at, to.data(), to.start(j) + j, to.rows() - j);
    }
  }
}
