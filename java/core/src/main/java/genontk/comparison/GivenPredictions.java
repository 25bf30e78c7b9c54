package genontk.comparison;

import genontk.error.InvalidInput;
import genontk.kernel.Kernel;
import java.util.Collections;
import java.util.List;

/**
 * The predictions of a method of the user's own.
 *
 * @param predictions the predictions for the test people of each split (splits x test)
 * @param failures the error's message in each split, null if there is none; predictions of a split
 *     with an error do not count
 */
public record GivenPredictions(double[][] predictions, List<String> failures) implements Method {

  /** Takes the predictions of a method that failed in no split. */
  public GivenPredictions(double[][] predictions) {
    this(predictions, Collections.nCopies(predictions.length, null));
  }

  @Override
  public List<Kernel> kernels() {
    return List.of();
  }

  @Override
  public void requireFitting(List<Split> splits) {
    if (predictions.length != splits.size() || failures.size() != splits.size()) {
      throw InvalidInput.of(
          "Predictions of %s splits were given, and there are %s. Predict the test people of every"
              + " split.",
          predictions.length, splits.size());
    }
    for (int k = 0; k < predictions.length; k++) {
      int test = splits.get(k).test().length;
      if (predictions[k].length != test) {
        throw InvalidInput.of(
            "Predictions of %s people were given in split %s, which has %s test people. Predict the"
                + " test people of every split.",
            predictions[k].length, k + 1, test);
      }
    }
  }

  @Override
  public double[] predict(SplitData data) {
    String failure = failures.get(data.number());
    if (failure != null) {
      throw new InvalidInput(failure);
    }
    return predictions[data.number()];
  }
}
