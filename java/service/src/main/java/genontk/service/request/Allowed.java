package genontk.service.request;

import genontk.error.InvalidInput;

/** Checks of values that a request gives. */
public final class Allowed {

  private Allowed() {}

  /**
   * Returns one of several names.
   *
   * @throws InvalidInput if it is another
   */
  public static String oneOf(String field, String value, String... allowed) {
    for (String name : allowed) {
      if (name.equals(value)) {
        return value;
      }
    }
    throw InvalidInput.of(
        "%s = '%s' was given; allowed are '%s'.", field, value, String.join("', '", allowed));
  }

  static void positive(String field, Number value) {
    if (!(value.doubleValue() > 0)) {
      throw InvalidInput.of("%s = %s was given; allowed are numbers above 0.", field, value);
    }
  }

  static void share(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw InvalidInput.of("%s = %s was given; allowed is 0 to 1.", field, value);
    }
  }
}
