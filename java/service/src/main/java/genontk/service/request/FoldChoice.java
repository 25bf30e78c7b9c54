package genontk.service.request;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.InvalidInput;
import java.util.ArrayList;
import java.util.List;

/**
 * A number of folds, or the fold of each row of the data.
 *
 * @param count the number, null where there are labels
 * @param labels the labels, null where there is a number; null for a row without one
 */
public record FoldChoice(@JsonValue Integer count, List<String> labels) {

  /** Reads either. */
  @JsonCreator
  static FoldChoice of(JsonNode folds) {
    if (folds.isArray()) {
      List<String> labels = new ArrayList<>(folds.size());
      folds.forEach(label -> labels.add(label.isNull() ? null : label.asText()));
      return new FoldChoice(null, labels);
    }
    if (!folds.canConvertToInt() || folds.doubleValue() != folds.intValue()) {
      throw InvalidInput.of(
          "folds = %s was given; allowed is a whole number from 2, or a fold label for each"
              + " person.",
          folds);
    }
    return new FoldChoice(folds.intValue(), null);
  }
}
