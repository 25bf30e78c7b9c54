package genontk.comparison;

import genontk.error.InvalidInput;
import genontk.kernel.Kernel;
import java.util.Collections;
import java.util.List;

/**
 * A method of the user's own, which has predicted already.
 *
 * @param predictions of the test people of each split
 * @param failures what went wrong in each split, null where nothing did; its predictions there do
 *     not count
 */
public record GivenPredictions(double[][] predictions, List<String> failures) implements Method {

  /** Takes predictions of a method that failed nowhere. */
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
  public double[] predict(SplitData round) {
    String failure = failures.get(round.number());
    if (failure != null) {
      throw new InvalidInput(failure);
    }
    return predictions[round.number()];
  }
}
