package genontk.genotype;

import genontk.run.Execution;
import genontk.run.Progress;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Counts genotypes as plink2 does, by sex where some people have one copy of a chromosome. A man
 * has one allele on X, which counts as half of each if he is called heterozygous. Women have none
 * on Y. The test of Hardy-Weinberg equilibrium is of people with two copies. A person of weight 2
 * counts as two people.
 */
final class SnpStatistics {

  private static final int SNPS_PER_TASK = 256;

  private final Genotypes genotypes;
  private final SnpReader.Group all;
  private final SnpReader.Group men;
  private final SnpReader.Group others;

  private SnpStatistics(Genotypes genotypes, int[] people, double[] weights) {
    this.genotypes = genotypes;
    List<Sex> sexes = genotypes.sexes();
    IntPredicate isMan = i -> sexes != null && sexes.get(i) == Sex.MALE;
    this.all = SnpReader.Group.of(genotypes, people, weights);
    this.men = all.among(genotypes, isMan);
    this.others = all.among(genotypes, isMan.negate());
  }

  /** Summarises every SNP, and counts the missing genotypes of each person. */
  static GenotypeCounts counts(
      Genotypes genotypes, int[] people, double[] weights, Execution execution) {
    SnpStatistics statistics = new SnpStatistics(genotypes, people, weights);
    int workers = execution.threads().count();
    MissingCounts missing = new MissingCounts(genotypes, statistics.all, workers);
    SnpSummary[] summaries = new SnpSummary[genotypes.snps().size()];
    forEachSnp(
        genotypes,
        weights != null,
        execution,
        (worker, snp, reader) -> {
          summaries[snp] = statistics.summary(snp, reader);
          if (summaries[snp].missing() > 0) {
            missing.add(worker, reader);
          }
        });
    return new GenotypeCounts(summaries, missing.sums());
  }

  /** The work on a SNP that was read. */
  private interface SnpTask {
    void run(int worker, int snp, SnpReader reader);
  }

  private static void forEachSnp(
      Genotypes genotypes, boolean weighted, Execution execution, SnpTask task) {
    int p = genotypes.snps().size();
    int workers = execution.threads().count();
    execution
        .threads()
        .forEach(
            workers,
            worker -> {
              SnpReader reader = new SnpReader(genotypes, weighted);
              for (int first = worker * SNPS_PER_TASK;
                  first < p;
                  first += workers * SNPS_PER_TASK) {
                execution.step("genotypes", (double) first / p);
                for (int j = first; j < Math.min(p, first + SNPS_PER_TASK); j++) {
                  reader.read(j);
                  task.run(worker, j, reader);
                }
              }
            });
  }

  private SnpSummary summary(int snp, SnpReader reader) {
    SnpCounts counts = reader.count(all);
    if (counts == null) {
      return SnpSummary.of(reader.values(), all.people(), all.weights());
    }
    Ploidy ploidy = Ploidy.of(genotypes.snps().get(snp).chromosome());
    if (ploidy == Ploidy.DIPLOID || (ploidy != Ploidy.HAPLOID && men.people().length == 0)) {
      return SnpSummary.of(
          counts, counts, (counts.one() + 2.0 * counts.two()), 2 * counts.observed());
    }
    SnpCounts single = ploidy == Ploidy.HAPLOID ? counts : reader.count(men);
    // Two different alleles were called where there is one: half of each, as in plink2.
    double mixed = single.one();
    SnpCounts pair = ploidy == Ploidy.X ? reader.count(others) : new SnpCounts(0, 0, 0, 0);
    return SnpSummary.of(
        counts,
        pair,
        single.two() + mixed / 2.0 + pair.one() + 2.0 * pair.two(),
        single.none() + mixed + single.two() + 2 * pair.observed());
  }

  /** Counts the missing genotypes of each of the given people. */
  static int[] missingByPerson(Genotypes genotypes, int[] people, Execution execution) {
    SnpReader.Group group = SnpReader.Group.of(genotypes, people, null);
    MissingCounts missing = new MissingCounts(genotypes, group, execution.threads().count());
    // The pass that summarises SNPs reports its progress, and this one does not.
    Execution silent = new Execution(execution.threads(), execution.cancellation(), Progress.NONE);
    forEachSnp(genotypes, false, silent, (worker, snp, reader) -> missing.add(worker, reader));
    return missing.sums();
  }

  /**
   * Counts the heterozygous genotypes of each given person on chromosomes of which the person has
   * one copy. If sexes are unknown, only chromosomes that are haploid in everyone count.
   */
  static int[] haploidHeterozygotes(Genotypes genotypes, int[] people, Execution execution) {
    int[] found = new int[people.length];
    double[] values = new double[genotypes.people()];
    for (int j = 0; j < genotypes.snps().size(); j++) {
      Ploidy ploidy = Ploidy.of(genotypes.snps().get(j).chromosome());
      if (ploidy == Ploidy.DIPLOID || (ploidy != Ploidy.HAPLOID && genotypes.sexes() == null)) {
        continue;
      }
      execution.cancellation().checkpoint();
      genotypes.read(j, values);
      for (int i = 0; i < people.length; i++) {
        Sex sex = genotypes.sexes() == null ? Sex.UNKNOWN : genotypes.sexes().get(people[i]);
        found[i] += values[people[i]] == 1 && ploidy.isHaploid(sex) ? 1 : 0;
      }
    }
    return found;
  }
}
