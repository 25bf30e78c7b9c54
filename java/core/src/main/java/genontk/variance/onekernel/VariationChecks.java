package genontk.variance.onekernel;

import genontk.error.InvalidInput;
import genontk.linalg.small.SmallMatrix;

/** The variation without which there is nothing to split, and the errors where it is missing. */
public final class VariationChecks {

  /** y counts as explained by Z alone when this share of its squares is left. */
  private static final double NONE = 1e-26;

  private VariationChecks() {}

  /** Checks c = tr(P_0 K) / (n - q); {@code which} begins the message. */
  public static void requireOfKernel(double meanValue, String which) {
    if (!(meanValue > 0)) {
      throw new InvalidInput(
          which
              + " does not vary among these people beyond the fixed effects. Give people who"
              + " differ, or fewer covariates.");
    }
  }

  /** Checks that something of y is left beyond Z. */
  public static void requireOfTrait(double[] left, double[] y) {
    if (SmallMatrix.dot(left, left) <= NONE * SmallMatrix.dot(y, y)) {
      throw new InvalidInput(
          "y does not vary beyond the fixed effects (is it constant?), so its variance cannot be"
              + " split. Give a trait that varies among these people.");
    }
  }

  /** Returns the error of a kernel that is the identity on the contrasts. */
  public static InvalidInput notSeparable(String which) {
    return new InvalidInput(
        which
            + " cannot be told from the identity among these people, so genetic and residual"
            + " variance cannot be split. Give more SNPs in common, related people, or another"
            + " kernel.");
  }
}
