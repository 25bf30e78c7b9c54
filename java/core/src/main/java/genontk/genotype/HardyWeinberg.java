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

  /** Terms between two looks at whether they are the last; past the end of all they are zero. */
  private static final int AT_ONCE = 4;

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
    Sums sums = new Sums();
    double homozygotes = (rare - one) / 2;
    double others = people - one - homozygotes;
    fewer(one, homozygotes, others, sums);
    more(one, rare, homozygotes, others, sums);
    return Math.min(1, (sums.less + (mid ? sums.ties / 2 : sums.ties)) / sums.total);
  }

  /**
   * Sums of probabilities relative to that of what was observed, which they therefore hold exactly.
   */
  private static final class Sums {

    private double total = 1;
    private double ties = 1;
    private double less;

    /** Adds the probability of a number that is not beyond all that are as improbable. */
    private void add(double term) {
      total += term;
      ties += isTie(term) ? term : 0;
      less += isLess(term) ? term : 0;
    }

    /** Adds those of numbers that are all less probable. */
    private void addTail(double tail) {
      total += tail;
      less += tail;
    }
  }

  /** Adds the terms of fewer heterozygotes: at last, from the mode on, they fall. */
  private static void fewer(double one, double homozygotes, double others, Sums sums) {
    double term = 1;
    double ratio = 1;
    double rare = homozygotes;
    double common = others;
    double h = one;
    for (; h >= 2 && !isFalling(term, ratio); h -= 2) {
      ratio = h * (h - 1) / (4 * ++rare * ++common);
      term *= ratio;
      sums.add(term);
    }
    double tail = 0;
    while (h >= 2 && !isLast(term, ratio)) {
      for (int k = 0; k < AT_ONCE; k++) {
        ratio = h * (h - 1) / (4 * ++rare * ++common);
        term *= ratio;
        tail += term;
        h -= 2;
      }
    }
    sums.addTail(tail);
  }

  /** Adds the terms of more heterozygotes. */
  private static void more(double one, double most, double homozygotes, double others, Sums sums) {
    double term = 1;
    double ratio = 1;
    double rare = homozygotes;
    double common = others;
    double h = one;
    for (; h <= most - 2 && !isFalling(term, ratio); h += 2) {
      ratio = 4 * rare-- * common-- / ((h + 2) * (h + 1));
      term *= ratio;
      sums.add(term);
    }
    double tail = 0;
    while (h <= most - 2 && !isLast(term, ratio)) {
      for (int k = 0; k < AT_ONCE; k++) {
        ratio = 4 * rare-- * common-- / ((h + 2) * (h + 1));
        term *= ratio;
        tail += term;
        h += 2;
      }
    }
    sums.addTail(tail);
  }

  /** Returns whether all that follows is less probable than what was observed. */
  private static boolean isFalling(double term, double ratio) {
    return ratio < 1 && isLess(term) || term == Double.POSITIVE_INFINITY;
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
