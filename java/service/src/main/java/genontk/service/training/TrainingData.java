package genontk.service.training;

import genontk.design.Records;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.service.people.Subset;
import genontk.service.people.Traits;
import genontk.service.request.Covariates;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The data of a fit as a request gives them, before people are joined.
 *
 * @param traits all traits of the request
 * @param chosen those that are fitted, which are missing in the same rows
 * @param design fixed-effects design (rows x columns)
 * @param terms names of its columns
 * @param weights weight of each row; null where all are 1
 * @param used whether the subset holds each row
 * @param levels levels of each row for identity kernels, by name; or null
 */
record TrainingData(
    Traits traits,
    int[] chosen,
    Matrix design,
    List<String> terms,
    double[] weights,
    boolean[] used,
    Map<String, List<String>> levels) {

  /**
   * Reads the data.
   *
   * @throws InvalidInput if sizes differ, a name stands twice or is missing, a value is infinite,
   *     or a weight is not above zero
   */
  static TrainingData of(Request request, Exchange exchange, Traits traits, int[] chosen) {
    int rows = traits.values().rows();
    Covariates covariates = request.data().covariates();
    List<String> terms = covariates == null ? List.of(Covariates.INTERCEPT) : names(covariates);
    Matrix design =
        covariates == null ? ones(rows) : exchange.matrix(covariates.values(), "covariates");
    if (design.rows() != rows) {
      throw InvalidInput.of(
          "covariates have %s rows and y has %s; give a row for each person.", design.rows(), rows);
    }
    if (terms.size() != design.columns()) {
      throw InvalidInput.of(
          "covariates have %s columns and %s names; give each a name.",
          design.columns(), terms.size());
    }
    requireDistinct(terms);
    boolean[] used = Subset.used(request, exchange, rows);
    double[] weights = weights(request, exchange, used);
    PeopleLevels.requireWhole(request, rows);
    TrainingData data =
        new TrainingData(traits, chosen, design, terms, weights, used, request.data().levels());
    data.requireFinite();
    return data;
  }

  private static List<String> names(Covariates covariates) {
    return covariates.names() == null ? List.of() : covariates.names();
  }

  /** Returns the number of rows, those that the subset leaves out included. */
  int rows() {
    return used.length;
  }

  /** Returns the fitted traits of some rows (rows each). */
  List<double[]> traits(int[] rows) {
    return Arrays.stream(chosen)
        .mapToObj(trait -> traits.values().select(rows, new int[] {trait}).data())
        .toList();
  }

  /** Returns why a row cannot be used, whatever the genotypes; null where it can. */
  String reasonToDrop(int row) {
    if (!used[row]) {
      return "not in subset";
    }
    if (Double.isNaN(traits.values().get(row, chosen[0]))) {
      return "y is missing";
    }
    for (int j = 0; j < design.columns(); j++) {
      if (Double.isNaN(design.get(row, j))) {
        return "a covariate is missing";
      }
    }
    String column = PeopleLevels.missing(levels, row);
    return column == null ? null : column + " is missing";
  }

  /**
   * Refuses repeated IDs where traits and covariates are the same in all records of every person:
   * rows that were copied by mistake would leave no residual at all.
   *
   * @param person person of each of these rows
   * @param first first row of each person
   * @param rows rows that are used
   * @param id ID of a row
   * @throws InvalidInput if no person's records differ
   */
  void requireOwnRecords(int[] person, int[] first, int[] rows, IntFunction<String> id) {
    int copied = -1;
    for (int r = 0; r < rows.length; r++) {
      int row = rows[r];
      int before = first[person[r]];
      boolean same = row != before;
      for (int trait : chosen) {
        same &= traits.values().get(row, trait) == traits.values().get(before, trait);
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
        id.apply(copied));
  }

  private static Matrix ones(int rows) {
    Matrix ones = Matrix.zeros(rows, 1);
    Arrays.fill(ones.data(), 1);
    return ones;
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

  private static double[] weights(Request request, Exchange exchange, boolean[] used) {
    if (request.data().weights() == null) {
      return null;
    }
    double[] weights = exchange.matrix(request.data().weights(), "weights").toArray();
    if (weights.length != used.length) {
      throw InvalidInput.of(
          "weights has %s values and y has %s rows; give each one.", weights.length, used.length);
    }
    for (int i = 0; i < weights.length; i++) {
      if (used[i]) {
        Records.requireWeight(weights[i], i);
      }
    }
    return weights;
  }

  private void requireFinite() {
    for (int i = 0; i < design.rows(); i++) {
      if (!used[i]) {
        continue;
      }
      for (int trait : chosen) {
        requireFinite(
            traits.values().get(i, trait),
            traits.count() == 1 ? "y" : traits.names().get(trait),
            i);
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
}
