package genontk.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.TestData;
import genontk.error.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitsTest {

  @Test
  void everyoneIsOnOneSideAndTheSeedDecides() {
    double[] y = TestData.normal(103, 1);
    List<Split> splits = new Splits(20, 0.2, 7, null).deal(y);
    assertEquals(20, splits.size());
    for (Split split : splits) {
      assertEquals(21, split.test().length);
      int[] all =
          IntStream.concat(Arrays.stream(split.test()), Arrays.stream(split.training()))
              .sorted()
              .toArray();
      assertArrayEquals(IntStream.range(0, 103).toArray(), all);
    }
    int[] first = splits.get(0).test();
    assertArrayEquals(first, new Splits(1, 0.2, 7, null).deal(y).get(0).test());
    assertFalse(Arrays.equals(first, splits.get(1).test()));
    assertFalse(Arrays.equals(first, new Splits(1, 0.2, 8, null).deal(y).get(0).test()));
  }

  @Test
  void everyoneIsTestedEquallyOften() {
    int rounds = 4000;
    int[] tested = new int[10];
    for (Split split : new Splits(rounds, 0.3, 1, null).deal(TestData.normal(10, 1))) {
      Arrays.stream(split.test()).forEach(i -> tested[i]++);
    }
    for (int count : tested) {
      assertEquals(0.3, count / (double) rounds, 4 * Math.sqrt(0.21 / rounds));
    }
  }

  @Test
  void casesOfABinaryTraitAreOnBothSides() {
    double[] y = new double[100];
    Arrays.fill(y, 0, 10, 1);
    for (Split split : new Splits(5, 0.2, 3, null).deal(y)) {
      assertEquals(2, Arrays.stream(split.test()).filter(i -> y[i] == 1).count());
      assertEquals(20, split.test().length);
    }
  }

  @Test
  void groupsStayWhole() {
    List<String> groups = IntStream.range(0, 100).mapToObj(i -> "g" + i * i % 23).toList();
    for (Split split : new Splits(10, 0.25, 3, groups).deal(TestData.normal(100, 1))) {
      for (int i : split.test()) {
        assertTrue(
            Arrays.stream(split.training()).noneMatch(j -> groups.get(i).equals(groups.get(j))));
      }
      assertTrue(split.test().length >= 25);
    }
  }

  @Test
  void aSplitWithNobodyOnOneSideIsRefused() {
    assertThrows(InvalidInput.class, () -> new Splits(0, 0.2, 1, null));
    for (double share : new double[] {0, 1, -1, Double.NaN}) {
      assertThrows(InvalidInput.class, () -> new Splits(1, share, 1, null));
    }
    Splits few = new Splits(1, 0.01, 1, null);
    assertThrows(InvalidInput.class, () -> few.deal(TestData.normal(10, 1)));
    Splits oneGroup = new Splits(1, 0.5, 1, List.of("a", "a", "a"));
    assertThrows(InvalidInput.class, () -> oneGroup.deal(TestData.normal(3, 1)));
    Splits missing = new Splits(1, 0.5, 1, Arrays.asList("a", null, "b"));
    assertThrows(InvalidInput.class, () -> missing.deal(TestData.normal(3, 1)));
  }
}
