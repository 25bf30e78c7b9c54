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
 * The kept SNPs with their means and scales, learnt from the training people and applied to
 * everyone.
 *
 * @param snps the p kept SNPs
 * @param columns the column of each kept SNP in the training genotypes (p)
 * @param means the mean number of copies among the training people (p); 0 at {@link Scale#NONE}
 * @param deviations the divisors of the centred genotypes (p)
 * @param dominanceDeviations the divisors of the dominance codes (p); NaN where a SNP has none
 * @param dropped the other SNPs, each with the reason
 * @param flagged the names of people with more than 10 % missing genotypes
 * @param haploid the names of people with heterozygous genotypes on chromosomes of which they have
 *     one copy
 */
public record Standardization(
    List<Snp> snps,
    int[] columns,
    double[] means,
    double[] deviations,
    double[] dominanceDeviations,
    List<Dropped> dropped,
    List<String> flagged,
    List<String> haploid) {

  /** Makes a standardization that tells of no dropped SNP and of no person. */
  public Standardization(
      List<Snp> snps,
      int[] columns,
      double[] means,
      double[] deviations,
      double[] dominanceDeviations) {
    this(snps, columns, means, deviations, dominanceDeviations, List.of(), List.of(), List.of());
  }

  static final double FLAG_MISSING = 0.1;

  /**
   * Learns means and scales from the training people, all of weight 1; see {@link Standardization}.
   */
  public static Standardization learn(
      Genotypes genotypes, int[] people, Scale scale, SnpFilter filter, Execution execution) {
    return learn(genotypes, people, null, scale, filter, execution);
  }

  /**
   * Learns means and scales from the training people. A person of weight 2 counts as two people.
   *
   * @param genotypes the genotypes of the training people and perhaps of others
   * @param people the rows of the training people
   * @param weights their weights, or null where all are 1
   * @param scale the scale of the columns
   * @param filter the choice of SNPs
   * @throws InvalidInput if no SNP is left, a genotype is missing where that is not allowed, or the
   *     scale or the filter takes counts and a SNP has other genotypes or people other weights
   */
  public static Standardization learn(
      Genotypes genotypes,
      int[] people,
      double[] weights,
      Scale scale,
      SnpFilter filter,
      Execution execution) {
    filter.requireCounts(weights);
    GenotypeCounts counts = GenotypeCounts.of(genotypes, people, weights, execution);
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
    double[] dominance =
        used.stream().mapToDouble(summary -> summary.dominanceDeviation(scale)).toArray();
    return new Standardization(
        List.copyOf(kept),
        columns.stream().mapToInt(Integer::intValue).toArray(),
        used.stream().mapToDouble(summary -> summary.center(scale)).toArray(),
        deviations,
        dominance,
        List.copyOf(dropped),
        names(genotypes, people, i -> counts.missing()[i] > FLAG_MISSING * summaries.length),
        haploid(genotypes, people, execution));
  }

  /** Returns the standardization of the SNPs in these places. */
  Standardization subset(int[] places) {
    return new Standardization(
        Arrays.stream(places).mapToObj(snps::get).toList(),
        Arrays.stream(places).map(place -> columns[place]).toArray(),
        Arrays.stream(places).mapToDouble(place -> means[place]).toArray(),
        Arrays.stream(places).mapToDouble(place -> deviations[place]).toArray(),
        Arrays.stream(places).mapToDouble(place -> dominanceDeviations[place]).toArray(),
        dropped,
        flagged,
        haploid);
  }

  /** Returns the scaled dominance codes of SNP j. They have mean 0 under equilibrium alone. */
  DominanceCode dominance(int j) {
    return DominanceCode.at(means[j] / 2).dividedBy(dominanceDeviations[j]);
  }

  /**
   * Checks that the genotypes have this coding.
   *
   * @throws InvalidInput if it is the dominance coding, and a SNP has other genotypes than counts
   *     and dosages, or {@link Scale#NONE} was asked for
   */
  void require(Coding coding) {
    for (int j = 0; coding == Coding.DOMINANCE && j < dominanceDeviations.length; j++) {
      if (Double.isNaN(dominanceDeviations[j])) {
        throw InvalidInput.of(
            "SNP '%s' has no dominance codes: these are made of counts or dosages from 0 to 2, at"
                + " scale = 'center', 'sd' or 'hwe'. Give such genotypes, or another kernel.",
            snps.get(j).id());
      }
    }
  }

  /** The properties by which two SNPs are the same. */
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

  /** Returns the number of missing genotypes of each given person. */
  public static int[] missingByPerson(Genotypes genotypes, int[] people, Execution execution) {
    return SnpStatistics.missingByPerson(genotypes, people, execution);
  }
}
