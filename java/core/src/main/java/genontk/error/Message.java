package genontk.error;

import java.util.Locale;

/** The text of a message or an error, the same whatever the locale. */
public final class Message {

  private Message() {}

  /**
   * Returns a text with values in it.
   *
   * @param format a text in the notation of {@link java.util.Formatter}
   * @param values the values that stand at its specifiers
   */
  public static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
