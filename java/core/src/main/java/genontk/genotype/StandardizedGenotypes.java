package genontk.genotype;

import genontk.linalg.Matrix;
import genontk.run.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The matrix X (n x p) that every kernel starts from: genotypes, centred and scaled, read block by
 * block and never kept as a whole.
 */
public final class StandardizedGenotypes {

  private final Genotypes genotypes;
  private final int[] people;
  private final SnpColumns columns;
  private final Standardization standardization;

  private StandardizedGenotypes(
      Genotypes genotypes, int[] people, SnpColumns columns, Standardization standardization) {
    this.genotypes = genotypes;
    this.people = people;
    this.columns = columns;
    this.standardization = standardization;
  }

  /** Returns the training people's. */
  public static StandardizedGenotypes training(
      Genotypes genotypes, int[] people, Standardization standardization) {
    return new StandardizedGenotypes(
        genotypes, people, SnpColumns.asTrained(standardization.columns()), standardization);
  }

  /**
   * Returns new people's, whose SNPs stand in the given columns; a SNP that they lack takes the
   * training mean.
   */
  public static StandardizedGenotypes joined(
      Genotypes genotypes, int[] people, SnpColumns columns, Standardization standardization) {
    return new StandardizedGenotypes(genotypes, people, columns, standardization);
  }

  /** Returns n. */
  public int people() {
    return people.length;
  }

  /** Returns p, the number of SNPs kept. */
  public int snps() {
    return standardization.snps().size();
  }

  /** Returns a name for person i, for messages. */
  public String personName(int i) {
    return genotypes.ids() == null ? "person " + (people[i] + 1) : genotypes.ids().get(people[i]);
  }

  /** Returns the names of people who miss more than 10 % of the kept SNPs. */
  public List<String> mostlyMissing() {
    int[] missing = new int[people.length];
    double[] values = new double[genotypes.people()];
    for (int snp = 0; snp < snps(); snp++) {
      if (columns.isAbsent(snp)) {
        Arrays.fill(values, Double.NaN);
      } else {
        genotypes.read(columns.column(snp), values);
      }
      for (int i = 0; i < people.length; i++) {
        missing[i] += Double.isNaN(values[people[i]]) ? 1 : 0;
      }
    }
    return IntStream.range(0, people.length)
        .filter(i -> missing[i] > Standardization.FLAG_MISSING * snps())
        .mapToObj(this::personName)
        .toList();
  }

  /**
   * Writes columns {@code first}, {@code first + 1}, ... of X into {@code block} (n x any number).
   */
  public void read(int first, Matrix block, Threads threads) {
    threads.forEach(
        threads.count(),
        worker -> {
          double[] values = new double[genotypes.people()];
          for (int k = worker; k < block.columns(); k += threads.count()) {
            readColumn(first + k, values, block.data(), block.start(k));
          }
        });
  }

  private void readColumn(int snp, double[] values, double[] out, int start) {
    if (columns.isAbsent(snp)) {
      Arrays.fill(out, start, start + people.length, 0);
      return;
    }
    genotypes.read(columns.column(snp), values);
    double mean = standardization.means()[snp];
    double deviation = standardization.deviations()[snp];
    boolean flipped = columns.isFlipped(snp);
    for (int i = 0; i < people.length; i++) {
      double copies = flipped ? 2 - values[people[i]] : values[people[i]];
      out[start + i] = Double.isNaN(copies) ? 0 : (copies - mean) / deviation;
    }
  }
}
