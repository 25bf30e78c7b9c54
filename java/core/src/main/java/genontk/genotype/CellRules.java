package genontk.genotype;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the cells of a table mean.
 *
 * @param na further texts or numbers that mean missing
 * @param categorical names of columns that hold words, though they may look like numbers
 */
public record CellRules(List<String> na, List<String> categorical) {

  /** The usual rules. */
  public static final CellRules USUAL = new CellRules(List.of(), List.of());

  /** The number that means missing, as in PLINK. */
  private static final double PLINK_MISSING = -9;

  private static final Set<String> MISSING =
      Set.of("", ".", "?", "na", "n/a", "n.a.", "nan", "-nan", "null", "#n/a", "#na", "<na>");

  /** What means missing among numbers, and may be a word among words. */
  private static final Set<String> MISSING_NUMBERS = Set.of("none", "-", "--");

  /** Copies both; null means none. */
  public CellRules {
    na = na == null ? List.of() : List.copyOf(na);
    categorical = categorical == null ? List.of() : List.copyOf(categorical);
  }

  /** Returns whether a cell is missing in any column. */
  boolean isMissing(String cell) {
    return MISSING.contains(cell.toLowerCase(Locale.ROOT)) || isDeclared(cell);
  }

  /** Returns whether a cell that is no number is missing in a column of numbers. */
  boolean isMissingNumber(String cell) {
    return isMissing(cell) || MISSING_NUMBERS.contains(cell.toLowerCase(Locale.ROOT));
  }

  /** Returns whether a number means missing in PLINK's files. */
  static boolean isPlinkMissing(double number) {
    return number == PLINK_MISSING;
  }

  /** Returns whether the user has declared a cell missing, as a text or as a number. */
  boolean isDeclared(String cell) {
    if (na.isEmpty()) {
      return false;
    }
    double number = NumberText.of(cell);
    return na.stream().anyMatch(one -> one.equals(cell) || NumberText.of(one) == number);
  }
}
