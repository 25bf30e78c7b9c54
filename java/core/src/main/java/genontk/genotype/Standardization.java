package genontk.genotype;

import genontk.error.InvalidInput;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The SNPs that were kept and what centres and scales each, learnt from the training people and
 * applied to everyone after.
 *
 * @param snps the kept SNPs
 * @param columns where each stands in the training genotypes
 * @param means the mean number of copies among the training people
 * @param deviations what a centred genotype is divided by
 * @param dropped the other SNPs, with the reason
 * @param flagged people with more than 10 % missing genotypes
 */
public record Standardization(
    List<Snp> snps,
    int[] columns,
    double[] means,
    double[] deviations,
    List<Dropped> dropped,
    List<String> flagged) {

  static final double FLAG_MISSING = 0.1;

  /**
   * Learns from the training people.
   *
   * @param genotypes where they stand
   * @param people their rows
   * @param scale how columns are scaled
   * @param filter which SNPs are kept
   * @throws InvalidInput if no SNP is left, or one is missing where that is not allowed
   */
  public static Standardization learn(
      Genotypes genotypes, int[] people, Scale scale, SnpFilter filter, Execution execution) {
    SnpSummary[] summaries = SnpSummary.of(genotypes, people, execution);
    List<Snp> kept = new ArrayList<>();
    List<SnpSummary> used = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();
    for (int j = 0; j < summaries.length; j++) {
      Snp snp = genotypes.snps().get(j);
      String reason = summaries[j].reasonToDrop(filter, snp);
      if (reason == null) {
        kept.add(snp);
        used.add(summaries[j]);
        columns.add(j);
      } else {
        dropped.add(new Dropped("snp", snp.id(), reason));
      }
    }
    if (kept.isEmpty()) {
      throw new InvalidInput(
          "None of "
              + summaries.length
              + " SNPs is left after the filters ("
              + dropped.get(0).reason()
              + ", for one). Lower maf, raise max_missing, or give other SNPs.");
    }
    double[] deviations = new double[kept.size()];
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = used.get(j).deviation(scale, kept.get(j));
    }
    return new Standardization(
        List.copyOf(kept),
        columns.stream().mapToInt(Integer::intValue).toArray(),
        used.stream().mapToDouble(SnpSummary::mean).toArray(),
        deviations,
        List.copyOf(dropped),
        flag(genotypes, people, summaries));
  }

  /** Returns what was learnt of the SNPs in these places. */
  Standardization subset(int[] places) {
    return new Standardization(
        Arrays.stream(places).mapToObj(snps::get).toList(),
        Arrays.stream(places).map(place -> columns[place]).toArray(),
        Arrays.stream(places).mapToDouble(place -> means[place]).toArray(),
        Arrays.stream(places).mapToDouble(place -> deviations[place]).toArray(),
        dropped,
        flagged);
  }

  private static List<String> flag(Genotypes genotypes, int[] people, SnpSummary[] summaries) {
    if (Arrays.stream(summaries).allMatch(summary -> summary.missing() == 0)) {
      return List.of();
    }
    int[] missing = SnpSummary.missingByPerson(genotypes, people);
    List<String> flagged = new ArrayList<>();
    for (int i = 0; i < people.length; i++) {
      if (missing[i] > FLAG_MISSING * summaries.length) {
        flagged.add(
            genotypes.ids() == null ? "person " + (people[i] + 1) : genotypes.ids().get(people[i]));
      }
    }
    return List.copyOf(flagged);
  }
}
