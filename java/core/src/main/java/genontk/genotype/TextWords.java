package genontk.genotype;

/**
 * The words of a text, line by line: separated by blanks and control characters, as PLINK does it;
 * lines end as in {@link String#lines()}. A word that stands in the line before too, in the same
 * column, is the same object: of chromosomes and alleles there are few.
 */
final class TextWords {

  private final String text;
  private final String[] row;
  private int at;
  private int line;
  private int count;

  /**
   * Begins before the first line.
   *
   * @param columns how many words of a line are kept
   */
  TextWords(String text, int columns) {
    this.text = text;
    this.row = new String[columns];
  }

  /** Goes on to the next line; returns whether there is one. */
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

  /** Returns how many words the line has. */
  int count() {
    return count;
  }

  /** Returns the number of the line, from 1. */
  int line() {
    return line;
  }

  /** Returns the words of the line, as many as are kept, in an array that serves all lines. */
  String[] row() {
    return row;
  }
}
