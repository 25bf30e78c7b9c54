package genontk.genotype;

import genontk.run.Execution;
import java.util.Arrays;
import java.util.List;

/**
 * Counts genotypes, by the sexes of the people where a chromosome has one copy in some of them, as
 * plink2 does: a man has one allele on X, half of each where he is called heterozygous; women have
 * none on Y; the test of Hardy-Weinberg equilibrium is made of those with two copies.
 */
final class SnpStatistics {

  private static final int SNPS_PER_TASK = 256;

  private final Genotypes genotypes;
  private final int[] people;
  private final PlinkBed bed;
  private final int[] men;
  private final int[] others;
  private final long[] mask;
  private final long[] menMask;
  private final long[] othersMask;

  SnpStatistics(Genotypes genotypes, int[] people) {
    this.genotypes = genotypes;
    this.people = people;
    this.bed = genotypes instanceof PlinkBed plink ? plink : null;
    List<Sex> sexes = genotypes.sexes();
    this.men =
        sexes == null
            ? new int[0]
            : Arrays.stream(people).filter(i -> sexes.get(i) == Sex.MALE).toArray();
    this.others =
        sexes == null
            ? people
            : Arrays.stream(people).filter(i -> sexes.get(i) != Sex.MALE).toArray();
    this.mask = bed == null ? null : bed.mask(people);
    this.menMask = bed == null ? null : bed.mask(men);
    this.othersMask = bed == null ? null : bed.mask(others);
  }

  /** Summarises every SNP, and counts what each of the people misses. */
  static GenotypeCounts counts(Genotypes genotypes, int[] people, Execution execution) {
    SnpStatistics statistics = new SnpStatistics(genotypes, people);
    MissingCounts missing = MissingCounts.of(genotypes, people, execution.threads().count());
    SnpSummary[] summaries = statistics.summaries(execution, missing);
    return new GenotypeCounts(summaries, missing.sums());
  }

  private SnpSummary[] summaries(Execution execution, MissingCounts missing) {
    int p = genotypes.snps().size();
    SnpSummary[] summaries = new SnpSummary[p];
    int workers = execution.threads().count();
    execution
        .threads()
        .forEach(
            workers,
            worker -> {
              double[] values = new double[genotypes.people()];
              for (int first = worker * SNPS_PER_TASK;
                  first < p;
                  first += workers * SNPS_PER_TASK) {
                execution.step("genotypes", (double) first / p);
                for (int j = first; j < Math.min(p, first + SNPS_PER_TASK); j++) {
                  summaries[j] = summary(j, values);
                  missing.add(worker, j, values);
                }
              }
            });
    return summaries;
  }

  private SnpSummary summary(int snp, double[] values) {
    if (bed == null) {
      genotypes.read(snp, values);
    }
    SnpCounts counts = count(snp, people, mask, values);
    if (counts == null) {
      return SnpSummary.of(values, people);
    }
    Ploidy ploidy = Ploidy.of(genotypes.snps().get(snp).chromosome());
    if (ploidy == Ploidy.DIPLOID || (ploidy != Ploidy.HAPLOID && men.length == 0)) {
      return SnpSummary.of(
          counts, counts, (counts.one() + 2.0 * counts.two()), 2 * counts.observed());
    }
    SnpCounts single = ploidy == Ploidy.HAPLOID ? counts : count(snp, men, menMask, values);
    // Called as two alleles where there is one: half of each, as plink2 has it.
    int mixed = single.one();
    SnpCounts pair =
        ploidy == Ploidy.X ? count(snp, others, othersMask, values) : new SnpCounts(0, 0, 0, 0);
    return SnpSummary.of(
        counts,
        pair,
        single.two() + mixed / 2.0 + pair.one() + 2.0 * pair.two(),
        single.none() + mixed + single.two() + 2 * pair.observed());
  }

  private SnpCounts count(int snp, int[] some, long[] someMask, double[] values) {
    return bed == null ? SnpCounts.of(values, some) : bed.count(snp, someMask);
  }

  /** Counts the missing genotypes of each of the given people. */
  static int[] missingByPerson(Genotypes genotypes, int[] people, Execution execution) {
    int p = genotypes.snps().size();
    int workers = execution.threads().count();
    MissingCounts missing = MissingCounts.of(genotypes, people, workers);
    execution
        .threads()
        .forEach(
            workers,
            worker -> {
              double[] values = new double[genotypes.people()];
              for (int j = worker; j < p; j += workers) {
                checkpoint(j / workers, execution);
                if (!missing.readsBits()) {
                  genotypes.read(j, values);
                }
                missing.add(worker, j, values);
              }
            });
    return missing.sums();
  }

  private static void checkpoint(int snp, Execution execution) {
    if (snp % SNPS_PER_TASK == 0) {
      execution.cancellation().checkpoint();
    }
  }

  /**
   * Counts for each of the given people the heterozygous genotypes on chromosomes of which she has
   * one copy; null where sexes are unknown and no chromosome is haploid in everyone.
   */
  static int[] haploidHeterozygotes(Genotypes genotypes, int[] people, Execution execution) {
    int[] found = new int[people.length];
    double[] values = new double[genotypes.people()];
    for (int j = 0; j < genotypes.snps().size(); j++) {
      Ploidy ploidy = Ploidy.of(genotypes.snps().get(j).chromosome());
      if (ploidy == Ploidy.DIPLOID || (ploidy != Ploidy.HAPLOID && genotypes.sexes() == null)) {
        continue;
      }
      checkpoint(j, execution);
      genotypes.read(j, values);
      for (int i = 0; i < people.length; i++) {
        Sex sex = genotypes.sexes() == null ? Sex.UNKNOWN : genotypes.sexes().get(people[i]);
        found[i] += values[people[i]] == 1 && ploidy.isHaploid(sex) ? 1 : 0;
      }
    }
    return found;
  }
}
