package genontk.genotype;

import java.util.List;

/**
 * People by SNPs: for each the number of copies of allele 1 (0, 1, 2, or a dosage), NaN where
 * missing.
 */
public interface Genotypes {

  /** Returns the number of people. */
  int people();

  /** Returns the people's IDs in the order of the rows, or null if they carry none. */
  List<String> ids();

  /** Returns the people's sexes in the order of the rows, or null if they are not known. */
  default List<Sex> sexes() {
    return null;
  }

  /** Returns the SNPs in the order of the columns. */
  List<Snp> snps();

  /** Returns whether the SNPs carry names of their own, by which those of new people are joined. */
  boolean hasSnpNames();

  /**
   * Writes the genotypes of all people at one SNP into {@code values}. May be called by several
   * threads at once.
   */
  void read(int snp, double[] values);

  /**
   * Writes the genotypes of some of the people at one SNP. May be called by several threads at
   * once.
   *
   * @param people who, in the order in which they are written
   * @param out where that of the first stands in {@code start}
   */
  void read(int snp, int[] people, double[] out, int start);

  /**
   * Returns some of the people and SNPs, in the given order; nothing is copied.
   *
   * @param rows the people, each at most once
   * @param columns the SNPs, each at most once
   */
  default Genotypes select(int[] rows, int[] columns) {
    return new SelectedGenotypes(this, rows, columns);
  }

  /** Returns a name for the person of a row, for messages. */
  default String personName(int row) {
    return ids() == null ? "person " + (row + 1) : ids().get(row);
  }
}
