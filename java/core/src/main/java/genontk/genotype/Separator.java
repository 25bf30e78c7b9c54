package genontk.genotype;

import java.util.ArrayList;
import java.util.List;

/**
 * What separates the cells of a line. A cell may stand in double quotes; in these a quote is
 * written twice or after a backslash. Blanks around a cell do not count.
 */
enum Separator {
  TAB,
  COMMA,
  SEMICOLON,
  /** Any number of blanks and tabs. */
  SPACE;

  /** Returns the cells of a line, or null if a quote is left open or a quoted cell goes on. */
  String[] split(String line) {
    List<String> cells = new ArrayList<>();
    int at = afterBlanks(line, 0);
    boolean more = this != SPACE || at < line.length();
    while (more) {
      boolean quotes = isQuote(line, at);
      StringBuilder quoted = quotes ? new StringBuilder() : null;
      int end = quotes ? endOfQuoted(line, at, quoted) : endOfPlain(line, at);
      if (end < 0) {
        return null;
      }
      cells.add(quotes ? quoted.toString() : line.substring(at, end).stripTrailing());
      end = afterBlanks(line, end);
      boolean separated = end < line.length() && (this == SPACE || ends(line.charAt(end)));
      if (end < line.length() && !separated) {
        return null;
      }
      at = this == SPACE ? end : afterBlanks(line, end + 1);
      more = this == SPACE ? at < line.length() : separated;
    }
    return cells.toArray(String[]::new);
  }

  private static boolean isQuote(String line, int at) {
    return at < line.length() && line.charAt(at) == '"';
  }

  private int afterBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Returns whether a character may stand beside a cell. */
  private boolean isBlank(char c) {
    return c <= ' ' && (this != TAB || c != '\t');
  }

  /** Returns whether a character ends a cell. */
  private boolean ends(char c) {
    return switch (this) {
      case TAB -> c == '\t';
      case COMMA -> c == ',';
      case SEMICOLON -> c == ';';
      case SPACE -> c <= ' ';
    };
  }

  private int endOfPlain(String line, int from) {
    int at = from;
    while (at < line.length() && !ends(line.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Adds what stands in quotes and returns the place after them, or -1 if they do not end. */
  private int endOfQuoted(String line, int from, StringBuilder quoted) {
    for (int at = from + 1; at < line.length(); at++) {
      char c = line.charAt(at);
      boolean escapes = isQuote(line, at + 1) && (c == '\\' || c == '"');
      if (escapes) {
        at++;
        quoted.append('"');
      } else if (c == '"') {
        boolean end = this != SPACE || at + 1 == line.length() || ends(line.charAt(at + 1));
        return end ? at + 1 : -1;
      } else {
        quoted.append(c);
      }
    }
    return -1;
  }
}
