package genontk.simulation;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Simulates unrelated people with SNPs along one chromosome, by a thresholded autoregressive
 * process.
 *
 * <p>Each of a person's two chromosomes carries a Gaussian process over the SNPs with correlation
 * exp(-d) at the distance d. It has the minor allele where the process is below the quantile of
 * that allele's frequency. For half of the SNPs it has it above the opposite quantile instead, so
 * that minor alleles go together or avoid each other. The two chromosomes are independent:
 * genotypes are in Hardy-Weinberg equilibrium.
 *
 * <p>Distances between neighbours are -log(ld) E^3 / 6, with E exponential. Most are short and a
 * few long, as between hotspots of recombination. Frequencies have a density in proportion to
 * f^(-1/2) from {@code maf} to 1/2, which favours rarer alleles as SNP arrays do. A frequency is
 * drawn again if the sample falls below {@code maf}.
 *
 * <p>With the defaults, spectrum and decay of linkage disequilibrium are those of the apple data of
 * Kumar et al. (2013) up to ten SNPs apart. There the mean r^2 is .26, .18 and .11 at one, three
 * and ten SNPs. Further apart it is larger in the apples, which come from families.
 *
 * @param maf the least minor allele frequency, in the sample too
 * @param ld the correlation of the process between neighbours at their mean distance, from 0 (none)
 */
public record GenotypeModel(double maf, double ld) {

  /** The least minor allele frequency of a study of common SNPs. */
  public static final double DEFAULT_MAF = 0.05;

  /** The correlation between neighbours on an array of SNPs. */
  public static final double DEFAULT_LD = 0.9;

  private static final double MOST = 0.5;

  /** The mean of the cube of an exponential variate. */
  private static final double MEAN_CUBE = 6;

  private static final int ATTEMPTS = 1000;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * Checks the numbers.
   *
   * @throws InvalidInput if {@code maf} is not from 0 to below 1/2, or {@code ld} not from 0 to
   *     below 1
   */
  public GenotypeModel {
    if (!(maf >= 0 && maf < MOST)) {
      throw InvalidInput.of("maf = %s was given; allowed are numbers from 0 to below .5.", maf);
    }
    if (!(ld >= 0 && ld < 1)) {
      throw InvalidInput.of("ld = %s was given; allowed are numbers from 0 to below 1.", ld);
    }
  }

  /**
   * Draws the genotypes of people.
   *
   * @param people the number of people n
   * @param snps the number of SNPs p
   * @return counts 0, 1, 2 of each SNP's minor allele (n x p)
   * @throws InvalidInput if a size is below 1, or this many people cannot have the frequency {@code
   *     maf}
   * @throws genontk.error.OutOfMemory if the matrix does not fit into the heap
   */
  public Matrix draw(int people, int snps, long seed, Execution execution) {
    requireSizes(people, snps);
    Matrix copies = Matrix.zeros(people, snps);
    Draws chromosome = new Draws(seed, 0);
    Draws process = new Draws(seed, 1);
    double[] state = process.normals(2 * people);
    for (int j = 0; j < snps; j++) {
      if (j > 0) {
        walk(state, chromosome.exponential(), process);
      }
      boolean above = chromosome.uniform() < 0.5;
      int attempt = 0;
      do {
        threshold(state, frequency(chromosome), above, copies.data(), copies.start(j), people);
      } while (++attempt < ATTEMPTS && isRare(copies, j));
      if (isRare(copies, j)) {
        throw InvalidInput.of(
            "maf = %s was given for %s people; give more people or a smaller maf.", maf, people);
      }
      execution.step("genotypes", (j + 1.0) / snps);
    }
    return copies;
  }

  static void requireSizes(int people, int snps) {
    if (people < 1 || snps < 1) {
      throw InvalidInput.of(
          "n = %s and p = %s were given; allowed are whole numbers from 1.", people, snps);
    }
    MemoryBudget.require(
        MemoryBudget.doubles((double) people * snps),
        Message.of("A matrix of %s x %s genotypes", people, snps));
  }

  private void walk(double[] state, double exponential, Draws process) {
    double cube = exponential * exponential * exponential / MEAN_CUBE;
    double correlation = ld == 0 ? 0 : StrictMath.pow(ld, cube);
    double rest = Math.sqrt(1 - correlation * correlation);
    for (int i = 0; i < state.length; i++) {
      state[i] = correlation * state[i] + rest * process.normal();
    }
  }

  private double frequency(Draws draws) {
    double least = Math.sqrt(maf);
    double root = least + draws.uniform() * (Math.sqrt(MOST) - least);
    return root * root;
  }

  private static void threshold(
      double[] state, double frequency, boolean above, double[] out, int start, int people) {
    double limit = NORMAL.inverseCumulativeProbability(frequency);
    for (int i = 0; i < people; i++) {
      out[start + i] = carries(state[i], limit, above) + carries(state[people + i], limit, above);
    }
  }

  private static int carries(double value, double limit, boolean above) {
    return (above ? -value : value) < limit ? 1 : 0;
  }

  private boolean isRare(Matrix copies, int snp) {
    int start = copies.start(snp);
    double total = Arrays.stream(copies.data(), start, start + copies.rows()).sum();
    double share = total / (2 * copies.rows());
    return Math.min(share, 1 - share) < maf;
  }
}
