package genontk.genotype;

import genontk.error.InvalidInput;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The SNPs that were kept and what centres and scales each, learnt from the training people and
 * applied to everyone after.
 *
 * @param snps the kept SNPs
 * @param columns where each stands in the training genotypes
 * @param means the mean number of copies among the training people; 0 where nothing is taken off
 * @param deviations what a centred genotype is divided by
 * @param dropped the other SNPs, with the reason
 * @param flagged people with more than 10 % missing genotypes
 * @param haploid people with heterozygous genotypes on chromosomes of which they have one copy
 */
public record Standardization(
    List<Snp> snps,
    int[] columns,
    double[] means,
    double[] deviations,
    List<Dropped> dropped,
    List<String> flagged,
    List<String> haploid) {

  /** Makes one of which no people are to be told. */
  public Standardization(
      List<Snp> snps,
      int[] columns,
      double[] means,
      double[] deviations,
      List<Dropped> dropped,
      List<String> flagged) {
    this(snps, columns, means, deviations, dropped, flagged, List.of());
  }

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
    GenotypeCounts counts = GenotypeCounts.of(genotypes, people, execution);
    SnpSummary[] summaries = counts.snps();
    List<Snp> kept = new ArrayList<>();
    List<SnpSummary> used = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();
    Set<Place> places = new HashSet<>();
    for (int j = 0; j < summaries.length; j++) {
      Snp snp = genotypes.snps().get(j);
      String reason = summaries[j].reasonToDrop(filter, scale, snp);
      boolean placed = filter.distinct() && snp.hasAlleles() && snp.position() > 0;
      if (reason == null && placed && !places.add(Place.of(snp))) {
        reason = "the same place and alleles as an earlier SNP";
      }
      if (reason == null) {
        kept.add(snp);
        used.add(summaries[j]);
        columns.add(j);
      } else {
        dropped.add(new Dropped("snp", snp.id(), reason));
      }
    }
    if (kept.isEmpty()) {
      throw InvalidInput.of(
          "None of %s SNPs is left after the filters (%s, for one). Lower maf, raise max_missing,"
              + " or give other SNPs.",
          summaries.length, dropped.get(0).reason());
    }
    double[] deviations = new double[kept.size()];
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = used.get(j).deviation(scale, kept.get(j));
    }
    return new Standardization(
        List.copyOf(kept),
        columns.stream().mapToInt(Integer::intValue).toArray(),
        used.stream().mapToDouble(summary -> summary.center(scale)).toArray(),
        deviations,
        List.copyOf(dropped),
        names(genotypes, people, i -> counts.missing()[i] > FLAG_MISSING * summaries.length),
        haploid(genotypes, people, execution));
  }

  /** Returns what was learnt of the SNPs in these places. */
  Standardization subset(int[] places) {
    return new Standardization(
        Arrays.stream(places).mapToObj(snps::get).toList(),
        Arrays.stream(places).map(place -> columns[place]).toArray(),
        Arrays.stream(places).mapToDouble(place -> means[place]).toArray(),
        Arrays.stream(places).mapToDouble(place -> deviations[place]).toArray(),
        dropped,
        flagged,
        haploid);
  }

  /** What SNPs are the same by. */
  private record Place(String chromosome, long position, Set<String> alleles) {
    static Place of(Snp snp) {
      return new Place(
          snp.chromosome(), snp.position(), new HashSet<>(List.of(snp.allele1(), snp.allele2())));
    }
  }

  private static List<String> haploid(Genotypes genotypes, int[] people, Execution execution) {
    int[] found = SnpStatistics.haploidHeterozygotes(genotypes, people, execution);
    return names(genotypes, people, i -> found[i] > 0);
  }

  private static List<String> names(Genotypes genotypes, int[] people, IntPredicate which) {
    return IntStream.range(0, people.length)
        .filter(which)
        .mapToObj(i -> genotypes.personName(people[i]))
        .toList();
  }

  /** Returns how many of the SNPs each of the given people misses. */
  public static int[] missingByPerson(Genotypes genotypes, int[] people, Execution execution) {
    return SnpStatistics.missingByPerson(genotypes, people, execution);
  }
}
