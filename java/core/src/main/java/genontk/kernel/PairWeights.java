package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import java.util.Arrays;

/**
 * How often each pair of training people counts among the pairs of their copies, in whole units.
 * Sums of whole numbers do not depend on their order, and so not on the number of threads.
 */
final class PairWeights {

  /** Number of binary digits of the sum of all weights. Their product fits into a long. */
  private static final int DIGITS = 30;

  /** The weights times a power of two, so that whole weights stay exact; null where all are 1. */
  private final double[] weights;

  private final double one;
  private final long total;

  private PairWeights(double[] weights, double one, int people) {
    this.weights = weights;
    this.one = one;
    long sum = weights == null ? people * (people - 1L) / 2 : 0;
    for (int j = 0; weights != null && j < people; j++) {
      sum += ofCopies(j);
      for (int i = j + 1; i < people; i++) {
        sum += ofPair(i, j);
      }
    }
    this.total = sum;
  }

  /** Returns the weights of pairs of people: 1 where people have no weights. */
  static PairWeights of(StandardizedGenotypes x) {
    int people = x.people();
    if (x.weights() == null) {
      return new PairWeights(null, 1, people);
    }
    double largest = Arrays.stream(x.weights()).max().orElseThrow();
    int digits =
        Math.getExponent(largest) + 1 + Integer.SIZE - Integer.numberOfLeadingZeros(people);
    int shift = DIGITS - digits;
    double[] weights =
        Arrays.stream(x.weights()).map(weight -> Math.scalb(weight, shift)).toArray();
    return new PairWeights(weights, Math.scalb(1.0, shift), people);
  }

  /** Returns the sum over all pairs. */
  long total() {
    return total;
  }

  /** Returns w_i w_j. */
  long ofPair(int i, int j) {
    return weights == null ? 1 : Math.round(weights[i] * weights[j]);
  }

  /** Returns w_j (w_j - 1) / 2, or 0 where w_j is below 1: pairs of copies of one person. */
  long ofCopies(int j) {
    return weights == null || weights[j] < one
        ? 0
        : Math.round(weights[j] * (weights[j] - one) / 2);
  }
}
