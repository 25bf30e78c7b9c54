package genontk.service.kernel;

import genontk.genotype.Genotypes;
import genontk.genotype.Scale;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.run.Execution;
import genontk.service.request.Request;
import java.util.List;
import java.util.stream.IntStream;

/**
 * People whose genotypes are standardised by their own means and deviations.
 *
 * @param genotypes the genotypes of these people and of others
 * @param rows the rows of these people in the genotypes (n)
 * @param weights their weights, a person of weight 2 counting as two people; null where all are 1
 * @param standardization the SNPs kept, with means and deviations (p)
 */
public record StandardizedPeople(
    Genotypes genotypes, int[] rows, double[] weights, Standardization standardization) {

  /**
   * Learns means and deviations from the people in these rows.
   *
   * @param weights the weights of these people, or null where all are 1
   * @throws genontk.error.InvalidInput if no SNP is left
   */
  public static StandardizedPeople of(
      Genotypes genotypes, int[] rows, double[] weights, Request request, Execution execution) {
    return new StandardizedPeople(
        genotypes,
        rows,
        weights,
        Standardization.learn(
            genotypes,
            rows,
            weights,
            Scale.named(request.snps().scale()),
            request.snps().filter(),
            execution));
  }

  /** Returns the rows of all people. */
  public static int[] rows(Genotypes genotypes) {
    return IntStream.range(0, genotypes.people()).toArray();
  }

  /** Returns X (n x p). */
  StandardizedGenotypes x() {
    return StandardizedGenotypes.training(genotypes, rows, weights, standardization);
  }

  /** Returns p, the number of SNPs kept. */
  int snps() {
    return standardization.snps().size();
  }

  /** Returns what a user should know of the SNPs and of people with many missing genotypes. */
  public List<String> notes() {
    return KernelNotes.of(standardization, genotypes.snps().size());
  }
}
