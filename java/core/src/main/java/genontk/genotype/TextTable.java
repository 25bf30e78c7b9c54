package genontk.genotype;

import genontk.error.InvalidInput;
import genontk.error.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The lines of a text table as cells. What separates cells, a tab, a comma, a semicolon or white
 * space, is what gives every line the same number of them. Blank lines and lines that begin with #
 * are left out.
 *
 * @param header the header, or null
 * @param rows the other lines, with equally many cells
 * @param notes notes for the user
 */
record TextTable(TableHeader header, List<Row> rows, List<String> notes) {

  /**
   * A line.
   *
   * @param line its number in the file, from 1
   */
  record Row(int line, String[] cells) {}

  private record Line(int number, String text) {}

  /**
   * Reads a file.
   *
   * @param separators those that are allowed, the likeliest first
   * @param widths what to say of lines with other numbers of cells
   * @throws InvalidInput if it cannot be read, is empty, or its lines have different numbers of
   *     cells
   */
  static TextTable read(Path file, List<Separator> separators, String widths) {
    List<Line> lines = new ArrayList<>();
    List<Line> comments = new ArrayList<>();
    int number = 0;
    for (String text : TextLines.read(file)) {
      number++;
      String stripped = text.trim();
      boolean comment = stripped.startsWith("#") && !isHeader(stripped);
      if (!stripped.isEmpty()) {
        (comment ? comments : lines).add(new Line(number, text));
      }
    }
    if (lines.isEmpty()) {
      throw InvalidInput.of("'%s' is empty; it should hold FID, IID and columns.", file);
    }
    TextTable table = separated(file, lines, separators, widths);
    table.refuseRepeatedHeader(file);
    table.refuseLostHeader(file, comments);
    int above = lines.get(0).number();
    comments.removeIf(comment -> comment.number() < above);
    return comments.isEmpty() ? table : table.withNote(file, comments);
  }

  /** Returns whether a line that begins with # is a header; one of words may begin with "# ID". */
  private static boolean isHeader(String text) {
    return Arrays.stream(Separator.values())
        .map(separator -> header(separator, text))
        .anyMatch(
            header ->
                header != null
                    && (text.charAt(1) > ' ' || header.names().get(header.iid()).length() > 2));
  }

  /** Returns the header in a line, or null. The # before it may stand apart. */
  private static TableHeader header(Separator separator, String text) {
    String bare = text.strip();
    String[] cells =
        separator.split(bare.startsWith("#") ? bare.substring(1).stripLeading() : text);
    return cells == null ? null : TableHeader.of(withoutBlankEnd(cells));
  }

  private static String[] withoutBlankEnd(String[] cells) {
    int length = cells.length;
    while (length > 0 && cells[length - 1].isEmpty()) {
      length--;
    }
    return Arrays.copyOf(cells, length);
  }

  /** Splits the lines by the first separator that suits all of them. */
  private static TextTable separated(
      Path file, List<Line> lines, List<Separator> separators, String widths) {
    InvalidInput reason = null;
    String first = lines.get(0).text();
    boolean headed = separators.stream().anyMatch(one -> header(one, first) != null);
    for (Separator separator : separators) {
      TableHeader header = header(separator, first);
      if (headed == (header == null)) {
        continue;
      }
      try {
        TextTable table = split(file, lines, separator, header, widths);
        if (headed || table.isOfPeople(separator)) {
          return table;
        }
      } catch (InvalidInput e) {
        reason = reason == null ? e : reason;
      }
    }
    throw reason != null
        ? reason
        : InvalidInput.of(
            "'%s' does not begin with FID and IID in line %d; its first two columns name the"
                + " people, or a header names a column IID. White space, tabs, commas or semicolons"
                + " stand between cells.",
            file, lines.get(0).number());
  }

  /** Returns whether the table has two columns for people, without blanks inside. */
  private boolean isOfPeople(Separator separator) {
    return !rows.isEmpty()
        && rows.get(0).cells().length > 1
        && (separator == Separator.SPACE
            || rows.stream()
                .allMatch(row -> !hasBlank(row.cells()[0]) && !hasBlank(row.cells()[1])));
  }

