package genontk.kernel;

import genontk.error.InvalidInput;

/** What scales the distances of a kernel. */
final class Bandwidth {

  private Bandwidth() {}

  static double require(double bandwidth) {
    return requirePositive("bandwidth", bandwidth);
  }

  static double requireMedian(double median) {
    return requirePositive("The median distance", median);
  }

  private static double requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new InvalidInput(
          name + " = " + value + " was given; allowed are positive finite numbers.");
    }
    return value;
  }
}
