package genontk.genotype;

/**
 * The exact test of Hardy-Weinberg equilibrium (Wigginton, Cutler and Abecasis 2005). Its p value
 * is the probability, given the numbers of alleles, of all numbers of heterozygotes that are at
 * most as probable as the observed one.
 */
public final class HardyWeinberg {

  /** Probabilities that differ by less than their rounding are equal. */
  private static final double TIE = 1 + 1e-11;

  /** A bound on the sum of the terms left out, relative to the term of the observed number. */
  private static final double NEGLIGIBLE = 1e-17;

  /** The number of terms between two checks for the last; terms past the end are zero. */
  private static final int AT_ONCE = 4;

  private HardyWeinberg() {}

  /**
   * Returns the p value of the test.
   *
   * @param none the number of people without allele 1
   * @param one the number of heterozygotes
   * @param two the number of people with two copies of allele 1
   * @param mid whether numbers of heterozygotes as probable as the observed one count half
   *     (Graffelman and Moreno 2013)
   */
  public static double p(double none, double one, double two, boolean mid) {
    double people = none + one + two;
    double rare = Math.min(2 * none + one, 2 * two + one);
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
   * Sums of probabilities, relative to that of the observed number, whose term is therefore exactly
   * 1.
   */
  private static final class Sums {

    private double total = 1;
    private double ties = 1;
    private double less;

    /** Adds a term that may be larger than the observed number's, equal or smaller. */
    private void add(double term) {
      total += term;
      ties += isTie(term) ? term : 0;
      less += isLess(term) ? term : 0;
    }

    /** Adds terms that are all smaller than the observed number's. */
    private void addTail(double tail) {
      total += tail;
      less += tail;
    }
  }

  /** Adds the terms of fewer heterozygotes, which fall beyond the mode. */
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

  /** Returns whether all following terms are smaller than the observed number's. */
  private static boolean isFalling(double term, double ratio) {
    return ratio < 1 && isLess(term) || term == Double.POSITIVE_INFINITY;
  }

  private static boolean isTie(double ratio) {
    return ratio <= TIE && ratio >= 1 / TIE;
  }

  private static boolean isLess(double ratio) {
    return ratio < 1 / TIE;
  }

  /**
   * Returns whether the following terms are negligible. Their sum is below a geometric series,
   * since ratios fall; after an infinite term the p value is 0.
   */
  private static boolean isLast(double term, double ratio) {
    return term * ratio < NEGLIGIBLE * (1 - ratio) || term == Double.POSITIVE_INFINITY;
  }
}
