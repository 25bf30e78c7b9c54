package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "007, 7",
    "-1.5, -1.5",
    "+3, 3",
    ".5, 0.5",
    "5., 5",
    "1.e3, 1000",
    "1e5, 100000",
    "1E+05, 100000",
    "-.5e-2, -0.005",
    "1e-400, 0",
    "-9, -9"
  })
  void numbersAreThoseOfReadTable(String text, double number) {
    assertEquals(number, NumberText.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1D",
        "2F",
        "1d",
        "1f",
        "1L",
        "0x1p3",
        "0x1F",
        "1_000",
        "Infinity",
        "-Infinity",
        "Inf",
        "inf",
        "NaN",
        "1e999",
        "",
        " ",
        "1 ",
        " 1",
        "1,5",
        "1 000",
        "1'000",
        ".",
        "-",
        "+",
        "e5",
        "1e",
        "1e+",
        "1e5.5",
        "1D5",
        "--1",
        "1.2.3",
        "1%",
        "(1)",
        "TRUE",
        "2020-01-05",
        "\u0661",
        "\u22123",
        "\uFF11",
        "1\u00A0000"
      })
  void allElseIsNoNumber(String text) {
    assertFalse(NumberText.isNumber(text), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e3", "1.0", "\u0661", "0x1", "1234567890123456789"})
  void wholeNumbersAreDigitsAlone(String text) {
    assertFalse(NumberText.isWhole(text));
    assertTrue(NumberText.isWhole("-12"));
  }
}
