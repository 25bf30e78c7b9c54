package genontk.service.request;

import genontk.error.InvalidInput;
import java.util.Map;

/**
 * The simulation that a request asks for; docs/protocol.md describes every field. A null field was
 * left out.
 */
public record Simulation(
    Integer n,
    Integer p,
    Double maf,
    Double ld,
    Long seed,
    String trait,
    Double h2,
    Double sdA,
    Map<String, Double> parameters,
    String interaction,
    Double interactionShare) {

  private static final long DEFAULT_SEED = 1;

  /**
   * Returns the simulation of a request.
   *
   * @throws InvalidInput if it has none
   */
  public static Simulation of(Request request) {
    if (request.simulation() == null) {
      throw new InvalidInput("simulation is missing; say what to simulate.");
    }
    return request.simulation();
  }

  public long seedOrDefault() {
    return seed == null ? DEFAULT_SEED : seed;
  }

  public static double orElse(Double value, double otherwise) {
    return value == null ? otherwise : value;
  }
}
