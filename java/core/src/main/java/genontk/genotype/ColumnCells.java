package genontk.genotype;

import genontk.error.InvalidInput;
import genontk.error.Message;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The cells of a column, which are numbers or words. A column of numbers with a few words is
 * neither: the words may be misspelt numbers, or mean missing.
 */
final class ColumnCells {

  /** The largest share of words that are few. */
  private static final double FEW = 0.05;

  /** The largest number of different words that are few. */
  private static final int FEW_WORDS = 20;

  /** A number with a decimal comma, marks of thousands, a percent sign or a currency. */
  private static final Pattern MARKED =
      Pattern.compile(
          "[+\\-\u2212]?[$\u20ac\u00a3]? ?"
              + "(?:(?:[0-9]+|[0-9]{1,3}(?:[,.' \u00a0\u202f][0-9]{3})+)(?:[.,][0-9]+)?|[.,][0-9]+)"
              + "(?:[eE][+-]?[0-9]+)? ?[%$\u20ac\u00a3]?");

  private static final Pattern DATE =
      Pattern.compile("[0-9]{1,4}([-/.])[0-9]{1,2}\\1[0-9]{1,4}([ T].*)?");

  private final Path file;
  private final String name;
  private final List<TextTable.Row> rows;
  private final int place;
  private final CellRules rules;
  private final double[] numbers;
  private final Set<String> words = new HashSet<>();
  private int wordCount;
  private int numberCount;
  private int firstWord = -1;

  ColumnCells(Path file, String name, List<TextTable.Row> rows, int place, CellRules rules) {
    this.file = file;
    this.name = name;
    this.rows = rows;
    this.place = place;
    this.rules = rules;
    this.numbers = new double[rows.size()];
    count();
  }

  private String cell(int i) {
    return rows.get(i).cells()[place];
  }

  private void count() {
    for (int i = 0; i < numbers.length; i++) {
      String cell = cell(i);
      double number = NumberText.of(cell);
      boolean written = !Double.isNaN(number);
      boolean missing =
          written
              ? CellRules.isPlinkMissing(number) || rules.isDeclared(cell)
              : rules.isMissingNumber(cell);
      numbers[i] = missing ? Double.NaN : number;
      if (written && !missing) {
        numberCount++;
      } else if (!missing) {
        firstWord = firstWord < 0 ? i : firstWord;
        wordCount++;
        words.add(cell);
      }
    }
  }

  /**
   * Returns the column.
   *
   * @param notes takes notes for the user
   * @throws InvalidInput if it is one of numbers and holds a few words, or numbers with marks
   */
  PersonTable.Column read(List<String> notes) {
    if (rules.categorical().contains(name)) {
      return asWords();
    }
    if (wordCount == 0) {
      return new PersonTable.Column(name, numbers, null);
    }
    if (words.stream().allMatch(word -> isMarked(word))) {
      throw InvalidInput.of(
          "'%s' holds '%s' in line %d, column '%s'; allowed are numbers with a decimal point and no"
              + " other mark: 1234.5. If it is a word, say categorical = '%s'.",
          file, cell(firstWord), rows.get(firstWord).line(), name, name);
    }
    if (areFew()) {
      throw InvalidInput.of(
          "'%s' holds '%s' in line %d, column '%s', where %d cells are numbers and %d are not."
              + " Correct it, or declare it missing by na = '%s', or the column one of words by"
              + " categorical = '%s'.",
          file,
          cell(firstWord),
          rows.get(firstWord).line(),
          name,
          numberCount,
          wordCount,
          cell(firstWord),
          name);
    }
    boolean dates = words.stream().allMatch(word -> DATE.matcher(word).matches());
    if (dates || words.size() > FEW_WORDS || numberCount > 0) {
      notes.add(
          Message.of(
              "'%s': column '%s' holds %d different %s%s and is taken as categorical.",
              file,
              name,
              words.size(),
              dates ? "dates" : "words",
              numberCount == 0 ? "" : " beside numbers"));
    }
    return asWords();
  }

  private static boolean isMarked(String word) {
    return MARKED.matcher(word).matches() && !NumberText.isWritten(word);
  }

  private boolean areFew() {
    long values = Arrays.stream(numbers).filter(Double::isFinite).distinct().count();
    boolean mostlyNumbers = numberCount >= wordCount || values > words.size();
    return numberCount > 0
        && (wordCount <= FEW * (wordCount + numberCount)
            || (words.size() <= FEW_WORDS && mostlyNumbers));
  }

  /** Returns the column as words, in which - is missing unless + is a word too. */
  PersonTable.Column asWords() {
    boolean signs = words.contains("+") && !rules.isMissing("-");
    String[] cells = new String[numbers.length];
    for (int i = 0; i < cells.length; i++) {
      String cell = cell(i);
      boolean missing =
          rules.isMissing(cell)
              || (cell.equals("-") && !signs)
              || CellRules.isPlinkMissing(NumberText.of(cell));
      cells[i] = missing ? null : cell;
    }
    return new PersonTable.Column(name, null, Arrays.asList(cells));
  }
}
