package genontk.service.people;

import java.util.List;
import java.util.Map;

/**
 * What has a row for each of its people: genotypes, or a kernel matrix.
 *
 * @param what how messages call it: "genotypes" or "kernel"
 * @param ids the people's IDs, or null
 * @param rows how many people
 * @param refused why some of them are not used, null for the others; null where all are
 * @param others why people who are not among them are not used, by ID
 */
public record PeopleSource(
    String what, List<String> ids, int rows, String[] refused, Map<String, String> others) {

  public PeopleSource(String what, List<String> ids, int rows) {
    this(what, ids, rows, null, Map.of());
  }

  /** Returns why the person of a row, or one who is in none, is not used; null for one who is. */
  public String reasonToDrop(int row, List<String> dataIds, int dataRow) {
    if (row != PeopleJoin.ABSENT) {
      return refused == null ? null : refused[row];
    }
    String id = dataIds == null ? "" : dataIds.get(dataRow);
    return others.getOrDefault(id, "not in the " + what);
  }
}
