package genontk.service.training;

import genontk.design.Records;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Dropped;
import genontk.linalg.Matrix;
import genontk.service.people.CountPhrase;
import genontk.service.people.PeopleJoin;
import genontk.service.people.PeopleSource;
import genontk.service.people.Traits;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The people of a fit: those with a trait, covariates and genotypes. In a mixed model, a person
 * whose ID stands several times in the data has several records.
 *
 * @param ids their IDs; row numbers of the data where nobody carries one
 * @param anonymous whether nobody carries one
 * @param records person of each record, and its weight
 * @param recordIds the ID of each record
 * @param dataRows the records' rows in the data
 * @param sourceRows their rows in each source, in the order of the sources
 * @param traits the traits, missing in no record (records each)
 * @param design the fixed-effects design (records x columns)
 * @param terms the names of its columns
 * @param dropped the others, with the reason
 * @param messages notes for the user
 */
public record TrainingPeople(
    List<String> ids,
    boolean anonymous,
    Records records,
    List<String> recordIds,
    int[] dataRows,
    List<int[]> sourceRows,
    List<double[]> traits,
    Matrix design,
    List<String> terms,
    List<Dropped> dropped,
    List<String> messages) {

  /**
   * Chooses the people of the data who are in every source.
   *
   * @param all the request's traits
   * @param chosen traits that are fitted, which are missing in the same people
   */
  public static TrainingPeople of(
      Request request, Exchange exchange, Traits all, int[] chosen, List<PeopleSource> sources) {
    TrainingData data = TrainingData.of(request, exchange, all, chosen);
    int count = data.rows();
    boolean repeats = "ntk_lmm".equals(request.task());
    List<PeopleJoin> joins =
        sources.stream()
            .map(source -> PeopleJoin.of(request.data().ids(), data.used(), source, repeats))
            .toList();
    List<Dropped> dropped = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String reason = data.reasonToDrop(i);
      reason = reason == null ? reasonToDrop(joins, sources, i) : reason;
      if (reason == null) {
        kept.add(i);
      } else {
        dropped.add(new Dropped("person", id(joins, i), reason));
      }
    }
    if (kept.isEmpty()) {
      throw InvalidInput.of(
          "All %s people were dropped (%s, for one); none is left to fit.",
          count, dropped.get(0).reason());
    }
    int[] rows = kept.stream().mapToInt(Integer::intValue).toArray();
    int[] person = persons(joins, rows);
    int[] first = firstRecords(person, rows);
    Records records =
        new Records(
            first.length,
            first.length == rows.length ? null : person,
            data.weights() == null
                ? null
                : Arrays.stream(rows).mapToDouble(i -> data.weights()[i]).toArray());
    List<String> messages = messages(joins, dropped, sources);
    if (first.length < rows.length) {
      data.requireOwnRecords(person, first, rows, row -> id(joins, row));
      messages.add(
          Message.of(
              "%s records of %s fitted: an ID that stands several times in the data is a person"
                  + " with several records.",
              rows.length, CountPhrase.people(first.length, "were", "were")));
    }
    return new TrainingPeople(
        Arrays.stream(first).mapToObj(i -> id(joins, i)).toList(),
        joins.stream().allMatch(join -> join.ids() == null),
        records,
        kept.stream().map(i -> id(joins, i)).toList(),
        rows,
        joins.stream().map(join -> select(join.rows(), first)).toList(),
        data.traits(rows),
        data.design().selectRows(rows),
        data.terms(),
        dropped,
        messages);
  }

  /** Returns the person of each kept row, counted in order: the same where all sources agree. */
  private static int[] persons(List<PeopleJoin> joins, int[] rows) {
    Map<List<Integer>, Integer> places = new HashMap<>(2 * rows.length);
    return Arrays.stream(rows)
        .map(
            i -> {
              List<Integer> place = joins.stream().map(join -> join.rows()[i]).toList();
              places.putIfAbsent(place, places.size());
              return places.get(place);
            })
        .toArray();
  }

  /** Returns the first row of the data of each person. */
  private static int[] firstRecords(int[] person, int[] rows) {
    int[] first = new int[rows.length];
    int people = 0;
    for (int r = 0; r < rows.length; r++) {
      if (person[r] == people) {
        first[people++] = rows[r];
      }
    }
    return Arrays.copyOf(first, people);
  }

  private static int[] select(int[] values, int[] places) {
    return Arrays.stream(places).map(place -> values[place]).toArray();
  }

  /** Returns the number of people. */
  public int count() {
    return ids.size();
  }

  /** Returns the number of rows of the data, including those that were dropped. */
  public int rowsOfData() {
    return dataRows.length + dropped.size();
  }

  /** Returns the columns of the design that have these names. */
  public Matrix design(List<String> names) {
    int[] rows = new int[design.rows()];
    Arrays.setAll(rows, i -> i);
    return design.select(rows, names.stream().mapToInt(terms::indexOf).toArray());
  }

  /** Returns the ID of a row of the data, from the first that knows one. */
  private static String id(List<PeopleJoin> joins, int i) {
    return joins.stream()
        .filter(join -> join.ids() != null)
        .findFirst()
        .map(join -> join.ids().get(i))
        .orElse(String.valueOf(i + 1));
  }

  private static String reasonToDrop(List<PeopleJoin> joins, List<PeopleSource> sources, int row) {
    for (int k = 0; k < sources.size(); k++) {
      PeopleJoin join = joins.get(k);
      String reason = sources.get(k).reasonToDrop(join.rows()[row], join.ids(), row);
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  private static List<String> messages(
      List<PeopleJoin> joins, List<Dropped> dropped, List<PeopleSource> sources) {
    List<String> messages = new ArrayList<>();
    for (int k = 0; k < sources.size(); k++) {
      PeopleJoin join = joins.get(k);
      join.messages().stream().filter(one -> !messages.contains(one)).forEach(messages::add);
      if (join.unmatched() > 0) {
        messages.add(
            Message.of(
                "%s in the %s and not in the data.",
                CountPhrase.people(join.unmatched(), "is", "are"), sources.get(k).what()));
      }
    }
    dropped.stream()
        .map(Dropped::reason)
        .distinct()
        .forEach(
            reason -> {
              long count =
                  dropped.stream().filter(person -> person.reason().equals(reason)).count();
              messages.add(CountPhrase.people(count, "was", "were") + " dropped: " + reason + ".");
            });
    return messages;
  }
}
