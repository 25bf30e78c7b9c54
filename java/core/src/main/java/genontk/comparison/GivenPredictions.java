package genontk.comparison;

import genontk.error.InvalidInput;
import genontk.kernel.Kernel;
import java.util.List;

/**
 * A method of the user's own, which has predicted already.
 *
 * @param predictions of the test people of each split
 */
public record GivenPredictions(double[][] predictions) implements Method {

  @Override
  public List<Kernel> kernels() {
    return List.of();
  }

  @Override
  public double[] predict(Round round) {
    int test = round.split().test().length;
    if (round.number() >= predictions.length || predictions[round.number()].length != test) {
      throw new InvalidInput(
          "Predictions of "
              + predictions.length
              + " splits were given"
              + (round.number() < predictions.length
                  ? ", of " + predictions[round.number()].length + " people in this one"
                  : "")
              + "; split "
              + (round.number() + 1)
              + " has "
              + test
              + " test people. Predict the test people of every split.");
    }
    return predictions[round.number()];
  }
}
