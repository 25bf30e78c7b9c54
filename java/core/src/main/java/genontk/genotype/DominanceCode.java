package genontk.genotype;

/**
 * The dominance deviations of a SNP whose counted allele has the frequency f (Vitezica, Varona and
 * Legarra 2013): -2f^2, 2f(1 - f) and -2(1 - f)^2 for 0, 1 and 2 copies.
 *
 * <p>Under Hardy-Weinberg equilibrium they have mean 0, variance (2f(1 - f))^2 and no correlation
 * with the number of copies. They are the same whichever allele is counted.
 *
 * @param none the code of 0 copies
 * @param one the code of 1 copy
 * @param two the code of 2 copies
 */
record DominanceCode(double none, double one, double two) {

  /** Returns the codes at a frequency. */
  static DominanceCode at(double frequency) {
    double other = 1 - frequency;
    return new DominanceCode(-2 * frequency * frequency, 2 * frequency * other, -2 * other * other);
  }

  /** Returns the codes divided by a number. */
  DominanceCode dividedBy(double divisor) {
    return new DominanceCode(none / divisor, one / divisor, two / divisor);
  }

  /**
   * Returns the code of a number of copies or of a dosage. A dosage of 1.3 counts as a person who
   * has one copy with probability 0.7 and two copies with probability 0.3.
   */
  double of(double copies) {
    return copies <= 1 ? none + copies * (one - none) : one + (copies - 1) * (two - one);
  }

  /** Returns the sample standard deviation of the codes of some people. */
  double sd(SnpCounts counts) {
    double observed = counts.observed();
    double mean = (counts.none() * none + counts.one() * one + counts.two() * two) / observed;
    double squares =
        counts.none() * square(none - mean)
            + counts.one() * square(one - mean)
            + counts.two() * square(two - mean);
    return Math.sqrt(squares / (observed - 1));
  }

  /**
   * Returns the sample standard deviation of the codes of the given people, NaN left out.
   *
   * @param weights the weights of these people, or null where all are 1
   */
  double sd(double[] copies, int[] people, double[] weights) {
    double observed = 0;
    double mean = 0;
    double squares = 0;
    for (int k = 0; k < people.length; k++) {
      double value = copies[people[k]];
      double weight = weights == null ? 1 : weights[k];
      if (!Double.isNaN(value) && weight > 0) {
        double difference = of(value) - mean;
        observed += weight;
        mean += weight * difference / observed;
        squares += weight * difference * (of(value) - mean);
      }
    }
    return Math.sqrt(squares / (observed - 1));
  }

  private static double square(double x) {
    return x * x;
  }
}
