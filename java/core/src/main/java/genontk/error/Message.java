package genontk.error;

import java.util.Locale;

/** The text of a message or an error, which does not depend on the locale. */
public final class Message {

  private Message() {}

  /**
   * Returns a text that holds values.
   *
   * @param format a text in the notation of {@link java.util.Formatter}
   * @param values the values of the specifiers, in their order
   */
  public static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
