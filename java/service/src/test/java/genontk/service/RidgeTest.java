package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernel ridge regression through the facade. */
class RidgeTest {

  private static final Sample SAMPLE = Sample.of(50, 25, 2);
  private static final int N = 50;

  @Test
  void thePathHasTheColumnsOfTheContract() {
    Answer answer = Call.fit("ntk_krr", SAMPLE).run().succeeded();
    double[] penalties = answer.numbers("/path/penalty");
    assertEquals(25, penalties.length);
    for (String column : new String[] {"error", "std_error", "correlation", "df"}) {
      for (double value : answer.numbers("/path/" + column)) {
        assertTrue(Double.isFinite(value), column);
      }
    }
    assertEquals(25, answer.numbers("/path/share").length);
    assertTrue(Double.isNaN(answer.numbers("/path/share")[0]));
    assertEquals("ntk", answer.texts("/path/kernel").get(24));
    double[] errors = answer.numbers("/path/error");
    int best = 0;
    for (int k = 0; k < 25; k++) {
      best = errors[k] < errors[best] ? k : best;
    }
    assertEquals(penalties[best], answer.number("/penalty"));
    assertEquals("min", answer.json().get("rule").asText());
    assertEquals(1, penalties[0] / 1e-4, 1e-12, "tr(K)/n is 1 for the neural tangent kernel");
    List<String> folds = answer.texts("/folds");
    assertEquals(N, folds.size());
    assertEquals(Set.of("1", "2", "3", "4", "5"), Set.copyOf(folds));
    assertTrue(Double.isNaN(answer.numbers("/heritability/std_error")[0]));
    assertTrue(Double.isNaN(answer.numbers("/variance_components/lower")[1]));
    assertTrue(answer.json().get("log_likelihood").isNull());
  }

  @Test
  void theBlupOfTheMixedModelIsRidgeAtItsRatio() {
    Answer model = Call.fit("ntk_lmm", SAMPLE).run().succeeded();
    double[] s = model.numbers("/variance_components/estimate");
    Answer ridge = Call.fit("ntk_krr", SAMPLE).with("penalty", s[1] / s[0]).run().succeeded();
    double[] fitted = model.fitted();
    assertArrayEquals(fitted, ridge.fitted(), 1e-8);
    assertArrayEquals(
        model.numbers("/fixed_effects/estimate"), ridge.numbers("/fixed_effects/estimate"), 1e-8);
    assertArrayEquals(s, ridge.numbers("/variance_components/estimate"), 1e-8 * s[1]);
    assertEquals(
        model.numbers("/heritability/estimate")[0],
        ridge.numbers("/heritability/estimate")[0],
        1e-9);
    Answer byRule = Call.fit("ntk_krr", SAMPLE).with("rule", "reml").run().succeeded();
    assertEquals(s[1] / s[0], byRule.number("/penalty"), 1e-9 * s[1] / s[0]);
    assertArrayEquals(fitted, byRule.fitted(), 1e-8);
  }

  @Test
  void foldsAreThoseOfTheLabelsInTheOrderOfY() {
    List<String> labels =
        IntStream.range(0, N).mapToObj(i -> i % 7 < 3 ? "south" : "north" + i % 2).toList();
    Sample reordered = SAMPLE.people(permutation());
    Answer answer = Call.fit("ntk_krr", SAMPLE).with("folds", labels).run().succeeded();
    Answer other =
        Call.fit("ntk_krr", reordered)
            .with("folds", Sample.select(labels, permutation()))
            .genotypes(SAMPLE.genotypes(), SAMPLE.ids(), SAMPLE.snps())
            .run()
            .succeeded();
    assertArrayEquals(answer.numbers("/path/error"), other.numbers("/path/error"), 1e-9);
    assertArrayEquals(Sample.select(answer.fitted(), permutation()), other.fitted(), 1e-9);
    assertEquals(labels, answer.texts("/folds"));
  }

  @Test
  void nestedValidationChoosesAnewForEachFold() {
    List<String> labels = IntStream.range(0, N).mapToObj(i -> "site" + i / 3 % 4).toList();
    Answer answer =
        Call.fit("ntk_krr", SAMPLE).with("folds", labels).with("nested", true).run().succeeded();
    assertEquals(List.of("site0", "site1", "site2", "site3"), answer.texts("/nested/fold"));
    assertEquals(4, answer.numbers("/nested/penalty").length);
    Answer without =
        Call.fit("ntk_krr", SAMPLE)
            .with("folds", labels)
            .with("penalty", 0.7)
            .with("nested", true)
            .run()
            .succeeded();
    double error = without.numbers("/path/error")[0];
    assertEquals(error, without.number("/nested/error"), 1e-9 * error, "there is no choice");
    Answer plain = Call.fit("ntk_krr", SAMPLE).run().succeeded();
    assertTrue(plain.json().get("nested").isNull());
  }

