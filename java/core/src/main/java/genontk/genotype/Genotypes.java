package genontk.genotype;

import java.util.List;

/**
 * Genotypes of people (rows) at SNPs (columns): the number of copies of allele 1 (0, 1, 2, or a
 * dosage), NaN where missing.
 */
public interface Genotypes {

  /** Returns what the rows and columns stand for. */
  GenotypeLabels labels();

  /** Returns the number of people. */
  default int people() {
    return labels().people();
  }

  /** Returns the people's IDs in the order of the rows, or null if the people carry none. */
  default List<String> ids() {
    return labels().ids();
  }

  /** Returns the people's sexes in the order of the rows, or null if they are not known. */
  default List<Sex> sexes() {
    return labels().sexes();
  }

  /** Returns the SNPs in the order of the columns. */
  default List<Snp> snps() {
    return labels().snps();
  }

  /** Returns whether the SNPs carry names of their own, by which new people's SNPs are joined. */
  default boolean hasSnpNames() {
    return labels().named();
  }

  /**
   * Writes the genotypes of all people at one SNP into {@code values} (n). Several threads may call
   * this at once.
   */
  void read(int snp, double[] values);

  /**
   * Writes the genotypes of some of the people at one SNP. Several threads may call this at once.
   *
   * @param people the rows of these people, in the order in which they are written
   * @param out an array that takes the genotypes from place {@code start} on
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

  /** Returns the name of the person in a row, for messages. */
  default String personName(int row) {
    return ids() == null ? "person " + (row + 1) : ids().get(row);
  }
}
