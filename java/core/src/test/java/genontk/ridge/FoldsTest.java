package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.InvalidInput;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldsTest {

  @ParameterizedTest
  @CsvSource({"10, 5", "11, 5", "103, 7", "4, 4", "2, 2"})
  void sizesDifferByOneAtMost(int people, int count) {
    Folds folds = Folds.random(people, count, 1);
    int total = 0;
    for (int fold = 0; fold < count; fold++) {
      int size = folds.members(fold).length;
      assertTrue(size == people / count || size == (people + count - 1) / count);
      total += size;
    }
    assertEquals(people, total);
    assertEquals(count, folds.count());
  }

  @Test
  void theSeedDecides() {
    Folds folds = Folds.random(200, 5, 42);
    assertArrayEquals(folds.labels(), Folds.random(200, 5, 42).labels());
    assertFalse(Arrays.equals(folds.labels(), Folds.random(200, 5, 43).labels()));
    assertFalse(Arrays.equals(folds.labels(), Folds.random(200, 5, -42).labels()));
  }

  /** Every pair of people falls into one fold with the probability (n/k - 1)/(n - 1). */
  @Test
  void theShuffleIsFair() {
    int together = 0;
    int first = 0;
    int rounds = 6000;
    for (int seed = 0; seed < rounds; seed++) {
      int[] labels = Folds.random(10, 5, seed).labels();
      together += labels[0] == labels[1] ? 1 : 0;
      first += labels[9] == 0 ? 1 : 0;
    }
    assertEquals(1.0 / 9, together / (double) rounds, 4 * Math.sqrt(1.0 / 9 * 8 / 9 / rounds));
    assertEquals(0.2, first / (double) rounds, 4 * Math.sqrt(0.16 / rounds));
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "10, 0", "10, -3", "10, 11"})
  void countsOutOfRangeAreRefused(int people, int count) {
    assertThrows(InvalidInput.class, () -> Folds.random(people, count, 1));
  }

  @Test
  void labelsAreKeptWhateverTheyAreCalled() {
    Folds folds = Folds.labelled(List.of("north", "2", "north", "", "2"));
    assertEquals(3, folds.count());
    assertArrayEquals(new int[] {0, 2}, folds.members(folds.labels()[0]));
    assertArrayEquals(new int[] {1, 4}, folds.members(folds.labels()[1]));
    assertArrayEquals(new int[] {3}, folds.members(folds.labels()[3]));
  }

  @Test
  void missingOrSingleLabelsAreRefused() {
    assertThrows(InvalidInput.class, () -> Folds.labelled(Arrays.asList("a", null, "b")));
    assertThrows(InvalidInput.class, () -> Folds.labelled(List.of("a", "a", "a")));
    assertThrows(InvalidInput.class, () -> Folds.labelled(List.of()));
  }
}
