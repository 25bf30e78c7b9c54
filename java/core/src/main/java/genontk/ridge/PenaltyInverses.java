package genontk.ridge;

import genontk.linalg.Matrix;

/** Inverses of V = K + lambda I, a penalty after another. */
interface PenaltyInverses {

  /**
   * What is wanted of V^-1.
   *
   * @param solved V^-1 X, of some columns of X
   * @param diagonal of V^-1 (n); null where nobody asked
   */
  record Inverse(Matrix solved, double[] diagonal) {}

  /**
   * Inverts.
   *
   * @param penalty lambda
   * @param columns which of X are wanted
   */
  Inverse at(double penalty, int[] columns);
}
