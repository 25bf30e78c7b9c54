package genontk.ridge;

import genontk.error.InvalidInput;

/** The rule by which the penalty is chosen. */
public enum Rule {
  /** The least cross-validated error. */
  MINIMUM("min"),
  /**
   * The largest penalty whose error is within one standard error of the least (Breiman et al.
   * 1984).
   */
  ONE_STANDARD_ERROR("1se"),
  /** The least generalised cross-validation score (Golub, Heath and Wahba 1979). */
  GENERALIZED("gcv"),
  /** The least leave-one-out error. */
  LEAVE_ONE_OUT("loo"),
  /** The ratio of residual to genetic variance by REML. */
  REML("reml");

  private final String label;

  Rule(String label) {
    this.label = label;
  }

  /** Returns the name by which users choose the rule. */
  public String label() {
    return label;
  }

  /** Returns whether the rule needs a trace, and so a factorisation of the kernel. */
  boolean needsTrace() {
    return this == GENERALIZED || this == LEAVE_ONE_OUT || this == REML;
  }

  /**
   * Returns the rule of that name.
   *
   * @throws InvalidInput if no rule has this name
   */
  public static Rule named(String name) {
    for (Rule rule : values()) {
      if (rule.label.equals(name)) {
        return rule;
      }
    }
    throw InvalidInput.of(
        "rule = '%s' was given; allowed are 'min', '1se', 'gcv', 'loo' and 'reml'.", name);
  }
}
