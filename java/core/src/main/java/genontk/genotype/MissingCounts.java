package genontk.genotype;

import java.util.stream.IntStream;

/** Counts of the missing genotypes of people, one for each worker and at last their sums. */
final class MissingCounts {

  private final SnpReader.Group group;

  /** Where each of the people is counted: at her row in a .bed, otherwise at her place. */
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

  /** Counts a SNP. */
  void add(int worker, SnpReader reader) {
    reader.countMissing(group, counts[worker]);
  }

  /** Returns the counts of the people. */
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
