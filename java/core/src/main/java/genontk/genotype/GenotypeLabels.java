package genontk.genotype;

import java.util.Arrays;
import java.util.List;

/**
 * What the n rows and the p columns of genotypes stand for.
 *
 * @param people n
 * @param ids the n IDs, or null if the people carry none
 * @param sexes the n sexes, or null if they are not known
 * @param snps the p SNPs
 * @param named whether the SNPs carry names of their own
 */
public record GenotypeLabels(
    int people, List<String> ids, List<Sex> sexes, List<Snp> snps, boolean named) {

  /** Returns the labels of some of the rows and columns, in the given order. */
  GenotypeLabels select(int[] rows, int[] columns) {
    return new GenotypeLabels(
        rows.length, pick(ids, rows), pick(sexes, rows), pick(snps, columns), named);
  }

  /** Returns the entries at these places, or null for null. */
  private static <T> List<T> pick(List<T> all, int[] places) {
    return all == null ? null : Arrays.stream(places).mapToObj(all::get).toList();
  }
}
