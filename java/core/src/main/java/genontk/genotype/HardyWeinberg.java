package genontk.genotype;

/**
 * The exact test of Hardy-Weinberg equilibrium (Wigginton, Cutler and Abecasis 2005): given the
 * numbers of alleles, the probability of a number of heterozygotes that is as improbable as the one
 * observed or more so.
 */
public final class HardyWeinberg {

  /** Probabilities that differ by less than their rounding are equal. */
  private static final double TIE = 1 + 1e-11;

  private HardyWeinberg() {}

  /**
   * Returns the p value.
   *
   * @param none people without allele 1
   * @param one heterozygotes
   * @param two people with two copies
   * @param mid whether numbers as improbable as the observed one count by half (Graffelman and
   *     Moreno 2013)
   */
  public static double p(int none, int one, int two, boolean mid) {
    int people = none + one + two;
    int rare = Math.min(2 * none + one, 2 * two + one);
    if (rare == 0) {
      return mid && people > 0 ? 0.5 : 1;
    }
    // Relative to the probability of what was observed, which the sums therefore hold exactly.
    double total = 1;
    double ties = 1;
    double less = 0;
    double term = 1;
    for (int h = one; h >= 2; h -= 2) {
      double rareHomozygotes = (rare - h) / 2.0;
      double others = people - h - rareHomozygotes;
      term *= h * (h - 1.0) / (4 * (rareHomozygotes + 1) * (others + 1));
      if (Double.isInfinite(total += term)) {
        return 0;
      }
      ties += isTie(term) ? term : 0;
      less += isLess(term) ? term : 0;
    }
    term = 1;
    for (int h = one; h <= rare - 2; h += 2) {
      double rareHomozygotes = (rare - h) / 2.0;
      double others = people - h - rareHomozygotes;
      term *= 4 * rareHomozygotes * others / ((h + 2.0) * (h + 1.0));
      if (Double.isInfinite(total += term)) {
        return 0;
      }
      ties += isTie(term) ? term : 0;
      less += isLess(term) ? term : 0;
    }
    return Math.min(1, (less + (mid ? ties / 2 : ties)) / total);
  }

  private static boolean isTie(double ratio) {
    return ratio <= TIE && ratio >= 1 / TIE;
  }

  private static boolean isLess(double ratio) {
    return ratio < 1 / TIE;
  }
}
