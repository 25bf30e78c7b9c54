package genontk.service.people;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The traits of a request.
 *
 * @param values one column per trait (rows of the data x traits); NaN is missing
 * @param names name of each trait
 */
public record Traits(Matrix values, List<String> names) {

  /** Number of classes that an error shows. */
  private static final int SHOWN = 5;

  /**
   * Reads the traits.
   *
   * @throws InvalidInput if there is none, or the names do not fit
   */
  public static Traits of(Request request, Exchange exchange) {
    if (request.data().y() == null) {
      throw new InvalidInput("No trait y was given; give a vector with a number for each person.");
    }
    Matrix values = exchange.matrix(request.data().y(), "y");
    if (values.columns() == 0) {
      throw new InvalidInput("y has no columns; give one column per trait.");
    }
    String[] given = request.data().yName();
    List<String> names = new ArrayList<>();
    for (int j = 0; j < values.columns(); j++) {
      names.add(given == null ? "y" + (j + 1) : j < given.length ? given[j] : null);
    }
    if (given != null && given.length != names.size()) {
      throw InvalidInput.of(
          "y has %s columns and %s names; give each a name.", names.size(), given.length);
    }
    Traits traits = new Traits(masked(values, request, exchange), names);
    return request.data().yLevels() == null ? traits : traits.of(request.data().yLevels());
  }

  /** Returns the values with NaN in rows outside the subset, whose classes do not count. */
  private static Matrix masked(Matrix values, Request request, Exchange exchange) {
    if (request.data().subset() == null) {
      return values;
    }
    boolean[] used = Subset.used(request, exchange, values.rows());
    Matrix masked = values.copy();
    for (int j = 0; j < values.columns(); j++) {
      for (int i = 0; i < used.length; i++) {
        if (!used[i]) {
          masked.set(i, j, Double.NaN);
        }
      }
    }
    return masked;
  }

  /** Returns the traits with 0 and 1 in place of classes. */
  private Traits of(List<List<String>> levels) {
    if (levels.size() != count()) {
      throw InvalidInput.of(
          "y has %s columns and levels of %s; give levels or null for each.",
          count(), levels.size());
    }
    double[][] columns = new double[count()][];
    for (int j = 0; j < columns.length; j++) {
      double[] column = values.columnValues(j);
      columns[j] = levels.get(j) == null ? column : twoClasses(column, levels.get(j), names.get(j));
    }
    return new Traits(Matrix.ofColumns(columns), names);
  }

  /** Returns 0 and 1 for the places of two classes, the later one of the levels being 1. */
  private static double[] twoClasses(double[] places, List<String> levels, String name) {
    int[] classes =
        IntStream.range(0, levels.size())
            .filter(level -> Arrays.stream(places).anyMatch(place -> place == level))
            .toArray();
    if (classes.length != 2) {
      throw InvalidInput.of(
          "'%s' has %s classes (%s); allowed are numbers, or two classes.",
          name,
          classes.length,
          Arrays.stream(classes)
              .limit(SHOWN)
              .mapToObj(levels::get)
              .collect(Collectors.joining(", ")));
    }
    return Arrays.stream(places)
        .map(place -> Double.isNaN(place) ? place : place == classes[1] ? 1 : 0)
        .toArray();
  }

  /** Returns the number of traits. */
  public int count() {
    return values.columns();
  }

  /** Returns groups of traits: the traits of a group are missing in the same people. */
  public Collection<int[]> groups() {
    Map<String, int[]> groups = new LinkedHashMap<>();
    for (int j = 0; j < count(); j++) {
      StringBuilder pattern = new StringBuilder();
      for (int i = 0; i < values.rows(); i++) {
        pattern.append(Double.isNaN(values.get(i, j)) ? '-' : '+');
      }
      int trait = j;
      groups.merge(
          pattern.toString(),
          new int[] {trait},
          (before, one) -> {
            int[] longer = Arrays.copyOf(before, before.length + 1);
            longer[before.length] = trait;
            return longer;
          });
    }
    return groups.values();
  }
}
