package genontk.genotype;

import genontk.error.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table of phenotypes or covariates, as PLINK, GCTA and regenie use them: FID, IID and columns of
 * numbers or words, separated by white space. A header is optional and begins with FID or IID, with
 * or without #. A header that begins with IID means that there is no FID. A .fam has its own six
 * columns.
 *
 * @param ids the people's IDs: the IID if all IIDs are unique, else FID:IID
 * @param families the people's FIDs, "0" if there are none
 * @param within the people's IIDs
 * @param columns the other columns
 */
public record PersonTable(
    List<String> ids, List<String> families, List<String> within, List<Column> columns) {

  private static final Set<String> MISSING = Set.of("NA", "NaN", "nan", "N/A", ".", "");

  /** The number that means missing, in a column of numbers. */
  private static final double PLINK_MISSING = -9;

  /**
   * A column.
   *
   * @param name the name; y1, y2, ... without a header
   * @param numbers the numbers, NaN for missing; null if a cell is no number
   * @param words the words, null for missing; null if all cells are numbers
   */
  public record Column(String name, double[] numbers, List<String> words) {

    static Column of(String name, List<String> cells) {
      double[] numbers = new double[cells.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = number(cells.get(i));
        if (Double.isInfinite(numbers[i])) {
          return new Column(
              name,
              null,
              // List.copyOf would refuse null.
              cells.stream().map(cell -> MISSING.contains(cell) ? null : cell).toList());
        }
      }
      return new Column(name, numbers, null);
    }

    /** Returns the number in a cell: NaN if it is missing, infinity if it is no number. */
    private static double number(String cell) {
      if (MISSING.contains(cell)) {
        return Double.NaN;
      }
      try {
        double number = Double.parseDouble(cell);
        return number == PLINK_MISSING ? Double.NaN : number;
      } catch (NumberFormatException e) {
        return Double.POSITIVE_INFINITY;
      }
    }

    private Column at(int[] rows) {
      return numbers != null
          ? new Column(
              name,
              Arrays.stream(rows).mapToDouble(i -> i < 0 ? Double.NaN : numbers[i]).toArray(),
              null)
          : new Column(
              name, null, Arrays.stream(rows).mapToObj(i -> i < 0 ? null : words.get(i)).toList());
    }
  }

  /**
   * Reads a file.
   *
   * @throws InvalidInput if the file cannot be read, its lines have different numbers of columns,
   *     or a person or a column stands twice
   */
  public static PersonTable read(Path file) {
    List<String[]> rows = new ArrayList<>();
    for (String line : TextLines.read(file)) {
      if (!line.isBlank()) {
        rows.add(line.strip().split(line.indexOf('\t') >= 0 ? " *\t *" : "\\s+", -1));
      }
    }
    if (rows.isEmpty()) {
      throw InvalidInput.of("'%s' is empty; it should hold FID, IID and columns.", file);
    }
    String[] header = header(file, rows);
    requireEqual(file, rows, header);
    boolean families = header[0].equals("FID");
    List<String> within = column(rows, families ? 1 : 0);
    List<String> fids = families ? column(rows, 0) : within.stream().map(i -> "0").toList();
    List<Column> columns = new ArrayList<>();
    for (int j = families ? 2 : 1; j < header.length; j++) {
      columns.add(Column.of(header[j], column(rows, j)));
    }
    return new PersonTable(PersonIds.of(fids, within, file), fids, within, columns);
  }

  /** Returns the names of the columns, of which the first are FID and IID, or IID alone. */
  private static String[] header(Path file, List<String[]> rows) {
    String[] first = rows.get(0);
    String begins = first[0].startsWith("#") ? first[0].substring(1) : first[0];
    if (begins.equals("FID") || begins.equals("IID")) {
      rows.remove(0);
      String[] header = first.clone();
      header[0] = begins;
      return header;
    }
    if (String.valueOf(file.getFileName()).endsWith(".fam")) {
      return new String[] {"FID", "IID", "father", "mother", "sex", "phenotype"};
    }
    return IntStream.range(0, first.length)
        .mapToObj(j -> j == 0 ? "FID" : j == 1 ? "IID" : "y" + (j - 1))
        .toArray(String[]::new);
  }

  private static void requireEqual(Path file, List<String[]> rows, String[] header) {
    if (header.length < 2 || (header[0].equals("FID") && !header[1].equals("IID"))) {
      throw InvalidInput.of(
          "'%s' does not begin with FID and IID; its first two columns name the people.", file);
    }
    String duplicate = Names.firstDuplicate(List.of(header));
    if (duplicate != null) {
      throw InvalidInput.of("'%s' has two columns named '%s'.", file, duplicate);
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).length != header.length) {
        throw InvalidInput.of(
            "'%s' has %d columns in row %d of the people; allowed are the %d of the first"
                + " line. Missing values are NA or -9.",
            file, rows.get(i).length, i + 1, header.length);
      }
    }
  }

  private static List<String> column(List<String[]> rows, int j) {
    return rows.stream().map(row -> row[j]).toList();
  }

  /**
   * Adds the columns of another table, joined by FID and IID, or by IID if a table has no FID.
   * People who are not in the other table get missing values; people who are not in this table are
   * left out.
   *
   * @throws InvalidInput if nobody is in both tables, a column is in both, or an IID by which the
   *     other table is joined stands twice
   */
  public PersonTable with(PersonTable other) {
    boolean byFamily = !anonymous() && !other.anonymous();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < other.ids.size(); i++) {
      if (places.put(other.key(i, byFamily), i) != null) {
        throw InvalidInput.of(
            "A table without FID is joined by IID, and '%s' stands twice.", other.within.get(i));
      }
    }
    int[] rows =
        IntStream.range(0, ids.size())
            .map(i -> places.getOrDefault(key(i, byFamily), -1))
            .toArray();
    if (Arrays.stream(rows).allMatch(row -> row < 0)) {
      throw InvalidInput.of(
          "Nobody of one file is in the other: one begins with '%s', the other with '%s'. Give the"
              + " same FID and IID in both.",
          within.get(0), other.within.get(0));
    }
    List<Column> all = new ArrayList<>(columns);
    Set<String> names = new LinkedHashSet<>(columns.stream().map(Column::name).toList());
    for (Column column : other.columns) {
      if (!names.add(column.name())) {
        throw InvalidInput.of("Two files have a column named '%s'.", column.name());
      }
      all.add(column.at(rows));
    }
    return new PersonTable(ids, families, within, List.copyOf(all));
  }

  private boolean anonymous() {
    return families.stream().allMatch("0"::equals);
  }

  private String key(int i, boolean byFamily) {
    return byFamily ? families.get(i) + "\t" + within.get(i) : within.get(i);
  }
}
