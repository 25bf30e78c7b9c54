package genontk.genotype;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds duplicates in lists of names. */
final class Names {

  private Names() {}

  /** Returns the first name that stands twice, or null. */
  static String firstDuplicate(List<String> names) {
    Set<String> seen = new HashSet<>(names.size() * 2);
    for (String name : names) {
      if (!seen.add(name)) {
        return name;
      }
    }
    return null;
  }
}
