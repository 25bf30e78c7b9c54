package genontk.service.fit;

import genontk.design.FixedEffects;
import genontk.error.Message;
import genontk.linalg.Matrix;
import genontk.service.request.Covariates;
import genontk.service.training.TrainingPeople;
import java.util.ArrayList;
import java.util.List;

/** Notes on covariates that a fit left out. */
final class LeftOut {

  private LeftOut() {}

  /**
   * Returns one note on covariates that are the same for everyone, and one on those that others
   * determine.
   *
   * @param covariates those of the request, or null
   */
  static List<String> notes(Covariates covariates, FixedEffects fixed, TrainingPeople people) {
    List<String> constant = new ArrayList<>();
    List<String> determined = new ArrayList<>();
    if (covariates != null && covariates.leftOut() != null) {
      covariates
          .leftOut()
          .forEach((name, level) -> constant.add(Message.of("'%s' ('%s')", name, level)));
    }
    for (String name : fixed.dropped()) {
      Matrix column = people.design(List.of(name));
      if (isConstant(column)) {
        constant.add(Message.of("'%s' (%s)", name, written(column.get(0, 0))));
      } else {
        determined.add(name);
      }
    }
    List<String> notes = new ArrayList<>();
    if (!constant.isEmpty()) {
      notes.add(
          Message.of(
              "Covariates left out because they are the same for everyone in the fit: %s.",
              String.join(", ", constant)));
    }
    if (!determined.isEmpty()) {
      notes.add(
          Message.of(
              "Covariates dropped because others determine them: %s.",
              String.join(", ", determined)));
    }
    return notes;
  }

  private static boolean isConstant(Matrix column) {
    for (int i = 1; i < column.rows(); i++) {
      if (column.get(i, 0) != column.get(0, 0)) {
        return false;
      }
    }
    return true;
  }

  /** Writes a whole number without a point. */
  private static String written(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Message.of("%.0f", value)
        : String.valueOf(value);
  }
}
