package genontk.service.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.service.people.PeopleSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The identity kernel: 1 for two people of one level, who share an effect, and 0 for others. A new
 * person with a level that the fit has not seen has no share.
 *
 * @param variable column of the data that holds the levels; null where each person is a level
 * @param levels level of each person of the fit; null for one that nobody else can have
 */
public record IdentityKernel(
    @JsonInclude(JsonInclude.Include.NON_NULL) String variable, List<String> levels) {

  /** The name of the kernel in requests. */
  public static final String NAME = "identity";

  /**
   * Returns the kernel of the people of a fit.
   *
   * @param name name of its component: a column of the data, where the data have such levels
   * @param rows levels of the rows of the data by the name of the column, or null
   * @param row first row of each person
   * @param ids ID of each person; null where nobody carries one
   */
  public static IdentityKernel of(
      String name, Map<String, List<String>> rows, int[] row, List<String> ids) {
    List<String> column = rows == null ? null : rows.get(name);
    if (column == null) {
      return new IdentityKernel(null, ids == null ? Collections.nCopies(row.length, null) : ids);
    }
    List<String> levels = new ArrayList<>();
    for (int i : row) {
      levels.add(column.get(i));
    }
    return new IdentityKernel(name, levels);
  }

  /** Returns the kernel without the IDs of people, who are then strangers to it. */
  public IdentityKernel withoutPeople() {
    return variable == null
        ? new IdentityKernel(null, Collections.nCopies(levels.size(), null))
        : this;
  }

  /** Returns whether no two people of the fit share a level. */
  public boolean sharesNothing() {
    return variable == null || levels.stream().distinct().count() == levels.size();
  }

  /** Returns the kernel among the people of the fit (n x n). */
  public Matrix matrix() {
    Matrix matrix = between(levels);
    for (int i = 0; i < levels.size(); i++) {
      matrix.set(i, i, 1);
    }
    return matrix;
  }

  /** Returns the kernel between people of these levels and the people of the fit. */
  public Matrix between(List<String> fresh) {
    Matrix matrix = Matrix.zeros(fresh.size(), levels.size());
    Map<String, List<Integer>> places = PeopleSource.places(levels);
    for (int i = 0; i < fresh.size(); i++) {
      for (int j : places.getOrDefault(fresh.get(i), List.of())) {
        matrix.set(i, j, 1);
      }
    }
    return matrix;
  }

  /** Returns {@link #between} times a vector with one number per person of the fit. */
  public double[] product(List<String> fresh, double[] vector) {
    Map<String, Double> sums = new HashMap<>();
    for (int j = 0; j < vector.length; j++) {
      if (levels.get(j) != null) {
        sums.merge(levels.get(j), vector[j], Double::sum);
      }
    }
    return fresh.stream().mapToDouble(level -> sums.getOrDefault(level, 0.0)).toArray();
  }

  /**
   * Returns the level of each new person; null where it is missing or nobody's.
   *
   * @param rows levels of the rows of the new data by the name of the column, or null
   * @param ids ID of each row, or null
   * @param count number of rows
   * @throws InvalidInput if the column is not among the new data
   */
  public List<String> levelsOf(Map<String, List<String>> rows, List<String> ids, int count) {
    if (variable == null) {
      return ids == null ? Collections.nCopies(count, null) : ids;
    }
    List<String> column = rows == null ? null : rows.get(variable);
    if (column == null || column.size() != count) {
      throw InvalidInput.of(
          "The fit has the identity kernel '%s', whose levels share an effect; give data with a"
              + " column '%s', one level per person. A new level has the effect 0.",
          variable, variable);
    }
    return column;
  }
}
