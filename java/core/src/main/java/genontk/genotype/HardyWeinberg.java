package genontk.genotype;

/**
 * The exact test of Hardy-Weinberg equilibrium (Wigginton, Cutler and Abecasis 2005): given the
 * numbers of alleles, the probability of a number of heterozygotes that is as improbable as the one
 * observed or more so.
 */
public final class HardyWeinberg {

  /** Probabilities that differ by less than their rounding are equal. */
  private static final double TIE = 1 + 1e-11;

  /** What is added after the last term, relative to that of what was observed. */
  private static final double NEGLIGIBLE = 1e-17;

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
    double rareHomozygotes = (rare - one) / 2;
    double others = people - one - rareHomozygotes;
    for (double h = one; h >= 2; h -= 2) {
      double ratio = h * (h - 1) / (4 * ++rareHomozygotes * ++others);
      term *= ratio;
      total += term;
      ties += isTie(term) ? term : 0;
      less += isLess(term) ? term : 0;
      if (isLast(term, ratio)) {
        break;
      }
    }
    term = 1;
    rareHomozygotes = (rare - one) / 2;
    others = people - one - rareHomozygotes;
    for (double h = one; h <= rare - 2; h += 2) {
      double ratio = 4 * rareHomozygotes-- * others-- / ((h + 2) * (h + 1));
      term *= ratio;
      total += term;
      ties += isTie(term) ? term : 0;
      less += isLess(term) ? term : 0;
      if (isLast(term, ratio)) {
        break;
      }
    }
    return Math.min(1, (less + (mid ? ties / 2 : ties)) / total);
  }

  private static boolean isTie(double ratio) {
    return ratio <= TIE && ratio >= 1 / TIE;
  }

  private static boolean isLess(double ratio) {
    return ratio < 1 / TIE;
  }

  /** Ratios fall, so that what follows is less than a geometric series; past infinity all is 0. */
  private static boolean isLast(double term, double ratio) {
    return term * ratio < NEGLIGIBLE * (1 - ratio) || term == Double.POSITIVE_INFINITY;
  }
}
