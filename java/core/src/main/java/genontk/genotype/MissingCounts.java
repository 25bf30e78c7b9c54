package genontk.genotype;

import java.util.stream.IntStream;

/** Counts the missing genotypes per person, first per worker and then in sum. */
final class MissingCounts {

  private final SnpReader.Group group;

  /**
   * The place at which each person is counted: the row in a .bed, otherwise the place in the group.
   */
  private final int[] places;

  private final int[][] counts;

  MissingCounts(Genotypes genotypes, SnpReader.Group group, int workers) {
    int[] people = group.people();
    this.group = group;
    this.places =
        genotypes instanceof PlinkBed bed
            ? bed.fileRows(people)
            : IntStream.range(0, people.length).toArray();
    int most = group.mask() == null ? people.length : PlinkBed.PER_WORD * group.mask().length;
    this.counts = new int[workers][most];
  }

  /** Counts the missing genotypes at one SNP. */
  void add(int worker, SnpReader reader) {
    reader.countMissing(group, counts[worker]);
  }

  /** Returns the number of missing genotypes per person. */
  int[] sums() {
    int[] sums = new int[places.length];
    for (int[] ofWorker : counts) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += ofWorker[places[i]];
      }
    }
    return sums;
  }
}
