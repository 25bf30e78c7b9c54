package genontk.genotype;

import genontk.error.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of a .fam, and of a .psam: parents, sex and phenotypes. Parents are IDs, and sex 0 is
 * unknown. A phenotype of 1, 2 and perhaps 0 is that of controls (1) and cases (2), and 0 is
 * missing.
 */
final class FamColumns {

  private static final List<String> NAMES =
      List.of("FID", "IID", "father", "mother", "sex", "phenotype");
  private static final Set<String> PARENTS = Set.of("father", "mother", "pat", "mat", "sid");
  private static final String SEX = "sex";

  private FamColumns() {}

  /** Returns whether a file is a .fam by its name. */
  static boolean isFam(Path file) {
    return hasSuffix(file, ".fam");
  }

  private static boolean hasSuffix(Path file, String suffix) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(suffix);
  }

  /** Returns the names of the columns: the six of PLINK, then phenotype1, phenotype2 and so on. */
  static List<String> names(int columns) {
    List<String> names = new ArrayList<>(NAMES);
    for (int j = NAMES.size(); j < columns; j++) {
      names.add("phenotype" + (j - NAMES.size() + 1));
    }
    return names;
  }

  /** Returns whether a file is a .psam, or its header names parents as that of a .psam or .fam. */
  static boolean areNamed(Path file, List<String> names) {
    return hasSuffix(file, ".psam") || names.stream().filter(FamColumns::isParent).count() > 1;
  }

  /** Returns whether a column holds IDs of parents or of samples. */
  static boolean isParent(String name) {
    return PARENTS.contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean isSex(String name) {
    return name.equalsIgnoreCase(SEX);
  }

  /** Returns a column in which the codes for unknown are missing. */
  static PersonTable.Column decoded(Path file, PersonTable.Column column, List<String> notes) {
    double[] numbers = column.numbers();
    if (numbers == null || !holds(numbers, 0)) {
      return column;
    }
    boolean sex = isSex(column.name());
    if (!sex && !Arrays.stream(numbers).allMatch(FamColumns::isCode)) {
      return column;
    }
    if (!sex && holds(numbers, 1) && !holds(numbers, 2)) {
      notes.add(
          Message.of(
              "'%s': column '%s' has the values 0 and 1, which are kept; PLINK would take 0 for"
                  + " missing and 1 for controls.",
              file, column.name()));
      return column;
    }
    if (holds(numbers, 1) || holds(numbers, 2)) {
      notes.add(
          Message.of(
              sex
                  ? "'%s': column '%s' is 0, unknown and so missing; lines: %d."
                  : "'%s': column '%s' is coded as in PLINK, 1 for controls and 2 for cases; 0 is"
                      + " missing; lines: %d.",
              file,
              column.name(),
              Arrays.stream(numbers).filter(number -> number == 0).count()));
    }
    return new PersonTable.Column(
        column.name(),
        Arrays.stream(numbers).map(number -> number == 0 ? Double.NaN : number).toArray(),
        null);
  }

  private static boolean holds(double[] numbers, double number) {
    return Arrays.stream(numbers).anyMatch(one -> one == number);
  }

  private static boolean isCode(double number) {
    return number == 0 || number == 1 || number == 2 || Double.isNaN(number);
  }
}
