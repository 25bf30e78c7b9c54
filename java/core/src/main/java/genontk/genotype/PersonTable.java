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
 * A table of phenotypes or covariates, as PLINK, GCTA, regenie and spreadsheets write them: FID,
 * IID and columns of numbers or words, separated by white space, tabs, commas or semicolons. A
 * header names IID or ID, and perhaps FID, in any place. Without a header the first two columns are
 * FID and IID. A .fam has its own six columns and perhaps further phenotypes.
 *
 * @param ids the people's IDs: the IID if all IIDs are unique, else FID:IID
 * @param families the people's FIDs, "0" if there are none
 * @param within the people's IIDs
 * @param columns the other columns
 * @param notes notes for the user
 */
public record PersonTable(
    List<String> ids,
    List<String> families,
    List<String> within,
    List<Column> columns,
    List<String> notes) {

  /**
   * A column.
   *
   * @param name the name; y1, y2, ... without a header
   * @param numbers the numbers, NaN for missing; null if a cell is no number
   * @param words the words, null for missing; null if all cells are numbers
   */
  public record Column(String name, double[] numbers, List<String> words) {

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

  /** Reads a file by the usual rules; see {@link #read(Path, CellRules)}. */
  public static PersonTable read(Path file) {
    return read(file, CellRules.USUAL);
  }

  /**
   * Reads a file.
   *
   * @param rules what its cells mean
   * @throws InvalidInput if the file cannot be read, its lines have different numbers of columns, a
   *     person or a column stands twice, a header names no IID, or a column of numbers holds a few
   *     words
   */
  public static PersonTable read(Path file, CellRules rules) {
    TablePeople people = TablePeople.read(file, rules);
    List<Column> columns = new ArrayList<>();
    List<String> notes = new ArrayList<>(people.table().notes());
    boolean coded = FamColumns.areNamed(file, people.names());
    for (int j : people.values()) {
      String name = people.names().get(j);
      ColumnCells cells = new ColumnCells(file, name, people.table().rows(), j, rules);
      boolean parent = coded && FamColumns.isParent(name);
      Column column = parent ? cells.asWords() : cells.read(notes);
      columns.add(coded ? FamColumns.decoded(file, column, notes) : column);
    }
    return new PersonTable(
        people.ids(file),
        people.families(),
        people.within(),
        List.copyOf(columns),
        List.copyOf(notes));
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
    List<String> told = new ArrayList<>(notes);
    told.addAll(other.notes);
    return new PersonTable(ids, families, within, List.copyOf(all), List.copyOf(told));
  }

  private boolean anonymous() {
    return families.stream().allMatch("0"::equals);
  }

  private String key(int i, boolean byFamily) {
    return byFamily ? families.get(i) + "\t" + within.get(i) : within.get(i);
  }
}
