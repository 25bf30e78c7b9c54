package genontk.genotype;

/** Counts of the missing genotypes of people, one for each worker and at last their sums. */
final class MissingCounts {

  private final PlinkBed bed;
  private final int[] people;
  private final long[] mask;

  /** By the row in the file of a .bed, otherwise by the place among the people. */
  private final int[][] counts;

  private MissingCounts(PlinkBed bed, int[] people, long[] mask, int[][] counts) {
    this.bed = bed;
    this.people = people;
    this.mask = mask;
    this.counts = counts;
  }

  static MissingCounts of(Genotypes genotypes, int[] people, int workers) {
    if (genotypes instanceof PlinkBed bed) {
      long[] mask = bed.mask(people);
      int rows = Math.max(bed.fileRows(), PlinkBed.PER_WORD * mask.length);
      return new MissingCounts(bed, people, mask, new int[workers][rows]);
    }
    return new MissingCounts(null, people, null, new int[workers][people.length]);
  }

  /** Returns whether a .bed is looked at itself, so that its genotypes need not be read. */
  boolean readsBits() {
    return bed != null;
  }

  /**
   * Counts a SNP.
   *
   * @param values the genotypes of everyone, which a .bed does without
   */
  void add(int worker, int snp, double[] values) {
    if (readsBits()) {
      bed.countMissing(snp, mask, counts[worker]);
      return;
    }
    for (int i = 0; i < people.length; i++) {
      counts[worker][i] += Double.isNaN(values[people[i]]) ? 1 : 0;
    }
  }

  /** Returns the counts of the people. */
  int[] sums() {
    int[] sums = new int[people.length];
    for (int[] ofWorker : counts) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += ofWorker[readsBits() ? bed.fileRow(people[i]) : i];
      }
    }
    return sums;
  }
}
