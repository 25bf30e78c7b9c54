package genontk.kernel;

import genontk.error.InvalidInput;
import java.util.Locale;

/** The place of the scale of a network's weights, which decides how much each layer counts. */
public enum Parameterization {
  /** Weights are N(0, 1); each layer divides by the root of its inputs (Jacot et al. 2018). */
  NTK,
  /**
   * Weights are N(0, 1/inputs), and gradients are taken with respect to these weights, so that
   * layers count by their numbers of inputs.
   */
  STANDARD;

  /**
   * Returns the parameterization of that name.
   *
   * @throws InvalidInput if there is none of that name
   */
  public static Parameterization named(String name) {
    for (Parameterization parameterization : values()) {
      if (parameterization.label().equals(name)) {
        return parameterization;
      }
    }
    throw InvalidInput.of(
        "parameterization = '%s' was given; allowed are 'ntk' and 'standard'.", name);
  }

  /** Returns the name by which users choose it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
