package genontk.variance.component;

import java.util.Arrays;

/**
 * The codes of a trait of two classes: 1 for cases and 0 for others, or as in PLINK 2 for cases and
 * 1 for controls.
 */
public final class TwoClasses {

  private TwoClasses() {}

  /** Returns whether a trait has the two values 0 and 1 and no other. */
  public static boolean areZeroAndOne(double[] y) {
    return are(y, 0);
  }

  /** Returns whether a trait has the two values 1 and 2 and no other. */
  public static boolean areOneAndTwo(double[] y) {
    return are(y, 1);
  }

  private static boolean are(double[] y, double lower) {
    return Arrays.stream(y).allMatch(value -> value == lower || value == lower + 1)
        && Arrays.stream(y).distinct().count() == 2;
  }

  /** Returns 0 and 1 in place of 1 and 2; other traits as they are. */
  public static double[] asZeroAndOne(double[] y) {
    return areOneAndTwo(y) ? Arrays.stream(y).map(value -> value - 1).toArray() : y;
  }
}
