package genontk.kernel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The recursion of the neural tangent kernel in 60 decimal digits, from its definition. */
final class Precise {

  private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);
  private static final BigDecimal TINY = new BigDecimal("1e-70");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** Machin's formula. */
  static final BigDecimal PI =
      BigDecimal.valueOf(16)
          .multiply(arcTangentOfInverse(5))
          .subtract(BigDecimal.valueOf(4).multiply(arcTangentOfInverse(239)), DIGITS);

  private Precise() {}

  private static BigDecimal arcTangentOfInverse(int n) {
    BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), DIGITS);
    BigDecimal square = BigDecimal.valueOf((long) n * n);
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 1; power.compareTo(TINY) > 0; k += 2) {
      BigDecimal term = power.divide(BigDecimal.valueOf(k), DIGITS);
      sum = k % 4 == 1 ? sum.add(term, DIGITS) : sum.subtract(term, DIGITS);
      power = power.divide(square, DIGITS);
    }
    return sum;
  }

  private static BigDecimal sine(BigDecimal x) {
    return series(x, x, 2);
  }

  static BigDecimal cosine(BigDecimal x) {
    return series(x, BigDecimal.ONE, 1);
  }

  private static BigDecimal series(BigDecimal x, BigDecimal first, int from) {
    BigDecimal square = x.multiply(x, DIGITS).negate();
    BigDecimal term = first;
    BigDecimal sum = first;
    for (int k = from; term.abs().compareTo(TINY) > 0; k += 2) {
      term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf((long) k * (k + 1)), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** Returns acos u = 2 asin sqrt((1 - u) / 2), by Newton's method on the sine. */
  static BigDecimal arcCosine(BigDecimal u) {
    BigDecimal half = BigDecimal.ONE.subtract(u).divide(TWO, DIGITS).max(BigDecimal.ZERO);
    BigDecimal sine = half.min(BigDecimal.ONE).sqrt(DIGITS);
    if (sine.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (sine.compareTo(BigDecimal.ONE) == 0) {
      return PI;
    }
    BigDecimal x = new BigDecimal(Math.asin(sine.doubleValue()));
    for (int k = 0; k < 5; k++) {
      x = x.subtract(sine(x).subtract(sine).divide(cosine(x), DIGITS), DIGITS);
    }
    return x.multiply(TWO);
  }

  /** Returns t_L / (L + 1) at rho = cos theta. */
  static BigDecimal neuralTangent(BigDecimal rho, int depth) {
    BigDecimal s = rho;
    BigDecimal t = rho;
    for (int layer = 1; layer <= depth; layer++) {
      BigDecimal left = PI.subtract(arcCosine(s));
      BigDecimal root = BigDecimal.ONE.subtract(s.multiply(s)).max(BigDecimal.ZERO).sqrt(DIGITS);
      s = s.multiply(left).add(root).divide(PI, DIGITS);
      t = s.add(t.multiply(left).divide(PI, DIGITS), DIGITS);
    }
    return t.divide(BigDecimal.valueOf(depth + 1), DIGITS);
  }

  /** Returns s_L, kappa1 applied L times. */
  static BigDecimal activation(BigDecimal rho, int depth) {
    BigDecimal s = rho;
    for (int layer = 1; layer <= depth; layer++) {
      BigDecimal root = BigDecimal.ONE.subtract(s.multiply(s)).max(BigDecimal.ZERO).sqrt(DIGITS);
      s = s.multiply(PI.subtract(arcCosine(s))).add(root).divide(PI, DIGITS);
    }
    return s;
  }

  /** Returns the kernel at an angle. */
  static BigDecimal atAngle(double theta, int depth) {
    return neuralTangent(cosine(new BigDecimal(theta)), depth);
  }

  /** Returns the cosine of two vectors of doubles. */
  static BigDecimal correlation(double[] x, double[] y) {
    BigDecimal xx = BigDecimal.ZERO;
    BigDecimal xy = BigDecimal.ZERO;
    BigDecimal yy = BigDecimal.ZERO;
    for (int k = 0; k < x.length; k++) {
      BigDecimal a = new BigDecimal(x[k]);
      BigDecimal b = new BigDecimal(y[k]);
      xx = xx.add(a.multiply(a));
      xy = xy.add(a.multiply(b));
      yy = yy.add(b.multiply(b));
    }
    return xy.divide(xx.multiply(yy).sqrt(DIGITS), DIGITS);
  }
}
