package genontk.genotype;

/** A person's sex by its code in a .fam. */
public enum Sex {
  /** Code 1. */
  MALE,
  /** Code 2. */
  FEMALE,
  /** Any other code. */
  UNKNOWN;

  static Sex of(String code) {
    return switch (code) {
      case "1" -> MALE;
      case "2" -> FEMALE;
      default -> UNKNOWN;
    };
  }
}
