package genontk.network;

import genontk.error.InvalidInput;

/**
 * The settings of a network and its training.
 *
 * @param units the number of units of each hidden layer
 * @param dropout the share of units left out in a step
 * @param rate the step size of Adam (Kingma and Ba 2015)
 * @param decay the weight decay
 * @param batch the number of people per step
 * @param epochs the largest number of passes over the training people
 * @param patience the number of epochs without a better validation error after which training stops
 * @param validation the share of the training people that is set aside for validation
 */
public record NetworkSettings(
    int[] units,
    double dropout,
    double rate,
    double decay,
    int batch,
    int epochs,
    int patience,
    double validation) {

  /**
   * Checks the numbers.
   *
   * @throws InvalidInput if a number is out of its range
   */
  public NetworkSettings {
    if (units.length == 0 || batch < 2 || epochs < 1 || patience < 1) {
      throw InvalidInput.of(
          "A network needs hidden layers, batches of two people and more, and an epoch; batch = %s,"
              + " epochs = %s and patience = %s were given.",
          batch, epochs, patience);
    }
    if (!(dropout >= 0 && dropout < 1 && validation > 0 && validation < 1)) {
      throw InvalidInput.of(
          "dropout = %s and validation = %s were given; allowed are shares of 1.",
          dropout, validation);
    }
  }

  /**
   * Returns the settings of the paper: 50 and 30 units, dropout .2, batches of 32, up to 200
   * epochs, patience 20 on a tenth of the training people. The paper does not tell step size and
   * decay; they are .001 and .0001.
   */
  public static NetworkSettings paper() {
    return new NetworkSettings(new int[] {50, 30}, 0.2, 1e-3, 1e-4, 32, 200, 20, 0.1);
  }
}
