package genontk.genotype;

/** Reads one SNP after another for a worker: the bits of a .bed, the values of other genotypes. */
final class SnpReader {

  private final Genotypes genotypes;
  private final PlinkBed bed;
  private final BedRow row;
  private final double[] values;

  SnpReader(Genotypes genotypes) {
    this.genotypes = genotypes;
    this.bed = genotypes instanceof PlinkBed plink ? plink : null;
    this.row = bed == null ? null : bed.row();
    this.values = bed == null ? new double[genotypes.people()] : null;
  }

  /**
   * Some of the people.
   *
   * @param people the rows of these people
   * @param mask the lower bit of each person in the words of a .bed; null for other genotypes
   */
  record Group(int[] people, long[] mask) {

    static Group of(Genotypes genotypes, int[] people) {
      return new Group(people, genotypes instanceof PlinkBed bed ? bed.mask(people) : null);
    }
  }

  /** Reads a SNP. */
  void read(int snp) {
    if (bed == null) {
      genotypes.read(snp, values);
    } else {
      bed.read(snp, row);
    }
  }

  /** Counts the genotypes of a group; returns null if one is none of 0, 1, 2 and missing. */
  SnpCounts count(Group group) {
    return bed == null ? SnpCounts.of(values, group.people) : row.count(group.mask);
  }

  /** Returns the genotypes of all people, unless the file is a .bed. */
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
