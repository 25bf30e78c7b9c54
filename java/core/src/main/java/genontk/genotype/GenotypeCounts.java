package genontk.genotype;

import genontk.run.Execution;

/**
 * What one pass over the genotypes of some people tells.
 *
 * @param snps of every SNP
 * @param missing how many SNPs each of the people misses
 */
public record GenotypeCounts(SnpSummary[] snps, int[] missing) {

  /** Counts the genotypes of the given people. */
  public static GenotypeCounts of(Genotypes genotypes, int[] people, Execution execution) {
    return SnpStatistics.counts(genotypes, people, execution);
  }
}
