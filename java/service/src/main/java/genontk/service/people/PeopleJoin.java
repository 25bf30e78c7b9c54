package genontk.service.people;

import genontk.error.InvalidInput;
import genontk.error.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The people of the data joined to the people of a source. They are joined by ID where both have
 * IDs, otherwise by position where both have the same number of rows.
 *
 * @param rows the row of the source for each row of the data, or -1
 * @param ids the ID of each row of the data, or null without IDs
 * @param unmatched number of people of the source who are not in the data
 * @param messages notes for the user on the join
 */
public record PeopleJoin(int[] rows, List<String> ids, int unmatched, List<String> messages) {

  public static final int ABSENT = -1;
  private static final int EXAMPLES = 3;

  /**
   * Joins all rows of the data.
   *
   * @param dataIds IDs of the data, or null
   * @param dataRows number of rows of the data
   * @param source the people to whom they are joined
   * @throws InvalidInput if an ID occurs twice, nobody matches, or positions cannot be joined
   */
  public static PeopleJoin of(List<String> dataIds, int dataRows, PeopleSource source) {
    boolean[] used = new boolean[dataRows];
    Arrays.fill(used, true);
    return of(dataIds, used, source, false);
  }

  /**
   * Joins the rows of the data that are used.
   *
   * @param used whether each row of the data is used; the others may repeat an ID or lack it
   * @param repeats whether an ID may occur several times in the data, for a person with several
   *     records; in the source that is always an error
   * @throws InvalidInput if an ID occurs twice, nobody matches, or positions cannot be joined
   */
  public static PeopleJoin of(
      List<String> dataIds, boolean[] used, PeopleSource source, boolean repeats) {
    int dataRows = used.length;
    List<String> otherIds = source.ids();
    String what = source.what();
    if (dataIds != null && dataIds.size() != dataRows) {
      throw InvalidInput.of(
          "%s IDs were given for %s rows of data; give one each.", dataIds.size(), dataRows);
    }
    if (source.isDataByPosition()) {
      return everyone(source);
    }
    if (dataIds == null || otherIds == null) {
      return byPosition(dataIds, dataRows, source);
    }
    boolean[] all = new boolean[otherIds.size()];
    Arrays.fill(all, true);
    Map<String, Integer> places = places(otherIds, all, what, false);
    places(dataIds, used, "data", repeats);
    int[] rows = new int[dataRows];
    Arrays.setAll(rows, i -> places.getOrDefault(dataIds.get(i), ABSENT));
    int matched = (int) Arrays.stream(rows).filter(row -> row != ABSENT).distinct().count();
    if (matched == 0 && haveFamilies(dataIds) && !haveFamilies(otherIds)) {
      List<String> within = dataIds.stream().map(PeopleJoin::withinFamily).toList();
      return of(within, used, source, repeats)
          .with(Message.of("The data have IDs as FID:IID and the %s as IID: joined by IID.", what));
    }
    if (matched == 0) {
      throw InvalidInput.of(
          "Nobody in the data has an ID of the %s: the data have %s, the %s %s. Give the same IDs"
              + " in both; argument id names the column of data that holds them.%s",
          what, examples(dataIds), what, examples(otherIds), hint(dataIds, otherIds));
    }
    return new PeopleJoin(rows, dataIds, source.rows() - matched, List.of());
  }

  private static boolean haveFamilies(List<String> ids) {
    return ids.stream().allMatch(id -> id != null && id.indexOf(':') > 0);
  }

  private static String withinFamily(String id) {
    return id.substring(id.indexOf(':') + 1);
  }

  private PeopleJoin with(String message) {
    return new PeopleJoin(rows, ids, unmatched, List.of(message));
  }

  /** Returns a hint where IDs match without leading zeros, which reading as numbers removes. */
  private static String hint(List<String> dataIds, List<String> otherIds) {
    Set<String> bare = new HashSet<>();
    otherIds.forEach(id -> bare.add(id.replaceFirst("^0+(?=.)", "")));
    return dataIds.stream().anyMatch(bare::contains)
        ? " Without leading zeros some are the same: read IDs as text, as read_phenotypes() does."
        : "";
  }

  /** Returns the join of a source's people with themselves. */
  public static PeopleJoin everyone(PeopleSource source) {
    int[] rows = new int[source.rows()];
    Arrays.setAll(rows, i -> i);
    return new PeopleJoin(rows, source.ids(), 0, List.of());
  }

  private static PeopleJoin byPosition(List<String> dataIds, int dataRows, PeopleSource source) {
    List<String> otherIds = source.ids();
    String what = source.what();
    String without =
        dataIds == null
            ? otherIds == null
                ? Message.of("neither the data nor the %s carry", what)
                : "the data carry no"
            : "the " + what + " carry no";
    if (dataRows != source.rows()) {
      throw InvalidInput.of(
          "The data have %s rows, the %s %s people, and %s IDs by which to join them. Give IDs to"
              + " both, or people in the same order.",
          dataRows, what, source.rows(), without);
    }
    int[] rows = new int[dataRows];
    Arrays.setAll(rows, i -> i);
    return new PeopleJoin(
        rows,
        dataIds == null ? otherIds : dataIds,
        0,
        List.of(Message.of("People were joined by position: %s IDs.", without)));
  }

  /** Returns the place of each ID, for the rows that are used. */
  private static Map<String, Integer> places(
      List<String> ids, boolean[] used, String what, boolean repeats) {
    Map<String, Integer> places = new HashMap<>(2 * ids.size());
    for (int i = 0; i < ids.size(); i++) {
      if (!used[i]) {
        continue;
      }
      if (ids.get(i) == null) {
        throw InvalidInput.of("The %s have no ID in row %s; give everyone one.", what, i + 1);
      }
      if (places.put(ids.get(i), i) != null && !repeats) {
        throw InvalidInput.of(
            "The %s have the ID '%s' twice; give everyone an ID of their own.", what, ids.get(i));
      }
    }
    return places;
  }

  private static String examples(List<String> ids) {
    List<String> few = new ArrayList<>(ids.subList(0, Math.min(EXAMPLES, ids.size())));
    few.replaceAll(id -> "'" + id + "'");
    return String.join(", ", few) + (ids.size() > EXAMPLES ? ", ..." : "");
  }
}
