package genontk.kernel;

import genontk.error.InvalidInput;
import genontk.run.Execution;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The two middle squared distances of all pairs of training people; both are the same if the number
 * of pairs is odd.
 *
 * <p>A pair of people of weights w_i and w_j counts w_i w_j times, as the copies of two rows would.
 * Copies of one person have the distance 0: w_i (w_i - 1) / 2 pairs where w_i is above 1.
 *
 * <p>They are exact. Each pass counts the distances by their next 16 bits, since nonnegative
 * doubles have the order of their bits. Nothing of the size of the kernel is kept.
 *
 * @param lower the lower squared distance
 * @param upper the upper squared distance
 */
record MedianDistance(double lower, double upper) {

  private static final int BITS_PER_PASS = 16;

  /** Squared distance over squared norms below which two people are the same but for rounding. */
  private static final double ROUNDING = 1e-12;

  /**
   * Finds the two distances.
   *
   * @param gram the inner products of the training people (n x n, lower triangle)
   * @throws InvalidInput if there are fewer than two people, or half of the pairs are duplicates
   */
  static MedianDistance of(Gram gram, Execution execution) {
    int people = gram.products().columns();
    if (people < 2) {
      throw InvalidInput.of(
          "A kernel of distances was asked for with %s person; give at least two, from whose"
              + " distance it takes its scale.",
          people);
    }
    PairWeights weights = PairWeights.of(gram.columns().genotypes());
    long pairs = weights.total();
    double lower = ofRank((pairs - 1) / 2, gram, weights, execution);
    double upper = pairs % 2 == 1 ? lower : next(lower, pairs / 2, gram, weights, execution);
    if (lower == 0) {
      throw new InvalidInput(
          "Half of the pairs of people have the same genotypes, so that their median distance,"
              + " which scales the kernel, is 0. Give more SNPs, or use another kernel.");
    }
    return new MedianDistance(lower, upper);
  }

  /** Returns the squared distance of a rank, which counts from 0. */
  private static double ofRank(long rank, Gram gram, PairWeights weights, Execution execution) {
    long prefix = 0;
    long before = rank;
    for (int shift = Long.SIZE - BITS_PER_PASS; shift >= 0; shift -= BITS_PER_PASS) {
      long[] counts = count(gram, weights, prefix, shift, execution);
      int digit = 0;
      while (before >= counts[digit]) {
        before -= counts[digit++];
      }
      prefix = prefix << BITS_PER_PASS | digit;
    }
    return Double.longBitsToDouble(prefix);
  }

  /** Returns the squared distance of a rank, given that of the rank below. */
  private static double next(
      double known, long rank, Gram gram, PairWeights weights, Execution execution) {
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
              notAbove[j] = weights.ofCopies(j);
              for (int i = j + 1; i < people; i++) {
                double square = square(gram, i, j);
                if (square <= known) {
                  notAbove[j] += weights.ofPair(i, j);
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
    double norms = gram.rows().squaredNorms()[i] + gram.rows().squaredNorms()[j];
    double square = norms - 2 * gram.products().get(i, j);
    return square > ROUNDING * norms ? square : 0;
  }

  /** Counts the distances that begin with a prefix by their next bits. */
  private static long[] count(
      Gram gram, PairWeights weights, long prefix, int shift, Execution execution) {
    int people = gram.products().columns();
    int workers = Math.min(people, execution.threads().count());
    long[][] counts = new long[workers][1 << BITS_PER_PASS];
    execution
        .threads()
        .forEach(
            workers,
            worker -> {
              for (int j = worker; j < people; j += workers) {
                execution.cancellation().checkpoint();
                count(gram, weights, j, prefix, shift, counts[worker]);
              }
            });
    long[] total = new long[1 << BITS_PER_PASS];
    IntStream.range(0, total.length)
        .forEach(
            digit -> {
              for (long[] some : counts) {
                total[digit] += some[digit];
              }
            });
    return total;
  }

  private static void count(
      Gram gram, PairWeights weights, int j, long prefix, int shift, long[] counts) {
    counts[0] += prefix == 0 ? weights.ofCopies(j) : 0;
    for (int i = j + 1; i < gram.products().rows(); i++) {
      long bits = Double.doubleToRawLongBits(square(gram, i, j));
      if (shift == Long.SIZE - BITS_PER_PASS || bits >>> shift + BITS_PER_PASS == prefix) {
        counts[(int) (bits >>> shift) & (1 << BITS_PER_PASS) - 1] += weights.ofPair(i, j);
      }
    }
  }
}
