package genontk.simulation;

import genontk.error.InvalidInput;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The dependence f of a trait on the additive value a. The softplus sp(a) = log(1 + e^a) is
 * positive.
 */
public enum TraitShape {
  /** The value a itself. */
  LINEAR(Map.of()),
  /** sp(a) / (c + sp(a)), which saturates. */
  HYPERBOLIC(Map.of("c", 1.0)),
  /** sign(a) |a|^k. */
  POWER(Map.of("k", 2.0)),
  /** cosh(a), the same on both sides of 0. */
  COSH(Map.of()),
  /** b sp(a) exp(-sp(a) / c), which rises, then falls (Ricker 1954). */
  RICKER(Map.of("b", 1.0, "c", 1.0));

  private final Map<String, Double> defaults;

  TraitShape(Map<String, Double> defaults) {
    this.defaults = defaults;
  }

  /** Returns the name by which users choose it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the shape with this name.
   *
   * @throws InvalidInput if there is none
   */
  public static TraitShape named(String name) {
    for (TraitShape shape : values()) {
      if (shape.label().equals(name)) {
        return shape;
      }
    }
    throw InvalidInput.of(
        "trait = '%s' was given; allowed are %s.",
        name,
        Arrays.stream(values())
            .map(shape -> "'" + shape.label() + "'")
            .collect(Collectors.joining(", ")));
  }

  /**
   * Returns the parameters with the defaults filled in.
   *
   * @throws InvalidInput if one is unknown, or not above 0
   */
  public Map<String, Double> complete(Map<String, Double> given) {
    Map<String, Double> all = new TreeMap<>(defaults);
    given.forEach(
        (name, value) -> {
          if (!defaults.containsKey(name)) {
            throw InvalidInput.of(
                "parameters has '%s'; the trait '%s' has %s.",
                name, label(), defaults.isEmpty() ? "none" : new TreeMap<>(defaults).keySet());
          }
          if (!(value != null && value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw InvalidInput.of(
                "parameters has %s = %s; allowed are numbers above 0.", name, value);
          }
          all.put(name, value);
        });
    return all;
  }

  /** Returns f(a). */
  double of(double a, Map<String, Double> parameters) {
    return switch (this) {
      case LINEAR -> a;
      case HYPERBOLIC -> softplus(a) / (parameters.get("c") + softplus(a));
      case POWER -> Math.signum(a) * StrictMath.pow(Math.abs(a), parameters.get("k"));
      case COSH -> StrictMath.cosh(a);
      case RICKER ->
          parameters.get("b") * softplus(a) * StrictMath.exp(-softplus(a) / parameters.get("c"));
    };
  }

  /** Returns sp(a) without an overflow of e^a. */
  private static double softplus(double a) {
    return Math.max(a, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a)));
  }
}
