package genontk.genotype;

import genontk.error.InvalidInput;
import java.util.Locale;

/** How a column of genotypes is standardised after its mean was taken off. */
public enum Scale {
  /** Left as it is. */
  CENTER,
  /** Divided by the sample standard deviation. */
  SD,
  /** Divided by sqrt(2 f (1 - f)), f the frequency of allele 1 (Yang et al. 2011, GCTA). */
  HWE;

  /**
   * Returns the scale of that name.
   *
   * @throws InvalidInput if there is none
   */
  public static Scale named(String name) {
    for (Scale scale : values()) {
      if (scale.label().equals(name)) {
        return scale;
      }
    }
    throw new InvalidInput(
        "scale = '" + name + "' was given; allowed are 'center', 'sd' and 'hwe'.");
  }

  /** Returns the name by which users choose it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
