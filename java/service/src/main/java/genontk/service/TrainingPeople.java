package genontk.service;

import genontk.error.InvalidInput;
import genontk.genotype.Dropped;
import genontk.linalg.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The people whom a fit uses: those with a trait, covariates and genotypes.
 *
 * @param ids their IDs; row numbers of the data where nobody carries one
 * @param dataRows their rows in the data
 * @param genotypeRows their rows in the genotypes or the kernel
 * @param y their trait
 * @param design their fixed-effects design (n x columns)
 * @param terms the names of its columns
 * @param dropped the others, with the reason
 * @param messages what a user should know
 */
record TrainingPeople(
    List<String> ids,
    int[] dataRows,
    int[] genotypeRows,
    double[] y,
    Matrix design,
    List<String> terms,
    List<Dropped> dropped,
    List<String> messages) {

  static final String INTERCEPT = "(Intercept)";

  /**
   * Chooses them from the request's data, joined to {@code otherIds} of the genotypes or the
   * kernel.
   */
  static TrainingPeople of(
      Request request, Exchange exchange, List<String> otherIds, int otherRows, String what) {
    if (request.y() == null) {
      throw new InvalidInput("No trait y was given; give a vector with a number for each person.");
    }
    double[] y = exchange.column(request.y(), "y");
    List<String> terms =
        request.covariates() == null ? List.of(INTERCEPT) : request.covariates().names();
    Matrix design =
        request.covariates() == null
            ? ones(y.length)
            : exchange.matrix(request.covariates().values(), "covariates");
    if (design.rows() != y.length) {
      throw new InvalidInput(
          "covariates have "
              + design.rows()
              + " rows and y has "
              + y.length
              + "; give a row for each person.");
    }
    if (terms == null || terms.size() != design.columns()) {
      throw new InvalidInput(
          "covariates have "
              + design.columns()
              + " columns and "
              + (terms == null ? 0 : terms.size())
              + " names; give each a name.");
    }
    requireDistinct(terms);
    requireFinite(y, design, terms);
    PeopleJoin join = PeopleJoin.of(request.ids(), y.length, otherIds, otherRows, what);
    List<Dropped> dropped = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      String reason = reasonToDrop(y, design, join, i, what);
      if (reason == null) {
        kept.add(i);
      } else {
        dropped.add(new Dropped("person", id(join, i), reason));
      }
    }
    if (kept.isEmpty()) {
      throw new InvalidInput(
          "All "
              + y.length
              + " people were dropped ("
              + dropped.get(0).reason()
              + ", for one); none is left to fit.");
    }
    int[] rows = kept.stream().mapToInt(Integer::intValue).toArray();
    return new TrainingPeople(
        kept.stream().map(i -> id(join, i)).toList(),
        rows,
        kept.stream().mapToInt(i -> join.rows()[i]).toArray(),
        kept.stream().mapToDouble(i -> y[i]).toArray(),
        design.selectRows(rows),
        terms,
        dropped,
        messages(join, dropped, what));
  }

  /** Returns how many rows the data had, those of people who were dropped included. */
  int rowsOfData() {
    return dataRows.length + dropped.size();
  }

  /** Returns the columns of the design that have these names. */
  Matrix design(List<String> names) {
    int[] rows = new int[design.rows()];
    Arrays.setAll(rows, i -> i);
    return design.select(rows, names.stream().mapToInt(terms::indexOf).toArray());
  }

  private static Matrix ones(int rows) {
    Matrix ones = Matrix.zeros(rows, 1);
    Arrays.fill(ones.data(), 1);
    return ones;
  }

  private static String id(PeopleJoin join, int i) {
    return join.ids() == null ? String.valueOf(i + 1) : join.ids().get(i);
  }

  private static void requireDistinct(List<String> terms) {
    for (int j = 0; j < terms.size(); j++) {
      if (terms.get(j) == null) {
        throw new InvalidInput("covariates have no name in column " + (j + 1) + "; give it one.");
      }
      if (terms.indexOf(terms.get(j)) < j) {
        throw new InvalidInput(
            "covariates have two columns named '"
                + terms.get(j)
                + "'; give each a name of its own.");
      }
    }
  }

  private static void requireFinite(double[] y, Matrix design, List<String> terms) {
    for (int i = 0; i < y.length; i++) {
      requireFinite(y[i], "y", i);
      for (int j = 0; j < design.columns(); j++) {
        requireFinite(design.get(i, j), "covariate '" + terms.get(j) + "'", i);
      }
    }
  }

  private static void requireFinite(double value, String what, int row) {
    if (Double.isInfinite(value)) {
      throw new InvalidInput(
          what
              + " is infinite in row "
              + (row + 1)
              + "; allowed are finite numbers, and a missing value for a person to be left out.");
    }
  }

  private static String reasonToDrop(
      double[] y, Matrix design, PeopleJoin join, int row, String what) {
    if (Double.isNaN(y[row])) {
      return "y is missing";
    }
    for (int j = 0; j < design.columns(); j++) {
      if (Double.isNaN(design.get(row, j))) {
        return "a covariate is missing";
      }
    }
    return join.rows()[row] == PeopleJoin.ABSENT ? "not in the " + what : null;
  }

  private static List<String> messages(PeopleJoin join, List<Dropped> dropped, String what) {
    List<String> messages = new ArrayList<>(join.messages());
    if (join.unmatched() > 0) {
      messages.add(
          Counted.people(join.unmatched(), "is", "are")
              + " in the "
              + what
              + " and not in the data.");
    }
    dropped.stream()
        .map(Dropped::reason)
        .distinct()
        .forEach(
            reason -> {
              long count =
                  dropped.stream().filter(person -> person.reason().equals(reason)).count();
              messages.add(Counted.people(count, "was", "were") + " dropped: " + reason + ".");
            });
    return messages;
  }
}
