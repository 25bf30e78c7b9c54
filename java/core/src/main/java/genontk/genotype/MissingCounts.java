package genontk.genotype;

/** Counts of the missing genotypes of people, one for each worker and at last their sums. */
final class MissingCounts {

  private final PlinkBed bed;
  private final SnpReader.Group group;

  /** By the row in the file of a .bed, otherwise by the place among the people. */
  private final int[][] counts;

  MissingCounts(Genotypes genotypes, SnpReader.Group group, int workers) {
    this.bed = genotypes instanceof PlinkBed plink ? plink : null;
    this.group = group;
    int rows = bed == null ? group.people().length : PlinkBed.PER_WORD * group.mask().length;
    this.counts = new int[workers][rows];
  }

  /** Counts a SNP. */
  void add(int worker, SnpReader reader) {
    reader.countMissing(group, counts[worker]);
  }

  /** Returns the counts of the people. */
  int[] sums() {
    int[] sums = new int[group.people().length];
    for (int[] ofWorker : counts) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += ofWorker[bed == null ? i : bed.fileRow(group.people()[i])];
      }
    }
    return sums;
  }
}
