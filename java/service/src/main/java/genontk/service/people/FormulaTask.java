package genontk.service.people;

import genontk.error.InvalidInput;
import genontk.service.request.DataFields;
import genontk.service.request.Request;
import genontk.service.request.Task;
import java.util.List;
import java.util.Map;

/**
 * The task formula: refuses formulas that no fit can use, in the same words for R and Python. A
 * front end asks where it has found something odd.
 */
public record FormulaTask(Request request) implements Task {

  /** The formula can be used. */
  record Result(String formula) {}

  @Override
  public Result run() {
    DataFields fields = request.data();
    String subject =
        fields.formula() == null ? "covariates have" : "The formula " + fields.formula() + " has";
    RandomEffect effect = fields.formula() == null ? null : RandomEffect.in(fields.formula());
    if (effect != null) {
      throw effect.refused();
    }
    if (isGiven(fields.dates())) {
      throw InvalidInput.of(
          "%s a date, time or duration: %s. Allowed are numbers and categories; make a number of"
              + " it, such as the years from a fixed day, or a category.",
          subject, quoted(fields.dates()));
    }
    if (fields.texts() != null && !fields.texts().isEmpty()) {
      throw ofText(subject, fields.texts().entrySet().iterator().next());
    }
    if (isGiven(fields.unsteady())) {
      throw InvalidInput.of(
          "%s a term that depends on all people at once: %s. Its values would be others for new"
              + " people than in the fit. Compute it beforehand as a column of data, with constants"
              + " that new people get too.",
          subject, quoted(fields.unsteady()));
    }
    return new Result(fields.formula());
  }

  private static InvalidInput ofText(String subject, Map.Entry<String, String> text) {
    return InvalidInput.of(
        "%s the variable '%s', which is text, and its cells are numbers%s. Make it numeric%s, or a"
            + " category by factor() in R and astype('category') in Python.",
        subject,
        text.getKey(),
        text.getValue() == null ? "" : ", but for cells such as '" + text.getValue() + "'",
        text.getValue() == null ? "" : " with that cell missing");
  }

  private static boolean isGiven(List<String> names) {
    return names != null && !names.isEmpty();
  }

  private static String quoted(List<String> names) {
    return "'" + String.join("', '", names) + "'";
  }
}
