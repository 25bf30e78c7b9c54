package genontk.kernel;

import genontk.error.InvalidInput;

/** How many hidden layers a network may have. */
final class Depth {

  /** The deepest network served. */
  static final int MOST = 10;

  private Depth() {}

  /** Returns the number of hidden layers, if it is allowed. */
  static int require(int depth) {
    if (depth < 1 || depth > MOST) {
      throw new InvalidInput(
          "depth = " + depth + " was given; allowed are whole numbers from 1 to " + MOST + ".");
    }
    return depth;
  }
}
