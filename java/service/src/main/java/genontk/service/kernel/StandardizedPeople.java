package genontk.service.kernel;

import genontk.error.InvalidInput;
import genontk.genotype.Genotypes;
import genontk.genotype.Scale;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.run.Execution;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All people of some genotypes, standardised by themselves.
 *
 * @param genotypes where they stand
 * @param standardization the SNPs kept, with means and deviations
 */
public record StandardizedPeople(Genotypes genotypes, Standardization standardization) {

  /**
   * Learns means and deviations.
   *
   * @throws InvalidInput if no SNP is left
   */
  static StandardizedPeople of(Genotypes genotypes, Request request, Execution execution) {
    return new StandardizedPeople(
        genotypes,
        Standardization.learn(
            genotypes,
            rows(genotypes),
            Scale.named(request.snps().scale()),
            request.snps().filter(),
            execution));
  }

  public static int[] rows(Genotypes genotypes) {
    return IntStream.range(0, genotypes.people()).toArray();
  }

  /** Returns the genotypes named in a request. */
  public static Genotypes required(Request.GenotypeReference reference, Exchange exchange) {
    if (reference == null) {
      throw new InvalidInput("No genotypes were given; give a .bed or a matrix.");
    }
    return exchange.genotypes(reference);
  }

  /** Returns X (n x p). */
  StandardizedGenotypes x() {
    return StandardizedGenotypes.training(genotypes, rows(genotypes), standardization);
  }

  /** Returns how many SNPs were kept. */
  int snps() {
    return standardization.snps().size();
  }

  /** Returns what is to be said of SNPs and people. */
  List<String> notes() {
    return KernelNotes.of(standardization, genotypes.snps().size());
  }
}
