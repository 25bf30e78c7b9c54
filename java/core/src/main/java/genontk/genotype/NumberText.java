package genontk.genotype;

import java.util.regex.Pattern;

/**
 * The numbers of text files: decimal digits with at most one point, a sign and an exponent, as R's
 * read.table and PLINK write them. Java's own parsers take more: 1D, 2f, 0x1p3 and Infinity are
 * words here, as are digits of other scripts. A number beyond the range of double is a word too.
 */
public final class NumberText {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

  private NumberText() {}

  /** Returns the number that a text writes, or NaN if it writes none. */
  public static double of(String text) {
    if (!isWritten(text)) {
      return Double.NaN;
    }
    double number = Double.parseDouble(text);
    return Double.isInfinite(number) ? Double.NaN : number;
  }

  /** Returns whether a text writes a number, of which double may not have the range. */
  static boolean isWritten(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** Returns whether a text writes a number. */
  public static boolean isNumber(String text) {
    return !Double.isNaN(of(text));
  }

  /** Returns whether a text writes a whole number of at most 18 digits, without an exponent. */
  public static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }
}
