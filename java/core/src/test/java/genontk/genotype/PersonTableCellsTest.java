package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTableCellsTest {

  @TempDir Path folder;

  /** Reads a table of a column x of n people. */
  private PersonTable read(int n, IntFunction<String> cell, CellRules rules) throws IOException {
    StringBuilder text = new StringBuilder("FID\tIID\tx\n");
    for (int i = 0; i < n; i++) {
      text.append("f\tp" + i + "\t" + cell.apply(i) + "\n");
    }
    return PersonTable.read(Files.writeString(folder.resolve("pheno.txt"), text), rules);
  }

  private PersonTable.Column column(int n, IntFunction<String> cell) throws IOException {
    return read(n, cell, CellRules.USUAL).columns().get(0);
  }

  private String refused(int n, IntFunction<String> cell) {
    return assertThrows(InvalidInput.class, () -> column(n, cell)).getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NA",
        "na",
        "N/A",
        "n/a",
        "#N/A",
        "#NA",
        "NaN",
        "nan",
        "-nan",
        "NULL",
        "null",
        "<NA>",
        "?",
        ".",
        "",
        "-",
        "--",
        "None",
        "-9",
        "-9.0",
        "-9.000e0",
        "n.a."
      })
  void usualSpellingsOfMissingAreMissingAmongNumbers(String missing) throws IOException {
    double[] numbers = column(40, i -> i % 4 == 1 ? missing : "1." + i).numbers();
    assertTrue(Double.isNaN(numbers[1]) && Double.isNaN(numbers[37]));
    assertEquals(1.38, numbers[38]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NA", "n/a", "#N/A", "null", "?", "", "-", "-9"})
  void usualSpellingsOfMissingAreMissingAmongWords(String missing) throws IOException {
    List<String> words = column(4, i -> i == 1 ? missing : "Rome").words();
    assertEquals(Arrays.asList("Rome", null, "Rome", "Rome"), words);
  }

  @Test
  void aWordThatMayMeanMissingStaysAWordAmongWords() throws IOException {
    assertEquals(List.of("None", "daily"), column(2, i -> i == 0 ? "None" : "daily").words());
    assertEquals(List.of("-", "+"), column(2, i -> i == 0 ? "-" : "+").words());
  }

  @ParameterizedTest
  @CsvSource({
    "400, 1, true",
    "400, 19, true",
    "400, 20, true",
    "400, 21, false",
    "1000, 50, true",
    "30, 14, true"
  })
  void aColumnOfNumbersWithAFewWordsIsAnError(int n, int words, boolean few) throws IOException {
    // Words stand first, so that 21 of 400 are more than 5 percent.
    IntFunction<String> cell = i -> i < words ? "word" + i : String.valueOf(i);
    if (few) {
      String message = refused(n, cell);
      assertTrue(
          message.contains("pheno.txt")
              && message.contains("line 2")
              && message.contains("'x'")
              && message.contains("'word0'")
              && message.contains("na = 'word0'"),
          message);
    } else {
      assertEquals("word0", column(n, cell).words().get(0));
    }
  }

  @Test
  void aWordThatStandsOftenIsAnErrorAmongManyNumbers() {
    assertTrue(refused(100, i -> i % 5 < 3 ? "unknown" : "1." + i).contains("line 2"));
  }

  @Test
  void wordsStayWords() throws IOException {
    assertEquals("7", column(30, i -> i == 0 ? "7" : "centre" + i % 3).words().get(0));
    for (String word :
        List.of("1D", "2F", "0x1p3", "1_000", "Infinity", "TRUE", "2020-01-05", "E11", "1.2.3")) {
      assertEquals(word, column(3, i -> word).words().get(2));
    }
    PersonTable many = read(60, i -> "city" + i % 30, CellRules.USUAL);
    assertTrue(many.notes().get(0).contains("30 different words"), many.notes().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1D", "0x1F", "1_000", "Infinity", "1e999", "1,5", "1,234", "12%", "\u22125"})
  void aMisspeltNumberIsNamed(String cell) {
    String message = refused(40, i -> i == 30 ? cell : "1." + i);
    assertTrue(message.contains("line 32") && message.contains("'" + cell + "'"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "171,5",
        ",5",
        "1,234",
        "1,234.5",
        "1.234,5",
        "1 234",
        "1'234",
        "1\u00a0234",
        "12%",
        "12.5 %",
        "$5",
        "5\u20ac",
        "\u22125",
        "-1,5e3",
        "1.234.567"
      })
  void aColumnOfNumbersWithMarksIsAnError(String cell) {
    assertTrue(refused(30, i -> cell).contains("decimal point"));
    assertTrue(refused(30, i -> i % 2 == 0 ? cell : String.valueOf(i)).contains("decimal point"));
  }

  @Test
  void datesAreWordsAndThisIsTold() throws IOException {
    for (String date : List.of("2020-01-0", "1/2/202", "01.02.202", "2020-01-01T12:0")) {
      PersonTable table = read(5, i -> date + i, CellRules.USUAL);
      assertTrue(table.notes().get(0).contains("5 different dates"), table.notes().toString());
      assertNull(table.columns().get(0).numbers());
    }
  }

  @Test
  void declaredCellsAreMissing() throws IOException {
    CellRules rules = new CellRules(List.of("unknown", "-99"), null);
    IntFunction<String> cell = i -> i == 0 ? "unknown" : i == 1 ? "-99.0" : "5";
    double[] numbers = read(3, cell, rules).columns().get(0).numbers();
    assertArrayEquals(new double[] {Double.NaN, Double.NaN, 5}, numbers);
    List<String> words = read(2, i -> i == 0 ? "unknown" : "Rome", rules).columns().get(0).words();
    assertEquals(Arrays.asList(null, "Rome"), words);
  }

  @Test
  void declaredCategoriesAreWords() throws IOException {
    CellRules rules = new CellRules(null, List.of("x"));
    PersonTable.Column column =
        read(3, i -> List.of("1", "-9", "2b").get(i), rules).columns().get(0);
    assertNull(column.numbers());
    assertEquals(Arrays.asList("1", null, "2b"), column.words());
  }
}
