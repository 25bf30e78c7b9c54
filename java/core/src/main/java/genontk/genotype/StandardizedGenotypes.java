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

  /** The rows in the file, where it is a .bed. */
  private final int[] fileRows;

  private StandardizedGenotypes(
      Genotypes genotypes, int[] people, SnpColumns columns, Standardization standardization) {
    this.genotypes = genotypes;
    this.people = people;
    this.columns = columns;
    this.standardization = standardization;
    this.fileRows = genotypes instanceof PlinkBed bed ? bed.fileRows(people) : null;
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

  /**
   * Returns the same people at some of the SNPs.
   *
   * @param snps the places of these SNPs, or null for all
   */
  public StandardizedGenotypes subset(int[] snps) {
    return snps == null
        ? this
        : new StandardizedGenotypes(
            genotypes, people, columns.subset(snps), standardization.subset(snps));
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
    int[] missing = missing();
    return IntStream.range(0, people.length)
        .filter(i -> missing[i] > Standardization.FLAG_MISSING * snps())
        .mapToObj(this::personName)
        .toList();
  }

  /** Returns whether any person misses any of the kept SNPs. */
  public boolean missesAny() {
    return Arrays.stream(missing()).anyMatch(count -> count > 0);
  }

  /** Returns how many of the kept SNPs each person misses. */
  public int[] missing() {
    int[] missing = new int[people.length];
    double[] values = new double[genotypes.people()];
    for (int snp = 0; snp < snps(); snp++) {
      readCopies(snp, values);
      for (int i = 0; i < people.length; i++) {
        missing[i] += Double.isNaN(values[people[i]]) ? 1 : 0;
      }
    }
    return missing;
  }

  /**
   * Writes columns {@code first}, {@code first + 1}, ... of X into {@code block} (n x any number).
   */
  public void read(int first, Matrix block, Threads threads) {
    eachColumn(
        block, threads, (k, values) -> readColumn(first + k, values, block.data(), block.start(k)));
  }

  /**
   * Writes 1 where a genotype of SNP {@code first}, {@code first + 1}, ... is observed and 0 where
   * it is missing into {@code block} (n x any number).
   */
  public void readObserved(int first, Matrix block, Threads threads) {
    eachColumn(
        block,
        threads,
        (k, values) -> {
          readCopies(first + k, values);
          for (int i = 0; i < people.length; i++) {
            block.set(i, k, Double.isNaN(values[people[i]]) ? 0 : 1);
          }
        });
  }

  /** Reads a column of a block, with room for a SNP of everyone. */
  private interface Column {
    void read(int k, double[] values);
  }

  private void eachColumn(Matrix block, Threads threads, Column column) {
    threads.forEach(
        threads.count(),
        worker -> {
          double[] values = new double[genotypes.people()];
          for (int k = worker; k < block.columns(); k += threads.count()) {
            column.read(k, values);
          }
        });
  }

  /** Reads the copies of the allele that stands in the file, NaN where missing. */
  private void readCopies(int snp, double[] values) {
    if (columns.isAbsent(snp)) {
      Arrays.fill(values, Double.NaN);
    } else {
      genotypes.read(columns.column(snp), values);
    }
  }

  private void readColumn(int snp, double[] values, double[] out, int start) {
    if (columns.isAbsent(snp)) {
      Arrays.fill(out, start, start + people.length, 0);
      return;
    }
    double mean = standardization.means()[snp];
    double deviation = standardization.deviations()[snp];
    boolean flipped = columns.isFlipped(snp);
    if (genotypes instanceof PlinkBed bed) {
      double none = (0 - mean) / deviation;
      double one = (1 - mean) / deviation;
      double two = (2 - mean) / deviation;
      double[] entries = {flipped ? none : two, 0, one, flipped ? two : none};
      bed.decode(columns.column(snp), fileRows, entries, out, start);
      return;
    }
    genotypes.read(columns.column(snp), values);
    for (int i = 0; i < people.length; i++) {
      double copies = flipped ? 2 - values[people[i]] : values[people[i]];
      out[start + i] = Double.isNaN(copies) ? 0 : (copies - mean) / deviation;
    }
  }
}
