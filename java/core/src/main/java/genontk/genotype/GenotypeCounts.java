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
    return of(genotypes, people, null, execution);
  }

  /**
   * Counts the genotypes of the people in the given rows, a person of weight 2 as two people.
   *
   * @param weights the weights of these people, or null where all are 1
   */
  static GenotypeCounts of(
      Genotypes genotypes, int[] people, double[] weights, Execution execution) {
    return SnpStatistics.counts(genotypes, people, weights, execution);
  }
}
