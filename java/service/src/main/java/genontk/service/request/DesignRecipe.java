package genontk.service.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import genontk.error.InvalidInput;
import java.util.List;
import java.util.Map;

/**
 * How either language makes the fixed-effects design of new people from their data: each column is
 * a product of variables and of indicators of a variable's level.
 *
 * @param id the column of the data that holds the IDs, or null
 * @param columns the columns, the intercept being a product of nothing
 * @param levels the levels of every categorical variable
 */
public record DesignRecipe(String id, List<Column> columns, Map<String, List<String>> levels) {

  public DesignRecipe {
    if (columns == null || columns.isEmpty() || levels == null) {
      throw new InvalidInput("design lacks its columns or its levels; give both.");
    }
    for (Column column : columns) {
      if (column == null || column.name() == null || column.factors() == null) {
        throw new InvalidInput("A column of the design lacks its name or its factors; give both.");
      }
      for (Factor factor : column.factors()) {
        requireKnown(factor, levels);
      }
    }
  }

  /** A column of the design, the product of its factors. */
  record Column(String name, List<Factor> factors) {}

  /**
   * A factor of a product.
   *
   * @param variable the column of the data
   * @param level the level that counts 1 and all others 0; null for the number itself
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Factor(String variable, String level) {}

  private static void requireKnown(Factor factor, Map<String, List<String>> levels) {
    boolean known =
        factor != null
            && factor.variable() != null
            && (factor.level() == null
                || levels.get(factor.variable()) != null
                    && levels.get(factor.variable()).contains(factor.level()));
    if (!known) {
      throw InvalidInput.of(
          "The design has a factor without a variable, or of a level that is not listed: %s.",
          factor);
    }
  }
}
