package genontk.ridge;

import genontk.linalg.Matrix;

/** Inverses of V = W^1/2 K W^1/2 + lambda I at several penalties. */
interface PenaltyInverses {

  /**
   * The parts of V^-1 that solutions need.
   *
   * @param solved V^-1 X for some columns of X
   * @param diagonal of V^-1 (n); null where it was not asked for
   */
  record Inverse(Matrix solved, double[] diagonal) {}

  /**
   * Inverts V.
   *
   * @param penalty lambda
   * @param columns of X to solve for
   */
  Inverse at(double penalty, int[] columns);
}
