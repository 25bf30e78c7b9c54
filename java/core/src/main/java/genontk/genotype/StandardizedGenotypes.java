package genontk.genotype;

import genontk.linalg.Matrix;
import genontk.run.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The matrix X (n x p) from which every kernel is made: centred and scaled genotypes, or scaled
 * dominance codes. It is read block by block and never kept as a whole.
 */
public final class StandardizedGenotypes {

  private final Genotypes genotypes;
  private final int[] people;
  private final double[] weights;
  private final SnpColumns columns;
  private final Standardization standardization;
  private final Coding coding;

  /** The rows in the file if it is a .bed, else null. */
  private final int[] fileRows;

  private StandardizedGenotypes(
      Genotypes genotypes,
      int[] people,
      double[] weights,
      SnpColumns columns,
      Standardization standardization,
      Coding coding) {
    this.genotypes = genotypes;
    this.people = people;
    this.weights = weights;
    this.columns = columns;
    this.standardization = standardization;
    this.coding = coding;
    this.fileRows = genotypes instanceof PlinkBed bed ? bed.fileRows(people) : null;
  }

  /**
   * Returns the matrix of the training people.
   *
   * @param people the rows of these people (n)
   */
  public static StandardizedGenotypes training(
      Genotypes genotypes, int[] people, Standardization standardization) {
    return training(genotypes, people, null, standardization);
  }

  /**
   * Returns the matrix of the training people.
   *
   * @param people the rows of these people (n)
   * @param weights their weights, or null where all are 1
   */
  public static StandardizedGenotypes training(
      Genotypes genotypes, int[] people, double[] weights, Standardization standardization) {
    SnpColumns columns = SnpColumns.asTrained(standardization.columns());
    return new StandardizedGenotypes(
        genotypes, people, weights, columns, standardization, Coding.ADDITIVE);
  }

  /**
   * Returns the matrix of new people. A SNP that their genotypes lack takes the training mean.
   *
   * @param people the rows of these people (n)
   * @param columns the columns of the kept SNPs (p)
   */
  public static StandardizedGenotypes joined(
      Genotypes genotypes, int[] people, SnpColumns columns, Standardization standardization) {
    return new StandardizedGenotypes(
        genotypes, people, null, columns, standardization, Coding.ADDITIVE);
  }

