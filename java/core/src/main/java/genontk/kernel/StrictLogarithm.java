package genontk.kernel;

/**
 * The natural logarithm with the bits of {@link StrictMath#log}, several times as fast, since that
 * one leaves Java before version 21.
 *
 * <p>The method is that of fdlibm (Sun Microsystems 1993, e_log). Let x = 2^k (1 + f), with 1 + f
 * between sqrt(1/2) and sqrt(2). Then log(1 + f) = f - s (f - R), where s = f / (2 + f) and R is a
 * polynomial in s^2. The order of the terms keeps the last digit.
 */
final class StrictLogarithm {

  private static final double LN2_HIGH = 6.93147180369123816490e-01;
  private static final double LN2_LOW = 1.90821492927058770002e-10;
  private static final double C1 = 6.666666666666735130e-01;
  private static final double C2 = 3.999999999940941908e-01;
  private static final double C3 = 2.857142874366239149e-01;
  private static final double C4 = 2.222219843214978396e-01;
  private static final double C5 = 1.818357216161805012e-01;
  private static final double C6 = 1.531383769920937332e-01;
  private static final double C7 = 1.479819860511658591e-01;

  private static final int BIAS = 1023;
  private static final int FRACTION = 0xfffff;

  /** Added to the upper bits of a fraction, this carries if the fraction is above sqrt(2). */
  private static final int ABOVE_ROOT = 0x95f64;

  /** Between these upper bits of a fraction, half of f^2 is subtracted first. */
  private static final int MIDDLE_FROM = 0x6147a;

  private static final int MIDDLE_TO = 0x6b851;

  private StrictLogarithm() {}

  /** Returns log x of a positive number x that is neither subnormal nor infinite. */
  static double of(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int upper = (int) (bits >>> 32);
    int fraction = upper & FRACTION;
    int carry = fraction + ABOVE_ROOT & FRACTION + 1;
    int exponent = (upper >> 20) - BIAS + (carry >> 20);
    long scaled = (long) (fraction | carry ^ BIAS << 20) << 32 | bits & 0xffffffffL;
    double f = Double.longBitsToDouble(scaled) - 1;
    if ((FRACTION & 2 + fraction) < 3) {
      return nearPower(f, exponent);
    }
    double s = f / (2 + f);
    double z = s * s;
    double w = z * z;
    double even = w * (C2 + w * (C4 + w * C6));
    double odd = z * (C1 + w * (C3 + w * (C5 + w * C7)));
    double r = odd + even;
    double low = exponent * LN2_LOW;
    double high = exponent * LN2_HIGH;
    if ((fraction - MIDDLE_FROM | MIDDLE_TO - fraction) > 0) {
      double half = 0.5 * f * f;
      double product = s * (half + r);
      return high - (half - (product + low) - f);
    }
    double product = s * (f - r);
    return high - (product - low - f);
  }

  /** Returns the logarithm by the first terms of its series, for |f| below 2^-20. */
  private static double nearPower(double f, int exponent) {
    double low = exponent * LN2_LOW;
    double high = exponent * LN2_HIGH;
    if (f == 0) {
      return high + low;
    }
    double r = f * f * (0.5 - 0.33333333333333333 * f);
    return high - (r - low - f);
  }
}
