package genontk.kernel;

import genontk.error.InvalidInput;
import java.util.Locale;

/** The precision of the inner products of people. */
public enum Precision {
  /** Double precision throughout. */
  DOUBLE,
  /**
   * Single precision within a block of SNPs, double across blocks and for norms and near-twins. It
   * takes half of the time of the products; kernels have errors of about 1e-7.
   */
  SINGLE;

  /**
   * Returns the precision of that name.
   *
   * @throws InvalidInput if there is none of that name
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
