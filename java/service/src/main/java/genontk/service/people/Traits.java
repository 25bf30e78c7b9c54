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
    List<String> levels = request.data().yLevels();
    return new Traits(levels == null ? values : twoClasses(values, levels), names);
  }

  /** Returns 0 and 1 for the two classes of a trait; the later of its levels is 1. */
  private static Matrix twoClasses(Matrix codes, List<String> levels) {
    double[] places = codes.toArray();
    int[] classes =
        IntStream.range(0, levels.size())
            .filter(level -> Arrays.stream(places).anyMatch(place -> place == level))
            .toArray();
    if (classes.length != 2) {
      throw InvalidInput.of(
          "y has %s classes (%s); a trait has numbers, or two classes.",
          classes.length,
          Arrays.stream(classes)
              .limit(SHOWN)
              .mapToObj(levels::get)
              .collect(Collectors.joining(", ")));
    }
    Arrays.setAll(
        places, i -> Double.isNaN(places[i]) ? Double.NaN : places[i] == classes[1] ? 1 : 0);
    return new Matrix(places, codes.rows(), codes.columns());
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
