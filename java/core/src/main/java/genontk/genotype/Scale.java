package genontk.genotype;

import genontk.error.InvalidInput;
import java.util.Locale;

/** The standardisation of a column of genotypes. */
public enum Scale {
  /** The column stays as it is, with its mean; no SNP is dropped for being monomorphic. */
  NONE,
  /** The column is centred by its mean. */
  CENTER,
  /** The column is centred, then divided by the sample standard deviation. */
  SD,
  /**
   * The column is centred, then divided by sqrt(2 f (1 - f)), with f the frequency of allele 1
   * (Yang et al. 2011, GCTA).
   */
  HWE;

  /**
   * Returns the scale with this name.
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
