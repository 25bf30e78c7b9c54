package genontk.genotype;

import genontk.run.Execution;

/**
 * The counts from one pass over the genotypes of some people.
 *
 * @param snps the summary of each SNP (p)
 * @param missing the number of missing genotypes of each person (n)
 */
public record GenotypeCounts(SnpSummary[] snps, int[] missing) {

  /** Counts the genotypes of the people in the given rows. */
  public static GenotypeCounts of(Genotypes genotypes, int[] people, Execution execution) {
    return SnpStatistics.counts(genotypes, people, execution);
  }
}
