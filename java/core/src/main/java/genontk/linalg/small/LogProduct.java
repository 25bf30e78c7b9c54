package genontk.linalg.small;

/** The logarithm of a product of many positive numbers, few of which are taken one by one. */
public final class LogProduct {

  /** Numbers are multiplied, and no logarithm taken, within this range. */
  private static final double LARGE = 1e150;

  private static final double SMALL = 1e-150;

  private double logs;
  private double product = 1;

  public void times(double factor) {
    product *= factor;
    if (!(product > SMALL && product < LARGE)) {
      logs += Math.log(product);
      product = 1;
    }
  }

  public double log() {
    return logs + Math.log(product);
  }
}
