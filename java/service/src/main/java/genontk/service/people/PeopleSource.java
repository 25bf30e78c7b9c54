package genontk.service.people;

import java.util.List;
import java.util.Map;

/**
 * A table with one row per person: genotypes or a kernel matrix.
 *
 * @param what name of the table in messages: "genotypes" or "kernel"
 * @param ids IDs of the people, or null
 * @param rows number of people
 * @param refused for each person the reason not to use them, or null; null where all are used
 * @param others reasons not to use people who are not in the table, by ID
 */
public record PeopleSource(
    String what, List<String> ids, int rows, String[] refused, Map<String, String> others) {

  public PeopleSource(String what, List<String> ids, int rows) {
    this(what, ids, rows, null, Map.of());
  }

  /** Returns the reason not to use a person, who has a row or is absent; null for no reason. */
  public String reasonToDrop(int row, List<String> dataIds, int dataRow) {
    if (row != PeopleJoin.ABSENT) {
      return refused == null ? null : refused[row];
    }
    String id = dataIds == null ? "" : dataIds.get(dataRow);
    return others.getOrDefault(id, "not in the " + what);
  }
}
