package genontk.kernel;

import genontk.error.InvalidInput;
import java.util.Locale;

/** The precision of the inner products of people. */
public enum Precision {
  /** Double. */
  DOUBLE,
  /**
   * Single within a block of SNPs, double across blocks; norms and near-twins in double. Half of
   * the time of the products, for errors in a kernel of about 1e-7.
   */
  SINGLE;

  /**
   * Returns the precision of that name.
   *
   * @throws InvalidInput if there is none
   */
  public static Precision named(String name) {
    for (Precision precision : values()) {
      if (precision.label().equals(name)) {
        return precision;
      }
    }
    throw InvalidInput.of("precision = '%s' was given; allowed are 'double' and 'single'.", name);
  }

  /** Returns the name by which users choose it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
