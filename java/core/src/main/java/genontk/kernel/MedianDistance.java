package genontk.kernel;

import genontk.error.InvalidInput;
import genontk.run.Execution;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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
      throw InvalidInput.of(
          "A kernel of distances was asked for with %s person; give at least two, from whose"
              + " distance it takes its scale.",
          people);
    }
    double lower = ofRank((pairs - 1) / 2, gram, execution);
    double upper = pairs % 2 == 1 ? lower : next(lower, pairs / 2, gram, execution);
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

  /** Returns the distance of a rank, one above that of which the distance is known. */
  private static double next(double known, long rank, Gram gram, Execution execution) {
    int people = gram.products().columns();
    long[] notAbove = new long[people];
    double[] least = new double[people];
    execution
        .threads()
        .forEach(
            people,
            j -> {
              execution.cancellation().checkpoint();
              least[j] = Double.POSITIVE_INFINITY;
              for (int i = j + 1; i < people; i++) {
                double square = square(gram, i, j);
                if (square <= known) {
                  notAbove[j]++;
                } else {
                  least[j] = Math.min(least[j], square);
                }
              }
            });
    return LongStream.of(notAbove).sum() > rank
        ? known
        : DoubleStream.of(least).min().orElseThrow();
  }

  private static double square(Gram gram, int i, int j) {
    double[] norms = gram.rows().squaredNorms();
    return Math.max(0, norms[i] + norms[j] - 2 * gram.products().get(i, j));
  }

  /** Counts the next digit of the distances that begin with the prefix. */
  private static long[] count(Gram gram, long prefix, int shift, Execution execution) {
    int people = gram.products().columns();
    int workers = Math.min(people, execution.threads().count());
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
    for (int i = j + 1; i < gram.products().rows(); i++) {
      long bits = Double.doubleToRawLongBits(square(gram, i, j));
      if (shift == Long.SIZE - DIGIT || bits >>> shift + DIGIT == prefix) {
        counts[(int) (bits >>> shift) & (1 << DIGIT) - 1]++;
      }
    }
  }
}
