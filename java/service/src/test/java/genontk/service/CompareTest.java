package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The comparison of methods through the facade. */
class CompareTest {

  private static final Sample SAMPLE = Sample.of(50, 25, 2);

  private static Call compare() {
    return Call.fit("compare", SAMPLE).without("kernel").with("splits", 3);
  }

  private static double[] flat(Answer answer) {
    return Arrays.stream(answer.columns("splits")).flatMapToDouble(Arrays::stream).toArray();
  }

  @Test
  void aMethodByNameIsTheSameAsItsParts() {
    Answer named = compare().with("methods", List.of("LMM", "NTK-KRR")).run().succeeded();
    Answer parts =
        compare()
            .with(
                "methods",
                List.of(
                    Map.of("name", "a", "fit", "ntk_lmm", "kernel", "additive"),
                    Map.of("name", "b", "fit", "ntk_krr", "kernel", "ntk", "depth", 2)))
            .run()
            .succeeded();
    assertArrayEquals(named.numbers("/scores/correlation"), parts.numbers("/scores/correlation"));
    assertEquals(List.of("a", "b"), parts.texts("/table/method"));
  }

  @Test
  void theSplitsAloneAreThoseOfTheComparison() {
    Answer drawn = Call.fit("splits", SAMPLE).with("splits", 3).run().succeeded();
    Answer compared = compare().with("methods", List.of("LMM")).run().succeeded();
    double[] tests = flat(drawn);
    assertArrayEquals(tests, flat(compared));
    assertEquals(30, Arrays.stream(tests).sum());
    assertTrue(drawn.json().get("table").isNull());
  }

  @Test
  void ridgeThatChoosesAmongKernelsIsHonestAboutIt() {
    Answer answer =
        compare()
            .with(
                "methods",
                List.of(
                    Map.of(
                        "name",
                        "best",
                        "fit",
                        "ntk_krr",
                        "kernel",
                        List.of("additive", "gaussian"),
                        "depth",
                        List.of(1, 3))))
            .run()
            .succeeded();
    assertEquals(3, answer.numbers("/scores/correlation").length);
    assertTrue(Arrays.stream(answer.numbers("/scores/squared_error")).allMatch(e -> e > 0));
  }

  @Test
  void aJarOfTheUsersBringsAMethodByItsName() {
    Answer answer = compare().with("methods", List.of("LMM", "row numbers")).run().succeeded();
    double[][] splits = answer.columns("splits");
    double[] errors = answer.numbers("/scores/squared_error");
    for (int k = 0; k < splits.length; k++) {
      double sum = 0;
      for (int i = 0; i < SAMPLE.y().length; i++) {
        sum += splits[k][i] * Math.pow(SAMPLE.y()[i] - i, 2);
      }
      assertEquals(sum / Arrays.stream(splits[k]).sum(), errors[2 * k + 1], 1e-9);
    }
  }
}
