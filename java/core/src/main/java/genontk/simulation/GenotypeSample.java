package genontk.simulation;

import genontk.error.InvalidInput;
import genontk.genotype.Genotypes;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A sample of people and a region from real genotypes: n different people, and p neighbours among
 * the SNPs that are common enough, from a random start. A missing genotype is replaced by a known
 * one of the same SNP, from another person drawn at random.
 *
 * @param values the genotypes as the file counts them (n x p)
 * @param people the rows of these people in the file (n)
 * @param snps the columns of these SNPs in the file (p)
 */
public record GenotypeSample(Matrix values, int[] people, int[] snps) {

  /**
   * Draws a sample.
   *
   * @param genotypes the genotypes to draw from
   * @param people the number of people n
   * @param snps the number of SNPs p
   * @param maf the least minor allele frequency among all people of the file
   * @throws InvalidInput if the genotypes have fewer people or common SNPs, or a size is below 1
   * @throws genontk.error.OutOfMemory if the matrix does not fit into the heap
   */
  public static GenotypeSample of(
      Genotypes genotypes, int people, int snps, double maf, long seed, Execution execution) {
    GenotypeModel.requireSizes(people, snps);
    Draws draws = new Draws(seed, 0);
    int[] rows = rows(genotypes.people(), people, draws);
    int[] common = common(genotypes, maf, execution);
    if (common.length < snps) {
      throw InvalidInput.of(
          "p = %s was given; the genotypes have %s SNPs of minor allele frequency %s and more. Give"
              + " a smaller p or maf.",
          snps, common.length, maf);
    }
    int first = draws.below(common.length - snps + 1);
    int[] region = Arrays.copyOfRange(common, first, first + snps);
    Matrix values = Matrix.zeros(people, snps);
    double[] column = new double[genotypes.people()];
    for (int j = 0; j < snps; j++) {
      execution.step("genotypes", (double) j / snps);
      genotypes.read(region[j], column);
      double[] known = Arrays.stream(column).filter(x -> !Double.isNaN(x)).toArray();
      for (int i = 0; i < people; i++) {
        double value = column[rows[i]];
        values.set(i, j, Double.isNaN(value) ? known[draws.below(known.length)] : value);
      }
    }
    return new GenotypeSample(values, rows, region);
  }

  /** Draws n different people, in the order of the file. */
  private static int[] rows(int all, int people, Draws draws) {
    if (people > all) {
      throw InvalidInput.of(
          "n = %s was given; the genotypes have %s people. Give a smaller n.", people, all);
    }
    int[] order = IntStream.range(0, all).toArray();
    for (int i = 0; i < people; i++) {
      int other = i + draws.below(all - i);
      int drawn = order[other];
      order[other] = order[i];
      order[i] = drawn;
    }
    int[] rows = Arrays.copyOf(order, people);
    Arrays.sort(rows);
    return rows;
  }

  private static int[] common(Genotypes genotypes, double maf, Execution execution) {
    double[] column = new double[genotypes.people()];
    int count = genotypes.snps().size();
    return IntStream.range(0, count)
        .filter(
            snp -> {
              execution.step("frequencies", (double) snp / count);
              genotypes.read(snp, column);
              double share =
                  Arrays.stream(column).filter(x -> !Double.isNaN(x)).average().orElse(0) / 2;
              return Math.min(share, 1 - share) >= maf && Math.min(share, 1 - share) > 0;
            })
        .toArray();
  }
}
