package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.InvalidInput;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
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

  /** Each pair of people falls into one fold with probability (n/k - 1)/(n - 1). */
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

  @Test
  void theLabelsOfTheUserAreKeptForEveryPerson() {
    List<String> labels = List.of("7", "north", "7", "3", "north");
    assertEquals(labels, Folds.labelled(labels).namesOfPeople());
  }

  @ParameterizedTest
  @CsvSource({"60, 17, 5", "60, 5, 5", "200, 41, 3"})
  void groupsNeverStraddleFoldsAndFoldsAreBalanced(int n, int count, int folds) {
    List<String> groups =
        IntStream.range(0, n).mapToObj(i -> "family " + (i * i + i / 3) % count).toList();
    int largest =
        groups.stream().mapToInt(group -> Collections.frequency(groups, group)).max().orElseThrow();
    FoldPlan plan = new FoldScheme(folds, 3, 9, groups).deal(new double[n]);
    for (Folds round : plan.rounds()) {
      round.requireWhole(groups);
      int[] sizes = IntStream.range(0, folds).map(fold -> round.members(fold).length).toArray();
      assertEquals(n, Arrays.stream(sizes).sum());
      int spread =
          Arrays.stream(sizes).max().orElseThrow() - Arrays.stream(sizes).min().orElseThrow();
      assertTrue(spread <= largest, "the last group went to the smallest fold");
    }
  }

  @Test
  void foldsThatSplitAGroupAreRefused() {
    Folds folds = Folds.labelled(List.of("1", "1", "2", "2"));
    assertThrows(InvalidInput.class, () -> folds.requireWhole(List.of("a", "b", "b", "c")));
    assertThrows(InvalidInput.class, () -> folds.requireWhole(List.of("a", "a", "b")));
    assertEquals(folds, folds.requireWhole(List.of("a", "b", "c", "c")));
  }

  @Test
  void fewerGroupsThanFoldsMissingOrMiscountedGroupsAreRefused() {
    for (List<String> groups :
        List.of(
            List.of("a", "a", "a", "a"),
            List.of("a", "b", "a", "b"),
            Arrays.asList("a", "b", null, "c"),
            List.of("a", "b", "c"))) {
      FoldScheme scheme = new FoldScheme(3, 1, 1, groups);
      assertThrows(InvalidInput.class, () -> scheme.deal(new double[4]), groups.toString());
    }
  }

  @Test
  void roundsAreDealtAnewAndTheFirstIsThatOfTheSeed() {
    FoldPlan plan = new FoldScheme(5, 4, 11, null).deal(new double[100]);
    assertArrayEquals(Folds.random(100, 5, 11).labels(), plan.rounds().get(0).labels());
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < i; j++) {
        assertFalse(Arrays.equals(plan.rounds().get(i).labels(), plan.rounds().get(j).labels()));
      }
      assertFalse(
          Arrays.equals(plan.rounds().get(i).labels(), Folds.random(100, 5, 11 + i + 1).labels()));
    }
  }

  /** With 13 cases among 100 people, each of 5 folds has two or three cases. */
  @ParameterizedTest
  @CsvSource({"5, 13", "20, 13", "4, 50"})
  void casesOfABinaryTraitAreSpreadOverTheFolds(int count, int cases) {
    double[] y = new double[100];
    Arrays.fill(y, 0, cases, 1);
    Folds folds = FoldScheme.of(count, 3).deal(y).rounds().get(0);
    for (int fold = 0; fold < count; fold++) {
      int[] members = folds.members(fold);
      long own = Arrays.stream(members).filter(i -> y[i] == 1).count();
      assertEquals(100 / count, members.length);
      assertTrue(own == cases / count || own == (cases + count - 1) / count);
    }
  }

  @Test
  void roundsOfDifferentPeopleOrNoneAreRefused() {
    assertThrows(InvalidInput.class, () -> new FoldPlan(List.of()));
    assertThrows(
        InvalidInput.class,
        () -> new FoldPlan(List.of(Folds.random(9, 3, 1), Folds.random(8, 3, 1))));
    assertThrows(InvalidInput.class, () -> new FoldScheme(3, 0, 1, null));
  }
}