  @Test
  void diagnosticsAreLeftOutOnRequest() {
    Answer answer = Call.fit("ntk_krr", SAMPLE).with("diagnostics", false).run().succeeded();
    assertTrue(answer.json().at("/matrices/leave_one_out").isMissingNode());
    Answer full = Call.fit("ntk_krr", SAMPLE).with("diagnostics", true).run().succeeded();
    assertEquals(N, full.columns("leave_one_out")[0].length);
  }

  private static int[] permutation() {
    return IntStream.range(0, N).map(i -> (i * 17 + 5) % N).toArray();
  }

  @Test
  void foldsMayBeNumbersInAList() {
    List<Integer> labels = IntStream.range(0, N).mapToObj(i -> i % 4).toList();
    List<String> texts = labels.stream().map(String::valueOf).toList();
    assertArrayEquals(
        Call.fit("ntk_krr", SAMPLE).with("folds", labels).run().succeeded().numbers("/path/error"),
        Call.fit("ntk_krr", SAMPLE).with("folds", texts).run().succeeded().numbers("/path/error"));
  }

  @Test
  void labelsOfPeopleWhoWereDroppedGoWithThem() {
    double[] y = SAMPLE.y().clone();
    y[3] = Double.NaN;
    List<String> labels = IntStream.range(0, N).mapToObj(i -> "" + i % 4).toList();
    Answer dropped =
        Call.fit("ntk_krr", SAMPLE)
            .matrix("y", Sample.column(y))
            .with("folds", labels)
            .run()
            .succeeded();
    int[] others = IntStream.range(0, N).filter(i -> i != 3).toArray();
    Answer without =
        Call.fit("ntk_krr", SAMPLE.people(others))
            .with("folds", Sample.select(labels, others))
            .run()
            .succeeded();
    assertArrayEquals(without.numbers("/path/error"), dropped.numbers("/path/error"), 1e-12);
    assertArrayEquals(without.fitted(), dropped.fitted(), 1e-12);
  }

  @Test
  void theSeedDealsTheFolds() {
    List<String> one = Call.fit("ntk_krr", SAMPLE).run().succeeded().texts("/folds");
    assertEquals(
        one, Call.fit("ntk_krr", SAMPLE).with("seed", 1).run().succeeded().texts("/folds"));
    assertNotEquals(
        one, Call.fit("ntk_krr", SAMPLE).with("seed", 2).run().succeeded().texts("/folds"));
  }

  @Test
  void aGridOfPenaltiesIsSortedAndOneIsChosen() {
    Answer answer =
        Call.fit("ntk_krr", SAMPLE)
            .with("penalty", new double[] {5, 0.1, 0.7})
            .with("folds", 3)
            .run()
            .succeeded();
    assertArrayEquals(new double[] {0.1, 0.7, 5}, answer.numbers("/path/penalty"));
    Answer single = Call.fit("ntk_krr", SAMPLE).with("penalty", 0.7).run().succeeded();
    assertEquals(0.7, single.number("/penalty"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "[]", "[1, 0]", "\"1\"", "[1, null]", "true", "1e400"})
  void invalidPenaltiesAreRefused(String json) {
    Call.fit("ntk_krr", SAMPLE).with("penalty", Call.parse(json)).fails("InvalidInput");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "0", "-5", "51", "2.5", "\"5\"", "true", "{}", "[1, 2]", "1e10", "[]"})
  void invalidFoldsAreRefused(String json) {
    Call.fit("ntk_krr", SAMPLE).with("folds", Call.parse(json)).fails("InvalidInput");
  }

  @Test
  void foldsWithAMissingLabelOrOnlyOneAreRefused() {
    List<String> labels = new ArrayList<>(IntStream.range(0, N).mapToObj(i -> "" + i % 4).toList());
    labels.set(8, null);
    Call.fit("ntk_krr", SAMPLE).with("folds", labels).fails("InvalidInput");
    Call.fit("ntk_krr", SAMPLE)
        .with("folds", java.util.Collections.nCopies(N, "a"))
        .fails("InvalidInput");
  }

  @Test
  void foldsOfSinglePeopleAreLeaveOneOut() {
    Answer folds =
        Call.fit("ntk_krr", SAMPLE).with("folds", N).with("rule", "min").run().succeeded();
    Answer rule = Call.fit("ntk_krr", SAMPLE).with("rule", "loo").run().succeeded();
    assertEquals(rule.number("/penalty"), folds.number("/penalty"));
  }

  @Test
  void aFoldThatHoldsAFactorLevelIsRefused() {
    List<String> labels =
        IntStream.range(0, N).mapToObj(i -> i % 2 == 1 ? "women" : "men" + i % 4).toList();
    Call.fit("ntk_krr", SAMPLE).with("folds", labels).fails("InvalidInput");
  }

  @Test
  void unknownRulesAreRefused() {
    Call.fit("ntk_krr", SAMPLE).with("rule", "best").fails("InvalidInput");
  }
}
