package genontk.genotype;

/**
 * The number of people with each genotype at a SNP. A person of weight 2 counts as two people.
 *
 * @param none people with no copy of allele 1
 * @param one people with one copy
 * @param two people with two copies
 * @param missing people whose genotype is missing
 */
public record SnpCounts(double none, double one, double two, double missing) {

  /** Returns the number of people whose genotype is known. */
  public double observed() {
    return none + one + two;
  }

  double mean() {
    return (one + 2.0 * two) / observed();
  }

  /** Returns the sample standard deviation. */
  double sd() {
    double mean = mean();
    double squares =
        none * mean * mean + one * (1 - mean) * (1 - mean) + two * (2 - mean) * (2 - mean);
    return Math.sqrt(squares / (observed() - 1));
  }

  /**
   * Counts the people at the given rows, or returns null if a value is none of 0, 1, 2 and NaN.
   *
   * @param weights the weights of these people, or null where all are 1
   */
  static SnpCounts of(double[] values, int[] people, double[] weights) {
    double[] counts = new double[4];
    for (int k = 0; k < people.length; k++) {
      double value = values[people[k]];
      int code = value == 0 ? 0 : value == 1 ? 1 : value == 2 ? 2 : Double.isNaN(value) ? 3 : -1;
      if (code < 0) {
        return null;
      }
      counts[code] += weights == null ? 1 : weights[k];
    }
    return new SnpCounts(counts[0], counts[1], counts[2], counts[3]);
  }
}
