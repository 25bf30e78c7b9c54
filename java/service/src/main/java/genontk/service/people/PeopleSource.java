package genontk.service.people;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table with one row per person: genotypes or a kernel matrix.
 *
 * @param what name of the table in messages: "genotypes", "kernel" or "data"
 * @param ids IDs of the people, or null
 * @param rows number of people
 * @param refused for each person the reason not to use them, or null; null where all are used
 * @param others reasons not to use people who are not in the table, by ID
 */
public record PeopleSource(
    String what, List<String> ids, int rows, String[] refused, Map<String, String> others) {

  private static final String DATA = "data";

  public PeopleSource(String what, List<String> ids, int rows) {
    this(what, ids, rows, null, Map.of());
  }

  /**
   * Returns the people of the data themselves, where neither genotypes nor a matrix bring people.
   *
   * @param ids ID of each row of the data, or null
   */
  public static PeopleSource ofData(List<String> ids, int rows) {
    return ids == null
        ? new PeopleSource(DATA, null, rows)
        : new PeopleSource(DATA, List.copyOf(places(ids).keySet()), places(ids).size());
  }

  /** Returns the places of each label, in order; a missing label has none. */
  public static Map<String, List<Integer>> places(List<String> labels) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) != null) {
        places.computeIfAbsent(labels.get(i), label -> new ArrayList<>()).add(i);
      }
    }
    return places;
  }

  /** Returns whether the source is the data without IDs, whose rows are joined to themselves. */
  boolean isDataByPosition() {
    return what.equals(DATA) && ids == null;
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
