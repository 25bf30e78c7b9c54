package genontk.genotype;

import genontk.error.InvalidInput;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The first line of a table, if it names the columns. It names a column IID or ID, and perhaps a
 * column FID, in any case and place.
 *
 * @param names the names of all columns
 * @param fid the place of FID, or -1
 * @param iid the place of IID or ID
 */
record TableHeader(List<String> names, int fid, int iid) {

  /** What other programs call the people and their families. */
  private static final Set<String> OTHER_NAMES =
      Set.of(
          ("fid family familyid fam famid ped pedid pedigree person personid people sample sampleid"
                  + " samplename individual individualid ind indid indiv subject subjectid subjid"
                  + " patient patientid participant participantid eid name animal animalid taxa"
                  + " accession record recordid study studyid barcode id proband twin twinid mouse"
                  + " donor donorid case caseid respondent respondentid")
              .split(" "));

  private static final String RULE =
      " A header names a column IID (or ID) with the people, and may name a column FID, in any case"
          + " and order: FID IID height.";

  /** Returns the header that these cells are, or null if they are none. */
  static TableHeader of(String[] cells) {
    List<String> names = Arrays.stream(cells).map(TableHeader::bare).toList();
    int iid = place(names, "IID");
    iid = iid < 0 ? place(names, "ID") : iid;
    int fid = place(names, "FID");
    if (iid < 0) {
      return null;
    }
    boolean early = iid < 2 || (fid >= 0 && fid < 2);
    boolean header = early || Arrays.stream(cells).noneMatch(NumberText::isNumber);
    return header ? new TableHeader(names, fid, iid) : null;
  }

  private static String bare(String cell) {
    return cell.startsWith("#") ? cell.substring(1).strip() : cell;
  }

  private static int place(List<String> names, String name) {
    for (int j = 0; j < names.size(); j++) {
      if (names.get(j).equalsIgnoreCase(name)) {
        return j;
      }
    }
    return -1;
  }

  /**
   * Refuses rows whose first one looks like a header that names no IID.
   *
   * @param ids the number of columns that name people
   */
  static void requireNone(Path file, List<TextTable.Row> rows, int ids, CellRules rules) {
    String[] first = rows.get(0).cells();
    boolean named = false;
    for (int j = 0; j < Math.min(ids, first.length); j++) {
      String word = first[j].toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
      named |= OTHER_NAMES.contains(word) && !recurs(rows, j);
    }
    if (named || standsApart(rows, ids, rules)) {
      throw refused(file, rows.get(0));
    }
  }

  /** Returns the error about a first line that names columns, but no IID. */
  static InvalidInput refused(Path file, TextTable.Row first) {
    return InvalidInput.of(
        "'%s' has a header in line %d that names no IID: %s.%s If line %d is a person, put such a"
            + " header above it.",
        file, first.line(), String.join(" ", first.cells()), RULE, first.line());
  }

  private static boolean recurs(List<TextTable.Row> rows, int j) {
    String first = rows.get(0).cells()[j];
    return rows.stream().skip(1).anyMatch(row -> row.cells()[j].equals(first));
  }

  /** Returns whether the first row differs from all others in kind, in every column of values. */
  private static boolean standsApart(List<TextTable.Row> rows, int ids, CellRules rules) {
    int columns = rows.get(0).cells().length;
    if (columns == ids) {
      return standsAboveNumbers(rows, ids - 1);
    }
    return rows.size() > 1
        && IntStream.range(ids, columns).allMatch(j -> standsApartIn(rows, j, rules));
  }

  /** Returns whether a word stands above two or more IIDs that are numbers, or above fractions. */
  private static boolean standsAboveNumbers(List<TextTable.Row> rows, int j) {
    List<String> others = rows.stream().skip(1).map(row -> row.cells()[j]).toList();
    return !NumberText.isNumber(rows.get(0).cells()[j])
        && others.stream().allMatch(NumberText::isNumber)
        && (others.size() > 1 || others.stream().anyMatch(id -> !NumberText.isWhole(id)));
  }

  /** Returns whether a word stands above numbers, or above words of which each stands twice. */
  private static boolean standsApartIn(List<TextTable.Row> rows, int j, CellRules rules) {
    String first = rows.get(0).cells()[j];
    if (NumberText.isNumber(first) || rules.isMissing(first)) {
      return false;
    }
    List<String> others =
        rows.stream()
            .skip(1)
            .map(row -> row.cells()[j])
            .filter(cell -> !rules.isMissing(cell))
            .toList();
    if (others.isEmpty()
        || 2 * others.stream().filter(NumberText::isNumber).count() > others.size()) {
      return true;
    }
    Map<String, Long> counts =
        others.stream().collect(Collectors.groupingBy(cell -> cell, Collectors.counting()));
    return !counts.containsKey(first) && counts.values().stream().allMatch(count -> count > 1);
  }
}
