package genontk.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.TestData;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoresTest {

  /** The definition: all pairs of a case and a control, ties counted half. */
  @Test
  void theAucCountsPairs() {
    Random random = new Random(3);
    double[] y = new double[40];
    double[] predicted = new double[40];
    for (int i = 0; i < 40; i++) {
      y[i] = random.nextInt(3) == 0 ? 1 : 0;
      predicted[i] = random.nextInt(6) + y[i];
    }
    double above = 0;
    double pairs = 0;
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 40; j++) {
        if (y[i] == 1 && y[j] == 0) {
          pairs++;
          above += predicted[i] > predicted[j] ? 1 : predicted[i] == predicted[j] ? 0.5 : 0;
        }
      }
    }
    assertEquals(above / pairs, Scores.of(predicted, y).auc(), 1e-12);
    double[] coded = Arrays.stream(y).map(value -> value + 1).toArray();
    assertEquals(above / pairs, Scores.of(predicted, coded).auc(), 1e-12);
    assertTrue(Double.isNaN(Scores.of(predicted, TestData.normal(40, 1)).auc()));
  }

  @Test
  void correlationAndErrorAreThoseOfTheirDefinition() {
    double[] y = {1, 2, 4, 9};
    Scores scores = Scores.of(new double[] {3, 5, 9, 10}, y);
    assertEquals((4 + 9 + 25 + 1) / 4.0, scores.squaredError(), 1e-12);
    assertEquals(31 / Math.sqrt(32.75 * 38), scores.correlation(), 1e-12);
    assertTrue(Double.isNaN(Scores.of(new double[] {1, 1, 1, 1}, y).correlation()));
  }

  /** Three splits with mean 2, variance 1 and a quarter tested give the root of (1/3 + 1/3). */
  @Test
  void standardErrorsAllowForSharedPeople() {
    double[][] scores = {{1, 2, 3}, {2, 5, 5}};
    ComparisonTable table =
        new ComparisonTable(List.of("a", "b"), scores, scores, scores, new String[2][3], 1.0 / 3);
    assertEquals(2, table.mean(scores[0]).mean(), 1e-12);
    assertEquals(Math.sqrt(2.0 / 3), table.mean(scores[0]).standardError(), 1e-12);
    assertEquals(2, table.difference(scores, 1, 0).mean(), 1e-12);
    assertEquals(Math.sqrt(2.0 / 3), table.difference(scores, 1, 0).standardError(), 1e-12);
    assertEquals(0, table.difference(scores, 0, 0).mean());
  }

  /** Only splits 1 and 3 have both scores; the differences are 1 and 2. */
  @Test
  void splitsWithoutAScoreCountForNeither() {
    double[][] scores = {{1, 2, 3}, {2, Double.NaN, 5}};
    ComparisonTable table =
        new ComparisonTable(List.of("a", "b"), scores, scores, scores, new String[2][3], 0.5);
    assertEquals(3.5, table.mean(scores[1]).mean(), 1e-12);
    assertEquals(2, table.mean(scores[1]).splits());
    assertEquals(1.5, table.difference(scores, 1, 0).mean(), 1e-12);
    assertEquals(Math.sqrt(0.5), table.difference(scores, 1, 0).standardError(), 1e-12);
  }

  @Test
  void onePredictionForEveryoneScoresNothing() {
    Scores same = Scores.ofMethod(new double[] {2, 2, 2}, new double[] {0, 1, 1});
    assertEquals(0, same.correlation());
    assertEquals(0.5, same.auc());
    assertNotNull(same.message());
    Scores missing = Scores.ofMethod(new double[] {2, Double.NaN, 1}, new double[] {0, 1, 1});
    assertTrue(Double.isNaN(missing.squaredError()));
    assertNotNull(missing.message());
  }

  @Test
  void theUnitOfATraitLeavesTheCorrelationAlone() {
    double[] y = TestData.normal(20, 1);
    double[] predicted = TestData.normal(20, 2);
    Scores plain = Scores.of(predicted, y);
    for (double unit : new double[] {1e-150, 1e150, 1e300}) {
      Scores scores = Scores.of(times(unit, predicted), times(unit, y));
      assertEquals(plain.correlation(), scores.correlation(), 1e-12);
    }
  }

  private static double[] times(double factor, double[] x) {
    return Arrays.stream(x).map(value -> factor * value).toArray();
  }
}
