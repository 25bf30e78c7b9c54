package genontk.blas;

import genontk.linalg.Matrix;

/** Copies columns between the heap and memory outside it. */
final class Transfer {

  private Transfer() {}

  /** Copies a matrix out of the heap. */
  static void toNative(Matrix from, Routines.Block to) {
    toNative(from, to, 0, from.columns());
  }

  /** Copies the columns from {@code first} up to {@code end} out of the heap. */
  static void toNative(Matrix from, Routines.Block to, int first, int end) {
    for (int j = first; j < end; j++) {
      to.data().write(to.stride() * j * Double.BYTES, from.data(), from.start(j), from.rows());
    }
  }

  /** Copies a matrix to the heap. */
  static void toHeap(Routines.Block from, Matrix to) {
    for (int j = 0; j < to.columns(); j++) {
      from.data().read(from.stride() * j * Double.BYTES, to.data(), to.start(j), to.rows());
    }
  }

  /** Copies the lower triangle of a matrix, which has at least as many rows as columns. */
  static void lowerToNative(Matrix from, Routines.Block to) {
    lowerToNative(from, to, 0, from.columns());
  }

  /** Copies the lower triangle of the columns from {@code first} up to {@code end}. */
  static void lowerToNative(Matrix from, Routines.Block to, int first, int end) {
    for (int j = first; j < end; j++) {
      long at = (to.stride() * j + j) * Double.BYTES;
      to.data().write(at, from.data(), from.start(j) + j, from.rows() - j);
    }
  }

  /** Copies the lower triangle of a matrix to the heap. */
  static void lowerToHeap(Routines.Block from, Matrix to) {
    lowerToHeap(from, to, 0, to.columns());
  }

  /** Copies the lower triangle of the columns from {@code first} up to {@code end} to the heap. */
  static void lowerToHeap(Routines.Block from, Matrix to, int first, int end) {
    for (int j = first; j < end; j++) {
      long at = (from.stride() * j + j) * Double.BYTES;
      from.data().read(at, to.data(), to.start(j) + j, to.rows() - j);
    }
  }
}
