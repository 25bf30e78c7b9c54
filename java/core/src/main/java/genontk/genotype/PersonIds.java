package genontk.genotype;

import genontk.error.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes one ID per person from FID and IID. */
final class PersonIds {

  private static final String SEPARATOR = ":";

  private PersonIds() {}

  /**
   * Returns the IID where all of them are unique, FID:IID otherwise.
   *
   * @throws InvalidInput if two people share both
   */
  static List<String> of(List<String> families, List<String> within, Path file) {
    if (Names.firstDuplicate(within) == null) {
      return within;
    }
    List<String> full = new ArrayList<>(within.size());
    for (int i = 0; i < within.size(); i++) {
      full.add(families.get(i) + SEPARATOR + within.get(i));
    }
    String duplicate = Names.firstDuplicate(full);
    if (duplicate != null) {
      throw InvalidInput.of(
          "'%s' names '%s' (FID:IID) twice; give every person an ID of their own.",
          file, duplicate);
    }
    return full;
  }
}
