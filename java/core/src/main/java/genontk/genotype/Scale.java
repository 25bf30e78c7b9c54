package genontk.genotype;

import genontk.error.InvalidInput;
import java.util.Locale;

/** How a column of genotypes is standardised. */
public enum Scale {
  /** Taken as it is, its mean included; no SNP is dropped for being monomorphic. */
  NONE,
  /** Its mean taken off. */
  CENTER,
  /** Centred, then divided by the sample standard deviation. */
  SD,
  /**
   * Centred, then divided by sqrt(2 f (1 - f)), f the frequency of allele 1 (Yang et al. 2011,
   * GCTA).
   */
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
    throw InvalidInput.of(
        "scale = '%s' was given; allowed are 'center', 'sd', 'hwe', and 'none' in ntk_kernel.",
        name);
  }

  /** Returns the name by which users choose it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
