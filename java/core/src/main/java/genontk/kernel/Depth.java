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
      throw InvalidInput.of(
          "depth = %s was given; allowed are whole numbers from 1 to %s.", depth, MOST);
    }
    return depth;
  }
}