  private static boolean hasBlank(String cell) {
    return cell.chars().anyMatch(c -> c <= ' ');
  }

  private static TextTable split(
      Path file, List<Line> lines, Separator separator, TableHeader header, String widths) {
    List<Row> rows = new ArrayList<>(lines.size());
    int width = header == null ? -1 : header.names().size();
    boolean numbered = header != null;
    for (Line line : header == null ? lines : lines.subList(1, lines.size())) {
      String[] cells = separator.split(line.text());
      if (cells == null) {
        throw InvalidInput.of(
            "'%s' has a double quote in line %d that does not end where its cell ends.",
            file, line.number());
      }
      if (Arrays.stream(cells).allMatch(String::isEmpty)) {
        continue;
      }
      width = width < 0 ? cells.length : width;
      numbered &= cells.length == width + 1 && !cells[width].isEmpty();
      rows.add(new Row(line.number(), cells));
    }
    if (numbered && !rows.isEmpty()) {
      throw InvalidInput.of(
          "'%s' has one column more than its header names; if R's write.table() wrote it, write it"
              + " with row.names = FALSE.",
          file);
    }
    width = header == null ? withoutBlankColumns(rows, width) : width;
    for (int i = 0; i < rows.size(); i++) {
      rows.set(i, fitted(file, rows.get(i), width, widths));
    }
    return new TextTable(header, rows, List.of());
  }

  /** Returns the width without columns at the end that are blank in every row. */
  private static int withoutBlankColumns(List<Row> rows, int width) {
    int widest = rows.stream().mapToInt(row -> withoutBlankEnd(row.cells()).length).max().orElse(0);
    return Math.min(width, widest);
  }

  /** Returns a row without blank cells after its last column. */
  private static Row fitted(Path file, Row row, int width, String widths) {
    String[] cells = row.cells();
    boolean blank = Arrays.stream(cells).skip(width).allMatch(String::isEmpty);
    if (cells.length < width || !blank) {
      throw InvalidInput.of(
          "'%s' has %d columns in line %d; allowed are %s.",
          file, cells.length, row.line(), Message.of(widths, width));
    }
    return cells.length == width ? row : new Row(row.line(), Arrays.copyOf(cells, width));
  }

  private void refuseRepeatedHeader(Path file) {
    for (Row row : rows) {
      TableHeader repeated = TableHeader.of(row.cells());
      if (repeated != null && (repeated.iid() < 2 || repeated.equals(header))) {
        throw InvalidInput.of(
            "'%s' has a header in line %d, below people; give one file for each header.",
            file, row.line());
      }
    }
  }

  /** Refuses a line above the people that begins with # and has a name for each of the columns. */
  private void refuseLostHeader(Path file, List<Line> comments) {
    for (Line comment : header == null && !rows.isEmpty() ? comments : List.<Line>of()) {
      String[] words = comment.text().strip().substring(1).strip().split("\\s*[\t,;]\\s*|\\s+");
      if (comment.number() < rows.get(0).line() && words.length == rows.get(0).cells().length) {
        throw TableHeader.refused(file, new Row(comment.number(), words));
      }
    }
  }

  private TextTable withNote(Path file, List<Line> comments) {
    return new TextTable(
        header,
        rows,
        List.of(
            Message.of(
                "'%s': line %d begins with # and is left out as a comment (such lines: %d).",
                file, comments.get(0).number(), comments.size())));
  }

  /** Returns the cells of a column. */
  List<String> column(int j) {
    return rows.stream().map(row -> row.cells()[j]).toList();
  }

  /** Returns the separators of a file, the likeliest first, by its name. */
  static List<Separator> separatorsOf(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.matches(".*\\.csv(\\.gz)?")
        ? List.of(Separator.COMMA, Separator.SEMICOLON, Separator.TAB, Separator.SPACE)
        : List.of(Separator.TAB, Separator.SPACE, Separator.COMMA, Separator.SEMICOLON);
  }
}
