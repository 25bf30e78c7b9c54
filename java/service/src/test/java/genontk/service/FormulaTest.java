package genontk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas that no fit can use are refused in the same words for both languages. */
class FormulaTest {

  private static Call formula(String text) {
    return Call.task("formula").with("formula", text);
  }

  private static String refused(String text) {
    return formula(text).fails("InvalidInput").json().at("/error/message").asText();
  }

  @ParameterizedTest
  @CsvSource({
    "y ~ x + (1 | id), (1 | id), id",
    "y ~ x + (1|id), (1 | id), id",
    "'y ~ (1 | id) + x', (1 | id), id",
    "y ~ x | num, (x | num), num",
    "y ~ z + x | num, (z + x | num), num",
    "y ~ (x || id), (x || id), id",
    "y ~ (1 | a/b), (1 | a/b), a_b",
    "y ~ (1 | a:b) + s, (1 | a:b), a_b",
    "y ~ log(z) + (1 | `my id`), (1 | `my id`), my id",
    "'y ~ x +\n  (1 |\n id)', (1 | id), id",
  })
  void aRandomEffectIsRefusedWithTheKernelThatIsMeant(String text, String effect, String name) {
    String message = refused(text);
    assertTrue(message.contains("random effect " + effect + "."), message);
    assertTrue(message.contains("\"" + name + "\": \"identity\"} in Python"), message);
    assertTrue(message.contains("Random effects are kernels here"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"y ~ (0 + x | id)", "y ~ (x - 1 | id)", "y ~ (-1 + x | id)"})
  void aSlopeWithoutACommonEffectIsAMatrix(String text) {
    String message = refused(text);
    assertTrue(message.contains("slope on 'x'"), message);
    assertTrue(!message.contains("identity"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y ~ I(a | b) + x",
        "y ~ factor((a | b) & d)",
        "y ~ `a|b`",
        "y ~ C(a, levels=['x|y'])",
        "a | b ~ x",
        "y ~ {a | b}",
        "y ~ x"
      })
  void aBarWithinACallOrAQuoteIsNoRandomEffect(String text) {
    formula(text).run().succeeded();
  }

  @Test
  void datesAndUnsteadyTermsAreNamed() {
    Call dates = formula("y ~ birth").with("dates", List.of("birth"));
    String message = dates.fails("InvalidInput").json().at("/error/message").asText();
    assertTrue(message.startsWith("The formula y ~ birth has a date, time or duration: 'birth'."));
    Call unsteady = formula("y ~ rank(x)").with("unsteady", List.of("rank(x)"));
    message = unsteady.fails("InvalidInput").json().at("/error/message").asText();
    assertTrue(message.contains("depends on all people at once: 'rank(x)'."), message);
    assertEquals("y ~ 1", formula("y ~ 1").run().succeeded().json().at("/formula").asText());
  }

  @Test
  void textOfNumbersIsRefusedWithTheCellThatIsNone() {
    String message =
        formula("y ~ age")
            .with("texts", Map.of("age", "#N/A"))
            .fails("InvalidInput")
            .json()
            .at("/error/message")
            .asText();
    assertTrue(message.contains("'age'") && message.contains("'#N/A'"), message);
    Map<String, String> all = new HashMap<>();
    all.put("age", null);
    formula("y ~ age").with("texts", all).fails("InvalidInput");
    formula("y ~ age").with("texts", Map.of()).run().succeeded();
  }
}
