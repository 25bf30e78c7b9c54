package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import java.util.Arrays;

/**
 * How often each pair of training people counts among the pairs of their copies, in whole units.
 * Sums of whole numbers do not depend on their order, and so not on the number of threads.
 */
final class PairWeights {

  /** Number of binary digits of the sum of all pairs, below the 63 of a long. */
  private static final int DIGITS = 60;

  private final double[] weights;
  private final double unit;
  private final long total;

  private PairWeights(double[] weights, double unit, long total) {
    this.weights = weights;
    this.unit = unit;
    this.total = total;
  }

  /** Returns the weights of pairs of people: 1 where people have no weights. */
  static PairWeights of(StandardizedGenotypes x) {
    double[] weights = x.weights();
    long people = x.people();
    if (weights == null) {
      return new PairWeights(null, 1, people * (people - 1) / 2);
    }
    double sum = Arrays.stream(weights).sum();
    // A power of two, so that whole weights stay exact.
    double unit = Math.scalb(1.0, DIGITS - 2 * (Math.getExponent(sum) + 1));
    PairWeights pairs = new PairWeights(weights, unit, 0);
    long total = 0;
    for (int j = 0; j < people; j++) {
      total += pairs.ofCopies(j);
      for (int i = j + 1; i < people; i++) {
        total += pairs.ofPair(i, j);
      }
    }
    return new PairWeights(weights, unit, total);
  }

  /** Returns the sum over all pairs. */
  long total() {
    return total;
  }

  /** Returns w_i w_j. */
  long ofPair(int i, int j) {
    return weights == null ? 1 : Math.round(weights[i] * weights[j] * unit);
  }

  /** Returns w_j (w_j - 1) / 2, or 0 where w_j is below 1: pairs of copies of one person. */
  long ofCopies(int j) {
    return weights == null || weights[j] < 1
        ? 0
        : Math.round(weights[j] * (weights[j] - 1) / 2 * unit);
  }
}
