package genontk.genotype;

/**
 * Splits a text into lines and words. Blanks and control characters separate words, as in PLINK;
 * lines end as in {@link String#lines()}. A word that equals the one above it in the same column is
 * the same object, which saves memory for chromosomes and alleles.
 */
final class TextWords {

  private final String text;
  private final String[] row;
  private int at;
  private int line;
  private int count;

  /**
   * Starts before the first line of a text.
   *
   * @param columns the number of words that are kept per line
   */
  TextWords(String text, int columns) {
    this.text = text;
    this.row = new String[columns];
  }

  /** Moves to the next line and returns whether there is one. */
  boolean nextLine() {
    if (at >= text.length()) {
      return false;
    }
    line++;
    count = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c > ' ') {
        word();
      } else {
        at++;
        if (c == '\n' || c == '\r') {
          at += c == '\r' && at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
          return true;
        }
      }
    }
    return true;
  }

  private void word() {
    int start = at;
    while (at < text.length() && text.charAt(at) > ' ') {
      at++;
    }
    if (count < row.length) {
      String before = row[count];
      boolean same =
          before != null && before.length() == at - start && text.startsWith(before, start);
      row[count] = same ? before : text.substring(start, at);
    }
    count++;
  }

  /** Returns the number of words in the line. */
  int count() {
    return count;
  }

  /** Returns the number of the line, from 1. */
  int line() {
    return line;
  }

  /** Returns the kept words of the line, in the same array for all lines. */
  String[] row() {
    return row;
  }
}
