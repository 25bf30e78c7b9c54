package genontk.service.request;

import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;

/**
 * How SNPs are filtered, filled in and standardised.
 *
 * @param scale "center", "sd", "hwe" or "none"
 * @param maf smallest minor allele frequency
 * @param hwe smallest p value of the test of Hardy-Weinberg equilibrium
 * @param midp whether that is the mid-p value
 * @param maxMissing largest share of missing genotypes per SNP
 * @param maxMissingPerson largest share of missing genotypes per person
 * @param duplicates "keep", or "drop" for SNPs that repeat another one
 * @param missing "mean", "error" or "pairwise"
 */
public record SnpOptions(
    @Default("\"center\"") String scale,
    @Default("0") double maf,
    @Default("0") double hwe,
    @Default("false") boolean midp,
    @Default("1") double maxMissing,
    @Default("1") double maxMissingPerson,
    @Default("\"keep\"") String duplicates,
    @Default("\"mean\"") String missing)
    implements Group {

  /** The value of {@code missing} by which the additive kernel counts SNPs per pair of people. */
  public static final String PAIRWISE = "pairwise";

  private static final String DROP = "drop";
  private static final String ERROR = "error";

  public SnpOptions {
    Scale.named(scale);
    Allowed.share("max_missing_person", maxMissingPerson);
    Allowed.oneOf("duplicates", duplicates, "keep", DROP);
    Allowed.oneOf("missing", missing, "mean", ERROR, PAIRWISE);
  }

  /** Returns the filter. */
  public SnpFilter filter() {
    return new SnpFilter(
        maf, maxMissing, !missing.equals(ERROR), hwe, midp, duplicates.equals(DROP));
  }
}
