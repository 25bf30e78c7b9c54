package genontk.variance.component;

import genontk.error.InvalidInput;
import java.util.Arrays;

/** The 95 % intervals of variance components and heritabilities that users choose by name. */
public enum Intervals {
  /** Profile likelihood, under REML with constrained components; Wald otherwise. */
  PROFILE("profile"),
  /** Estimate and standard error, which cover too little; they cost nothing. */
  WALD("wald");

  private final String label;

  Intervals(String label) {
    this.label = label;
  }

  /**
   * Returns the intervals of that name.
   *
   * @throws InvalidInput if there are none
   */
  public static Intervals named(String label) {
    return Arrays.stream(values())
        .filter(intervals -> intervals.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                InvalidInput.of(
                    "intervals = '%s' was given; allowed are 'profile' and 'wald'.", label));
  }
}
