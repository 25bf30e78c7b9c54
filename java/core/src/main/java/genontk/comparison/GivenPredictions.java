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
      throw new InvalidInput(
          "Predictions of "
              + predictions.length
              + " splits were given, and there are "
              + splits.size()
              + ". Predict the test people of every split.");
    }
    for (int k = 0; k < predictions.length; k++) {
      int test = splits.get(k).test().length;
      if (predictions[k].length != test) {
        throw new InvalidInput(
            "Predictions of "
                + predictions[k].length
                + " people were given in split "
                + (k + 1)
                + ", which has "
                + test
                + " test people. Predict the test people of every split.");
      }
    }
  }

  @Override
  public double[] predict(Round round) {
    String failure = failures.get(round.number());
    if (failure != null) {
      throw new InvalidInput(failure);
    }
    return predictions[round.number()];
  }
}