  /**
   * Returns the same people and SNPs in another coding.
   *
   * @throws genontk.error.InvalidInput if a SNP has no such codes
   */
  public StandardizedGenotypes coded(Coding other) {
    standardization.require(other);
    return coding == other
        ? this
        : new StandardizedGenotypes(genotypes, people, weights, columns, standardization, other);
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
            genotypes, people, weights, columns.subset(snps), standardization.subset(snps), coding);
  }

  /** Returns {@code count} of the people, from place {@code first} on, at the same SNPs. */
  public StandardizedGenotypes some(int first, int count) {
    int[] chosen = Arrays.copyOfRange(people, first, first + count);
    double[] some = weights == null ? null : Arrays.copyOfRange(weights, first, first + count);
    return new StandardizedGenotypes(genotypes, chosen, some, columns, standardization, coding);
  }

  /**
   * Returns the same people, each of whom counts as often as these weights say.
   *
   * @param others the weights (n), or null where all are 1
   */
  public StandardizedGenotypes weighted(double[] others) {
    return new StandardizedGenotypes(genotypes, people, others, columns, standardization, coding);
  }

  /** Returns the weights of the people, or null where all are 1. */
  public double[] weights() {
    return weights;
  }

  /** Returns n. */
  public int people() {
    return people.length;
  }

  /** Returns p, the number of SNPs kept. */
  public int snps() {
    return standardization.snps().size();
  }

  /** Returns the name of person i, for messages. */
  public String personName(int i) {
    return genotypes.personName(people[i]);
  }

  /** Returns the names of people with more than 10 % missing genotypes at the kept SNPs. */
  public List<String> mostlyMissing() {
    int[] missing = missing();
    return IntStream.range(0, people.length)
        .filter(i -> missing[i] > Standardization.FLAG_MISSING * snps())
        .mapToObj(this::personName)
        .toList();
  }

  /** Returns whether any genotype at the kept SNPs is missing. */
  public boolean missesAny() {
    return Arrays.stream(missing()).anyMatch(count -> count > 0);
  }

  /** Returns the number of missing genotypes at the kept SNPs per person (n). */
  public int[] missing() {
    int[] missing = new int[people.length];
    double[] copies = new double[people.length];
    for (int snp = 0; snp < snps(); snp++) {
      readCopies(snp, copies, 0);
      for (int i = 0; i < people.length; i++) {
        missing[i] += Double.isNaN(copies[i]) ? 1 : 0;
      }
    }
    return missing;
  }

  /**
   * Writes columns {@code first}, {@code first + 1}, ... of X into {@code block} (n x any number).
   */
  public void read(int first, Matrix block, Threads threads) {
    eachColumn(block, threads, k -> readColumn(first + k, block.data(), block.start(k)));
  }

  /**
   * Writes 1 where a genotype of SNP {@code first}, {@code first + 1}, ... is observed and 0 where
   * it is missing into {@code block} (n x any number).
   */
  public void readObserved(int first, Matrix block, Threads threads) {
    eachColumn(
        block,
        threads,
        k -> {
          double[] out = block.data();
          int start = block.start(k);
          readCopies(first + k, out, start);
          for (int i = start; i < start + people.length; i++) {
            out[i] = Double.isNaN(out[i]) ? 0 : 1;
          }
        });
  }

  private static void eachColumn(Matrix block, Threads threads, IntConsumer column) {
    threads.forEach(
        threads.count(),
        worker -> {
          for (int k = worker; k < block.columns(); k += threads.count()) {
            column.accept(k);
          }
        });
  }

  /** Reads the number of copies of the allele that the file counts, NaN where missing. */
  private void readCopies(int snp, double[] out, int start) {
    if (columns.isAbsent(snp)) {
      Arrays.fill(out, start, start + people.length, Double.NaN);
    } else if (genotypes instanceof PlinkBed bed) {
      bed.decode(columns.column(snp), fileRows, PlinkBed.COPIES, out, start);
    } else {
      genotypes.read(columns.column(snp), people, out, start);
    }
  }

  private void readColumn(int snp, double[] out, int start) {
    int end = start + people.length;
    if (columns.isAbsent(snp)) {
      Arrays.fill(out, start, end, 0);
      return;
    }
    boolean flipped = columns.isFlipped(snp);
    double mean = standardization.means()[snp];
    double deviation = standardization.deviations()[snp];
    DominanceCode dominance = coding == Coding.DOMINANCE ? standardization.dominance(snp) : null;
    if (genotypes instanceof PlinkBed bed) {
      double none = dominance == null ? (0 - mean) / deviation : dominance.none();
      double one = dominance == null ? (1 - mean) / deviation : dominance.one();
      double two = dominance == null ? (2 - mean) / deviation : dominance.two();
      double[] entries = {flipped ? none : two, 0, one, flipped ? two : none};
      bed.decode(columns.column(snp), fileRows, entries, out, start);
      return;
    }
    readCopies(snp, out, start);
    if (flipped) {
      for (int i = start; i < end; i++) {
        out[i] = 2 - out[i];
      }
    }
    if (dominance == null) {
      // A loop without a branch becomes vector instructions.
      for (int i = start; i < end; i++) {
        out[i] = (out[i] - mean) / deviation;
      }
    } else {
      for (int i = start; i < end; i++) {
        out[i] = dominance.of(out[i]);
      }
    }
    for (int i = start; i < end; i++) {
      if (Double.isNaN(out[i])) {
        out[i] = 0;
      }
    }
  }
}
