package genontk.service.predict;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.service.people.CountPhrase;
import genontk.service.people.PeopleJoin;
import genontk.service.people.PeopleSource;
import genontk.service.request.Covariates;
import genontk.service.request.Exchange;
import genontk.service.request.MatrixReference;
import genontk.service.request.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The people to be predicted: one per row of the new data, or per person of the genotypes where no
 * data are given.
 *
 * @param ids IDs of the people, or null
 * @param sourceRows rows of the people in each source, in the order of the sources; -1 where absent
 * @param design Z* (rows x q) in the order of the model's terms; NaN where a covariate is missing
 * @param messages notes for the user
 */
record NewPeople(List<String> ids, List<int[]> sourceRows, Matrix design, List<String> messages) {

  private static final Set<String> INTERCEPTS = Set.of(Covariates.INTERCEPT, "Intercept");

  static NewPeople of(
      Request request, Exchange exchange, List<String> terms, List<PeopleSource> sources) {
    List<String> messages = new ArrayList<>();
    if (request.data().covariates() == null && request.data().ids() == null) {
      return joined(null, intercept(terms, sources.get(0).rows()), sources, messages);
    }
    Matrix given =
        request.data().covariates() == null
            ? null
            : exchange.matrix(request.data().covariates().values(), "covariates");
    Matrix design =
        given == null
            ? intercept(terms, request.data().ids().size())
            : select(given, request.data().covariates().names(), terms);
    PeopleJoin join = PeopleJoin.of(request.data().ids(), design.rows(), sources.get(0));
    return joined(join, design, sources, messages);
  }

  /**
   * Returns the people of the new data, for a model that needs neither genotypes nor matrices.
   *
   * @throws InvalidInput if there are no data
   */
  static PeopleSource ofData(Request request, Exchange exchange) {
    List<String> ids = request.data().ids();
    if (ids != null) {
      return PeopleSource.ofData(ids, ids.size());
    }
    if (request.data().covariates() != null) {
      MatrixReference values = request.data().covariates().values();
      return PeopleSource.ofData(null, exchange.matrix(values, "covariates").rows());
    }
    if (request.data().levels() != null && !request.data().levels().isEmpty()) {
      return PeopleSource.ofData(null, request.data().levels().values().iterator().next().size());
    }
    throw new InvalidInput("No new people were given; give data, one row per person.");
  }

  /** {@code first} joins the new data to the first source; null stands for all people there. */
  private static NewPeople joined(
      PeopleJoin first, Matrix design, List<PeopleSource> sources, List<String> messages) {
    List<PeopleJoin> joins = new ArrayList<>();
    joins.add(first == null ? PeopleJoin.everyone(sources.get(0)) : first);
    List<String> ids = joins.get(0).ids();
    for (PeopleSource other : sources.subList(1, sources.size())) {
      joins.add(PeopleJoin.of(ids, design.rows(), other));
    }
    for (int k = 0; k < joins.size(); k++) {
      messages.addAll(joins.get(k).messages());
      count(
          messages,
          Arrays.stream(joins.get(k).rows()).filter(row -> row == PeopleJoin.ABSENT).count(),
          "without a row in the " + sources.get(k).what());
    }
    count(messages, rowsWithMissing(design), "with a missing covariate");
    return new NewPeople(ids, joins.stream().map(PeopleJoin::rows).toList(), design, messages);
  }

  /** Returns the places of the people who are in every source. */
  int[] present() {
    return IntStream.range(0, design.rows())
        .filter(i -> sourceRows.stream().allMatch(rows -> rows[i] != PeopleJoin.ABSENT))
        .toArray();
  }

  /**
   * Returns Z* b plus the genetic values (rows x 1); NaN for people without genetic values.
   *
   * @param present places of the people with genetic values
   */
  Matrix withFixedEffects(int[] present, double[] genetic, double[] fixedEffects) {
    Matrix prediction = Matrix.zeros(design.rows(), 1);
    Arrays.fill(prediction.data(), Double.NaN);
    for (int k = 0; k < present.length; k++) {
      double value = genetic[k];
      for (int j = 0; j < design.columns(); j++) {
        value += design.get(present[k], j) * fixedEffects[j];
      }
      prediction.set(present[k], 0, value);
    }
    return prediction;
  }

  private static void count(List<String> messages, long people, String why) {
    if (people > 0) {
      messages.add(CountPhrase.people(people, why) + "; the prediction is missing there.");
    }
  }

  private static long rowsWithMissing(Matrix design) {
    long count = 0;
    for (int i = 0; i < design.rows(); i++) {
      for (int j = 0; j < design.columns(); j++) {
        if (Double.isNaN(design.get(i, j))) {
          count++;
          break;
        }
      }
    }
    return count;
  }

  private static Matrix intercept(List<String> terms, int rows) {
    if (!INTERCEPTS.containsAll(terms)) {
      throw InvalidInput.of(
          "The fit has the covariates %s; give them for the new people, as data.",
          String.join(", ", terms));
    }
    Matrix ones = Matrix.zeros(rows, terms.size());
    Arrays.fill(ones.data(), 1);
    return ones;
  }

  private static Matrix select(Matrix given, List<String> names, List<String> terms) {
    int[] columns = new int[terms.size()];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = names == null ? -1 : names.indexOf(terms.get(j));
      if (columns[j] >= 0 && names.lastIndexOf(terms.get(j)) != columns[j]) {
        throw InvalidInput.of(
            "The new data have two covariates named '%s'; give each a name of its own.",
            terms.get(j));
      }
      if (columns[j] < 0) {
        throw InvalidInput.of(
            "The new data lack the covariate '%s' of the fit; give all of: %s.",
            terms.get(j), String.join(", ", terms));
      }
    }
    int[] rows = new int[given.rows()];
    Arrays.setAll(rows, i -> i);
    for (int i = 0; i < given.rows(); i++) {
      for (int column : columns) {
        if (Double.isInfinite(given.get(i, column))) {
          throw InvalidInput.of(
              "covariate '%s' is infinite in row %s of the new data; allowed are finite numbers,"
                  + " and a missing value where unknown.",
              names.get(column), i + 1);
        }
      }
    }
    return given.select(rows, columns);
  }
}
