package genontk.genotype;

import genontk.error.InvalidInput;

/**
 * The choice of SNPs. Monomorphic SNPs are dropped too, except at {@link Scale#NONE}.
 *
 * @param minFrequency the least minor allele frequency ({@code maf}), 0 to .5
 * @param maxMissing the largest share of missing genotypes, 0 to 1
 * @param missingAllowed whether missing genotypes are filled by the mean; otherwise they are an
 *     error
 * @param minHardyWeinberg the least p value of the exact test of Hardy-Weinberg equilibrium ({@code
 *     hwe}), 0 to 1
 * @param mid whether the p value is the mid p value ({@code midp})
 * @param distinct whether only the first of the SNPs with the same chromosome, position and alleles
 *     is kept
 */
public record SnpFilter(
    double minFrequency,
    double maxMissing,
    boolean missingAllowed,
    double minHardyWeinberg,
    boolean mid,
    boolean distinct) {

  /**
   * Checks the ranges.
   *
   * @throws InvalidInput if a number is out of its range
   */
  public SnpFilter {
    requireShare("maf", minFrequency, 0.5);
    requireShare("max_missing", maxMissing, 1);
    requireShare("hwe", minHardyWeinberg, 1);
  }

  /** Makes a filter by frequency and missing genotypes alone; see {@link SnpFilter}. */
  public SnpFilter(double minFrequency, double maxMissing, boolean missingAllowed) {
    this(minFrequency, maxMissing, missingAllowed, 0, false, false);
  }

  private static void requireShare(String option, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw InvalidInput.of(
          "%s = %s was given; allowed is 0 to %s.", option, value, most == 1 ? "1" : most);
    }
  }

  /**
   * Checks that the exact test of Hardy-Weinberg equilibrium can count the people.
   *
   * @param weights their weights, or null where all are 1
   * @throws InvalidInput if the test is asked for and a weight is not a whole number
   */
  void requireCounts(double[] weights) {
    for (int i = 0; weights != null && minHardyWeinberg > 0 && i < weights.length; i++) {
      if (weights[i] != Math.rint(weights[i])) {
        throw InvalidInput.of(
            "hwe = %s was given with the weight %s; its exact test counts people. Give whole"
                + " numbers as weights, or leave out hwe.",
            minHardyWeinberg, weights[i]);
      }
    }
  }

  /** Returns the filter that drops only monomorphic SNPs. */
  public static SnpFilter none() {
    return new SnpFilter(0, 1, true);
  }
}
