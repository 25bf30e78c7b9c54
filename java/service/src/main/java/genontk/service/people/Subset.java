package genontk.service.people;

import genontk.error.InvalidInput;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import java.util.Arrays;

/** The rows of the data that a request uses. */
public final class Subset {

  private Subset() {}

  /**
   * Returns whether {@code subset} holds each row of the data.
   *
   * @throws InvalidInput if it has another number of rows
   */
  public static boolean[] used(Request request, Exchange exchange, int rows) {
    boolean[] used = new boolean[rows];
    Arrays.fill(used, true);
    if (request.data().subset() != null) {
      double[] subset = exchange.matrix(request.data().subset(), "subset").toArray();
      if (subset.length != rows) {
        throw InvalidInput.of(
            "subset has %s values and y has %s rows; give true or false for each row.",
            subset.length, rows);
      }
      for (int i = 0; i < rows; i++) {
        used[i] = subset[i] == 1;
      }
    }
    return used;
  }
}
