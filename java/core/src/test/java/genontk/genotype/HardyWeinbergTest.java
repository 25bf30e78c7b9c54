package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class HardyWeinbergTest {

  @Test
  void pIsTheSumOverNumbersThatAreAtMostAsProbable() {
    for (int people = 1; people <= 14; people++) {
      for (int one = 0; one <= people; one++) {
        for (int two = 0; one + two <= people; two++) {
          int none = people - one - two;
          assertEquals(brute(none, one, two, false), HardyWeinberg.p(none, one, two, false), 1e-14);
          assertEquals(brute(none, one, two, true), HardyWeinberg.p(none, one, two, true), 1e-14);
        }
      }
    }
  }

  @Test
  void extremesOfLargeSamplesStayNumbers() {
    assertTrue(HardyWeinberg.p(50_000, 0, 50_000, false) < 1e-300);
    assertEquals(1, HardyWeinberg.p(25_000, 50_000, 25_000, false), 1e-6);
    assertTrue(HardyWeinberg.p(0, 100_000, 0, true) < 1e-300);
  }

  @Test
  void termsThatAreLeftOutAreNotMissed() {
    int[][] counts = {
      {500, 1000, 500}, {510, 975, 515}, {1500, 460, 40}, {1700, 200, 100}, {1, 98, 1}
    };
    for (int[] c : counts) {
      for (boolean mid : new boolean[] {false, true}) {
        double exact = brute(c[0], c[1], c[2], mid);
        assertEquals(1, HardyWeinberg.p(c[0], c[1], c[2], mid) / exact, 1e-12);
      }
    }
  }

  /** Counts the ways to deal the alleles, in whole numbers. */
  private static double brute(int none, int one, int two, boolean mid) {
    int people = none + one + two;
    int alleles = 2 * two + one;
    BigInteger observed = ways(none, one, two);
    BigInteger total = BigInteger.ZERO;
    BigInteger twice = BigInteger.ZERO;
    for (int h = alleles % 2; h <= Math.min(alleles, 2 * people - alleles); h += 2) {
      int homozygotes = (alleles - h) / 2;
      BigInteger ways = ways(people - h - homozygotes, h, homozygotes);
      total = total.add(ways);
      int order = ways.compareTo(observed);
      if (order <= 0) {
        twice = twice.add(order == 0 && mid ? ways : ways.shiftLeft(1));
      }
    }
    return new BigDecimal(twice)
        .divide(new BigDecimal(total.shiftLeft(1)), MathContext.DECIMAL64)
        .doubleValue();
  }

  private static BigInteger ways(int none, int one, int two) {
    return factorial(none + one + two)
        .divide(factorial(none).multiply(factorial(one)).multiply(factorial(two)))
        .shiftLeft(one);
  }

  private static BigInteger factorial(int n) {
    BigInteger product = BigInteger.ONE;
    for (int k = 2; k <= n; k++) {
      product = product.multiply(BigInteger.valueOf(k));
    }
    return product;
  }
}
