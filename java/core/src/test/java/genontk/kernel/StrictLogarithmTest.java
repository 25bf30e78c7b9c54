package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StrictLogarithmTest {

  private static void assertSame(double x) {
    assertEquals(StrictMath.log(x), StrictLogarithm.of(x), 0.0, () -> "log " + x);
  }

  @Test
  void itGivesTheBitsOfStrictMathBetweenZeroAndOne() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000_000; i++) {
      assertSame(random.nextDouble() + 0x1p-60);
    }
  }

  @Test
  void itGivesTheBitsOfStrictMathAtAnyNormalNumber() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 1_000_000; i++) {
      long exponent = 1 + random.nextInt(2046);
      assertSame(Double.longBitsToDouble(exponent << 52 | random.nextLong() >>> 12));
    }
  }

  @Test
  void itGivesTheBitsOfStrictMathAroundPowersOfTwo() {
    for (int exponent = -110; exponent <= 4; exponent++) {
      for (int step = -2000; step <= 2000; step++) {
        assertSame(Math.scalb(1 + step * 0x1p-52, exponent));
        assertSame(Math.scalb(1 + step * 0x1p-30, exponent));
        assertSame(Math.scalb(Math.sqrt(2) + step * 0x1p-30, exponent));
      }
    }
  }
}
