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
 * The people whom a fit uses: those with a trait, covariates and genotypes. A person whose ID
 * stands several times in the data of a mixed model has several records.
 *
 * @param ids their IDs; row numbers of the data where nobody carries one
 * @param records whose each record is, and its weight
 * @param recordIds the ID of each record
 * @param dataRows the records' rows in the data
 * @param sourceRows their rows in each source, in the order of the sources
 * @param traits the traits, missing in no record (records each)
 * @param design the fixed-effects design (records x columns)
 * @param terms the names of its columns
 * @param dropped the others, with the reason
 * @param messages what a user should know
 */
public record TrainingPeople(
    List<String> ids,
    Records records,
    List<String> recordIds,
    int[] dataRows,
    List<int[]> sourceRows,
    List<double[]> traits,
    Matrix design,
    List<String> terms,
    List<Dropped> dropped,
    List<String> messages) {

  public static final String INTERCEPT = "(Intercept)";

  /**
   * Chooses them from the request's data: those who are in every source.
   *
   * @param all the request's traits
   * @param chosen which of them are fitted: missing in the same people
   */
  public static TrainingPeople of(
      Request request, Exchange exchange, Traits all, int[] chosen, List<PeopleSource> sources) {
    double[] y = all.values().columnValues(chosen[0]);
    List<String> terms =
        request.covariates() == null ? List.of(INTERCEPT) : request.covariates().names();
    Matrix design =
        request.covariates() == null
            ? ones(y.length)
            : exchange.matrix(request.covariates().values(), "covariates");
    if (design.rows() != y.length) {
      throw InvalidInput.of(
          "covariates have %s rows and y has %s; give a row for each person.",
          design.rows(), y.length);
    }
    if (terms == null || terms.size() != design.columns()) {
      throw InvalidInput.of(
          "covariates have %s columns and %s names; give each a name.",
          design.columns(), terms == null ? 0 : terms.size());
    }
    requireDistinct(terms);
    requireFinite(all, chosen, design, terms);
    double[] weights = weights(request, exchange, y.length);
    boolean repeats = "ntk_lmm".equals(request.task());
    List<PeopleJoin> joins =
        sources.stream()
            .map(source -> PeopleJoin.of(request.ids(), y.length, source, repeats))
            .toList();
    List<Dropped> dropped = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      String reason = reasonToDrop(y, design, joins, sources, i);
      if (reason == null) {
        kept.add(i);
      } else {
        dropped.add(new Dropped("person", id(joins, i), reason));
      }
    }
    if (kept.isEmpty()) {
      throw InvalidInput.of(
          "All %s people were dropped (%s, for one); none is left to fit.",
          y.length, dropped.get(0).reason());
    }
    int[] rows = kept.stream().mapToInt(Integer::intValue).toArray();
    int[] person = persons(joins, rows);
    int[] first = firstRecords(person, rows);
    Records records =
        new Records(
            first.length,
            first.length == rows.length ? null : person,
            weights == null ? null : Arrays.stream(rows).mapToDouble(i -> weights[i]).toArray());
    List<String> messages = messages(joins, dropped, sources);
    if (first.length < rows.length) {
      requireOwnRecords(all, chosen, design, person, first, rows, joins);
      messages.add(
          Message.of(
              "%s records of %s fitted: an ID that stands several times in the data is a person"
                  + " with several records.",
              rows.length, CountPhrase.people(first.length, "were", "were")));
    }
    return new TrainingPeople(
        Arrays.stream(first).mapToObj(i -> id(joins, i)).toList(),
        records,
        kept.stream().map(i -> id(joins, i)).toList(),
        rows,
        joins.stream().map(join -> select(join.rows(), first)).toList(),
        Arrays.stream(chosen)
            .mapToObj(trait -> all.values().select(rows, new int[] {trait}).data())
            .toList(),
        design.selectRows(rows),
        terms,
        dropped,
        messages);
  }

  private static double[] weights(Request request, Exchange exchange, int rows) {
    if (request.weights() == null) {
      return null;
    }
    double[] weights = exchange.matrix(request.weights(), "weights").toArray();
    if (weights.length != rows) {
      throw InvalidInput.of(
          "weights has %s values and y has %s rows; give each one.", weights.length, rows);
    }
    for (int i = 0; i < rows; i++) {
      Records.requireWeight(weights[i], i);
    }
    return weights;
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

  /**
   * Rows that were copied by mistake would leave no residual at all: refuses repeated IDs where
   * traits and covariates are the same in all records of every person.
   */
  private static void requireOwnRecords(
      Traits all,
      int[] chosen,
      Matrix design,
      int[] person,
      int[] first,
      int[] rows,
      List<PeopleJoin> joins) {
    int copied = -1;
    for (int r = 0; r < rows.length; r++) {
      int row = rows[r];
      int before = first[person[r]];
      boolean same = row != before;
      for (int trait : chosen) {
        same &= all.values().get(row, trait) == all.values().get(before, trait);
      }
      for (int j = 0; j < design.columns(); j++) {
        same &= design.get(row, j) == design.get(before, j);
      }
      if (row != before && !same) {
        return;
      }
      copied = same ? row : copied;
    }
    throw InvalidInput.of(
        "The data have the ID '%s' twice, with the same trait and covariates, and nobody's records"
            + " differ. An ID may stand several times for several records of a person; leave out"
            + " copies.",
        id(joins, copied));
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

  /** Returns n, how many people there are. */
  public int count() {
    return ids.size();
  }

  /** Returns how many rows the data had, those of people who were dropped included. */
  public int rowsOfData() {
    return dataRows.length + dropped.size();
  }

  /** Returns the columns of the design that have these names. */
  public Matrix design(List<String> names) {
    int[] rows = new int[design.rows()];
    Arrays.setAll(rows, i -> i);
    return design.select(rows, names.stream().mapToInt(terms::indexOf).toArray());
  }

  private static Matrix ones(int rows) {
    Matrix ones = Matrix.zeros(rows, 1);
    Arrays.fill(ones.data(), 1);
    return ones;
  }

  /** Returns the ID of a row of the data, from the first that knows one. */
  private static String id(List<PeopleJoin> joins, int i) {
    return joins.stream()
        .filter(join -> join.ids() != null)
        .findFirst()
        .map(join -> join.ids().get(i))
        .orElse(String.valueOf(i + 1));
  }

  private static void requireDistinct(List<String> terms) {
    for (int j = 0; j < terms.size(); j++) {
      if (terms.get(j) == null) {
        throw InvalidInput.of("covariates have no name in column %s; give it one.", j + 1);
      }
      if (terms.indexOf(terms.get(j)) < j) {
        throw InvalidInput.of(
            "covariates have two columns named '%s'; give each a name of its own.", terms.get(j));
      }
    }
  }

  private static void requireFinite(Traits all, int[] chosen, Matrix design, List<String> terms) {
    for (int i = 0; i < design.rows(); i++) {
      for (int trait : chosen) {
        requireFinite(
            all.values().get(i, trait), all.count() == 1 ? "y" : all.names().get(trait), i);
      }
      for (int j = 0; j < design.columns(); j++) {
        requireFinite(design.get(i, j), "covariate '" + terms.get(j) + "'", i);
      }
    }
  }

  private static void requireFinite(double value, String what, int row) {
    if (Double.isInfinite(value)) {
      throw InvalidInput.of(
          "%s is infinite in row %s; allowed are finite numbers, and a missing value for a person"
              + " to be left out.",
          what, row + 1);
    }
  }

  private static String reasonToDrop(
      double[] y, Matrix design, List<PeopleJoin> joins, List<PeopleSource> sources, int row) {
    if (Double.isNaN(y[row])) {
      return "y is missing";
    }
    for (int j = 0; j < design.columns(); j++) {
      if (Double.isNaN(design.get(row, j))) {
        return "a covariate is missing";
      }
    }
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
      messages.addAll(join.messages());
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
