package genontk.kernel;

import genontk.error.InvalidInput;
import genontk.run.Execution;
import java.util.stream.IntStream;

/**
 * The two middle squared distances of all pairs of training people, which are one where the number
 * of pairs is odd.
 *
 * <p>They are found exactly, by counting how many distances begin with which bits, 16 bits a pass:
 * nonnegative doubles are ordered as their bits are. Nothing of the size of the kernel is kept.
 *
 * @param lower the lower one, squared
 * @param upper the upper one, squared
 */
record MedianDistance(double lower, double upper) {

  private static final int DIGIT = 16;
  private static final int COLUMNS_PER_TASK = 256;

  /**
   * Finds them.
   *
   * @param gram the inner products of the training people (lower triangle)
   * @throws InvalidInput if there are fewer than two people, or half of the pairs are duplicates
   */
  static MedianDistance of(Gram gram, Execution execution) {
    long people = gram.products().columns();
    long pairs = people * (people - 1) / 2;
    if (pairs == 0) {
      throw new InvalidInput(
          "A kernel of distances was asked for with "
              + people
              + " person; give at least two, from whose distance it takes its scale.");
    }
    double lower = ofRank((pairs - 1) / 2, gram, execution);
    double upper = pairs % 2 == 1 ? lower : ofRank(pairs / 2, gram, execution);
    if (lower == 0) {
      throw new InvalidInput(
          "Half of the pairs of people have the same genotypes, so that their median distance,"
              + " which scales the kernel, is 0. Give more SNPs, or use another kernel.");
    }
    return new MedianDistance(lower, upper);
  }

  /** Returns the squared distance that has so many smaller ones before it. */
  private static double ofRank(long rank, Gram gram, Execution execution) {
    long prefix = 0;
    long before = rank;
    for (int shift = Long.SIZE - DIGIT; shift >= 0; shift -= DIGIT) {
      long[] counts = count(gram, prefix, shift, execution);
      int digit = 0;
      while (before >= counts[digit]) {
        before -= counts[digit++];
      }
      prefix = prefix << DIGIT | digit;
    }
    return Double.longBitsToDouble(prefix);
  }

  /** Counts the next digit of the distances that begin with the prefix. */
  private static long[] count(Gram gram, long prefix, int shift, Execution execution) {
    int people = gram.products().columns();
    int tasks = (people + COLUMNS_PER_TASK - 1) / COLUMNS_PER_TASK;
    int workers = Math.min(tasks, execution.threads().count());
    long[][] counts = new long[workers][1 << DIGIT];
    execution
        .threads()
        .forEach(
            workers,
            worker -> {
              for (int j = worker; j < people; j += workers) {
                execution.cancellation().checkpoint();
                count(gram, j, prefix, shift, counts[worker]);
              }
            });
    long[] total = new long[1 << DIGIT];
    IntStream.range(0, total.length)
        .forEach(
            digit -> {
              for (long[] some : counts) {
                total[digit] += some[digit];
              }
            });
    return total;
  }

  private static void count(Gram gram, int j, long prefix, int shift, long[] counts) {
    double[] norms = gram.rows().squaredNorms();
    int start = gram.products().start(j);
    double[] products = gram.products().data();
    for (int i = j + 1; i < norms.length; i++) {
      double square = Math.max(0, norms[i] + norms[j] - 2 * products[start + i]);
      long bits = Double.doubleToRawLongBits(square + 0.0);
      if (shift == Long.SIZE - DIGIT || bits >>> shift + DIGIT == prefix) {
        counts[(int) (bits >>> shift) & (1 << DIGIT) - 1]++;
      }
    }
  }
}
