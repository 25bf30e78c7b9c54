package genontk.genotype;

import genontk.error.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The people of a table of phenotypes, and the names of its columns.
 *
 * @param table the lines
 * @param names the names of all columns
 * @param fid the place of FID, or -1
 * @param iid the place of IID
 */
record TablePeople(TextTable table, List<String> names, int fid, int iid) {

  private static final Set<String> NO_ID = Set.of("", "NA", "NaN", "<NA>", "#N/A");
  private static final int COLUMNS_OF_FAM = 6;
  private static final String WIDTH = "the %d of the first line. Missing values are NA or -9";
  private static final String WIDTH_OF_FAM =
      "six or more, the same number in all lines, here %d: FID IID father mother sex phenotype, and"
          + " perhaps further phenotypes. No name may hold a space";

  /**
   * Reads a file.
   *
   * @throws InvalidInput if it cannot be read, has no people, or its columns have no names or one
   *     name twice
   */
  static TablePeople read(Path file, CellRules rules) {
    boolean fam = FamColumns.isFam(file);
    TextTable table =
        fam
            ? TextTable.read(file, List.of(Separator.SPACE), WIDTH_OF_FAM)
            : TextTable.read(file, TextTable.separatorsOf(file), WIDTH);
    if (table.rows().isEmpty()) {
      throw InvalidInput.of("'%s' has a header and no people below it.", file);
    }
    TableHeader header = table.header();
    TablePeople people =
        header == null
            ? new TablePeople(table, withoutHeader(file, table, fam, rules), 0, 1)
            : new TablePeople(table, header.names(), header.fid(), header.iid());
    people.requireNames(file);
    people.requireIds(file);
    return people;
  }

  private static List<String> withoutHeader(
      Path file, TextTable table, boolean fam, CellRules rules) {
    TableHeader.requireNone(file, table.rows(), 2, rules);
    int columns = table.rows().get(0).cells().length;
    if (fam && columns < COLUMNS_OF_FAM) {
      throw InvalidInput.of(
          "'%s' has %d columns in line %d; allowed are six or more: FID IID father mother sex"
              + " phenotype, and perhaps further phenotypes.",
          file, columns, table.rows().get(0).line());
    }
    return fam
        ? FamColumns.names(columns)
        : IntStream.range(0, columns)
            .mapToObj(j -> j == 0 ? "FID" : j == 1 ? "IID" : "y" + (j - 1))
            .toList();
  }

  private void requireNames(Path file) {
    List<String> all = IntStream.range(0, names.size()).mapToObj(this::output).toList();
    String duplicate = Names.firstDuplicate(all);
    if (duplicate != null) {
      throw InvalidInput.of("'%s' has two columns named '%s'.", file, duplicate);
    }
    int unnamed = names.indexOf("");
    if (unnamed > 0 || (unnamed == 0 && !isRowName())) {
      throw InvalidInput.of(
          "'%s' has no name above column %d; give each column a name.", file, unnamed + 1);
    }
  }

  /** Returns the name of a column in the result, where FID and IID stand for people. */
  private String output(int j) {
    String upper = names.get(j).toUpperCase(Locale.ROOT);
    return j == iid ? "IID" : Set.of("FID", "IID").contains(upper) ? upper : names.get(j);
  }

  /** Returns whether the first column holds row names of a data frame: numbers, or the IIDs. */
  private boolean isRowName() {
    List<String> cells = table.column(0);
    return cells.equals(table.column(iid))
        || (cells.stream().allMatch(NumberText::isWhole) && Names.firstDuplicate(cells) == null);
  }

  private void requireIds(Path file) {
    for (TextTable.Row row : table.rows()) {
      if (NO_ID.contains(row.cells()[iid])) {
        throw InvalidInput.of(
            "'%s' has no IID in line %d ('%s'); give each person one.",
            file, row.line(), row.cells()[iid]);
      }
    }
  }

  /** Returns the places of the columns of values. */
  int[] values() {
    return IntStream.range(0, names.size())
        .filter(j -> j != fid && j != iid && !names.get(j).isEmpty())
        .toArray();
  }

  /** Returns the people's IDs; throws InvalidInput if one stands twice. */
  List<String> ids(Path file) {
    return PersonIds.of(families(), within(), file);
  }

  /** Returns the people's FIDs, "0" where there is none. */
  List<String> families() {
    if (fid >= 0) {
      return table.column(fid).stream().map(id -> id.isEmpty() ? "0" : id).toList();
    }
    String[] none = new String[table.rows().size()];
    Arrays.fill(none, "0");
    return List.of(none);
  }

  /** Returns the people's IIDs. */
  List<String> within() {
    return table.column(iid);
  }

  /** Returns the people's sexes, unknown where no column is named so. */
  List<Sex> sexes() {
    int sex = new ArrayList<>(names.stream().map(FamColumns::isSex).toList()).indexOf(true);
    return sex < 0
        ? within().stream().map(id -> Sex.UNKNOWN).toList()
        : table.column(sex).stream().map(Sex::of).toList();
  }
}
