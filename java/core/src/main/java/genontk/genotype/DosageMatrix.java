package genontk.genotype;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import java.util.List;
import java.util.stream.IntStream;

/** Genotypes held as a matrix of doubles (n x p): any finite number, NaN where missing. */
public final class DosageMatrix implements Genotypes {

  private final Matrix values;
  private final GenotypeLabels labels;

  /**
   * Wraps a matrix.
   *
   * @param values people in rows, SNPs in columns (n x p)
   * @param ids the n IDs, or null if the people carry none
   * @param snps the p names, or null if the SNPs carry none
   * @throws InvalidInput if a number is infinite, the matrix is empty, the names do not match its
   *     size, or two SNPs have one name
   */
  public DosageMatrix(Matrix values, List<String> ids, List<String> snps) {
    this(
        values,
        ids,
        snps == null ? numbered(values.columns()) : snps.stream().map(Snp::named).toList(),
        snps != null);
  }

  /**
   * Wraps a matrix whose SNPs are described; see {@link #DosageMatrix(Matrix, List, List)}.
   *
   * @param snps the p SNPs
   * @param named whether the SNPs carry names of their own
   */
  public DosageMatrix(Matrix values, List<String> ids, List<Snp> snps, boolean named) {
    this.values = values;
    this.labels = new GenotypeLabels(values.rows(), ids, null, snps, named);
    if (values.rows() == 0 || values.columns() == 0) {
      throw InvalidInput.of(
          "genotypes is a %s x %s matrix; give people in rows and SNPs in columns.",
          values.rows(), values.columns());
    }
    requireLength(ids, values.rows(), "IDs", "people");
    requireLength(snps, values.columns(), "SNP names", "SNPs");
    if (named) {
      requireDistinct(snps);
    }
    requireFinite();
  }

  /** Checks that each name stands once, since new people's SNPs are joined by name. */
  private static void requireDistinct(List<Snp> snps) {
    String duplicate = Names.firstDuplicate(snps.stream().map(Snp::id).toList());
    if (duplicate != null) {
      throw InvalidInput.of(
          "genotypes has two columns named '%s'; give every SNP a name of its own, or none.",
          duplicate);
    }
  }

  private void requireFinite() {
    for (int j = 0; j < values.columns(); j++) {
      for (int i = 0; i < values.rows(); i++) {
        if (Double.isInfinite(values.get(i, j))) {
          throw InvalidInput.of(
              "genotypes holds an infinite value (row %s, column %s); allowed are finite numbers"
                  + " and NaN for missing.",
              i + 1, j + 1);
        }
      }
    }
  }

  private static void requireLength(List<?> names, int length, String what, String whose) {
    if (names != null && names.size() != length) {
      throw InvalidInput.of(
          "%s %s were given for %s %s of the genotypes; give one each.",
          names.size(), what, length, whose);
    }
  }

  private static List<Snp> numbered(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(j -> Snp.named("snp" + j)).toList();
  }

  @Override
  public GenotypeLabels labels() {
    return labels;
  }

  @Override
  public void read(int snp, double[] out) {
    System.arraycopy(values.data(), values.start(snp), out, 0, values.rows());
  }

  @Override
  public void read(int snp, int[] people, double[] out, int start) {
    double[] data = values.data();
    int column = values.start(snp);
    for (int k = 0; k < people.length; k++) {
      out[start + k] = data[column + people[k]];
    }
  }
}
