package genontk.genotype;

import genontk.error.InvalidInput;

/**
 * Which SNPs are kept. Monomorphic ones never are.
 *
 * @param minFrequency the least minor allele frequency ({@code maf}), 0 to .5
 * @param maxMissing the largest share of missing genotypes, 0 to 1
 * @param missingAllowed whether missing genotypes are filled by the mean; otherwise they are an
 *     error
 */
public record SnpFilter(double minFrequency, double maxMissing, boolean missingAllowed) {

  /** Checks the ranges. */
  public SnpFilter {
    if (!(minFrequency >= 0 && minFrequency <= 0.5)) {
      throw new InvalidInput("maf = " + minFrequency + " was given; allowed is 0 to 0.5.");
    }
    if (!(maxMissing >= 0 && maxMissing <= 1)) {
      throw new InvalidInput("max_missing = " + maxMissing + " was given; allowed is 0 to 1.");
    }
  }

  /** Returns the filter that drops monomorphic SNPs alone. */
  public static SnpFilter none() {
    return new SnpFilter(0, 1, true);
  }
}
