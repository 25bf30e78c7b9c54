package genontk.genotype;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Reads one SNP after another for a worker: the bits of a .bed, the values of other genotypes. */
final class SnpReader {

  private final Genotypes genotypes;
  private final PlinkBed bed;
  private final BedRow row;
  private final double[] values;

  /**
   * Makes a reader.
   *
   * @param weighted whether people have weights, which are summed and not counted by bits
   */
  SnpReader(Genotypes genotypes, boolean weighted) {
    this.genotypes = genotypes;
    this.bed = genotypes instanceof PlinkBed plink ? plink : null;
    this.row = bed == null ? null : bed.row();
    this.values = bed == null || weighted ? new double[genotypes.people()] : null;
  }

  /**
   * Some of the people.
   *
   * @param people the rows of these people
   * @param weights their weights, or null where all are 1
   * @param mask the lower bit of each person in the words of a .bed; null for other genotypes
   */
  record Group(int[] people, double[] weights, long[] mask) {

    static Group of(Genotypes genotypes, int[] people, double[] weights) {
      long[] mask = genotypes instanceof PlinkBed bed ? bed.mask(people) : null;
      return new Group(people, weights, mask);
    }

    /** Returns those of the group who are wanted. */
    Group among(Genotypes genotypes, IntPredicate wanted) {
      int[] places =
          IntStream.range(0, people.length).filter(k -> wanted.test(people[k])).toArray();
      return of(
          genotypes,
          Arrays.stream(places).map(k -> people[k]).toArray(),
          weights == null ? null : Arrays.stream(places).mapToDouble(k -> weights[k]).toArray());
    }
  }

  /** Reads a SNP. */
  void read(int snp) {
    if (bed != null) {
      bed.read(snp, row);
    }
    if (values != null) {
      genotypes.read(snp, values);
    }
  }

  /** Counts the genotypes of a group; returns null if one is none of 0, 1, 2 and missing. */
  SnpCounts count(Group group) {
    return values != null
        ? SnpCounts.of(values, group.people, group.weights)
        : row.count(group.mask);
  }

  /** Returns the genotypes of all people, unless bits are counted. */
  double[] values() {
    return values;
  }

  /**
   * Adds 1 for each missing genotype of a group, at the person's row in a .bed or place in the
   * group.
   */
  void countMissing(Group group, int[] counts) {
    if (bed != null) {
      row.countMissing(group.mask, counts);
      return;
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += Double.isNaN(values[group.people[i]]) ? 1 : 0;
    }
  }
}
