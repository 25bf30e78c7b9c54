package genontk.ridge;

import genontk.error.InvalidInput;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The folds of a cross-validation.
 *
 * @param labels the fold of each person, 0 to count - 1
 * @param names what the user calls each fold: at least 2
 */
public record Folds(int[] labels, List<String> names) {

  /**
   * Deals people at random to folds whose sizes differ by one at most.
   *
   * @param people n
   * @param count how many folds, 2 to n
   * @param seed the seed of the shuffle
   * @throws InvalidInput if the count is out of range
   */
  public static Folds random(int people, int count, long seed) {
    if (count < 2 || count > people) {
      throw new InvalidInput(
          "folds = "
              + count
              + " was given; allowed are whole numbers from 2 to the number of people ("
              + people
              + "), or a fold label for each person.");
    }
    int[] labels = new int[people];
    Arrays.setAll(labels, i -> i % count);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = people - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int label = labels[i];
      labels[i] = labels[other];
      labels[other] = label;
    }
    return new Folds(labels, IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList());
  }

  /**
   * Takes a user's folds.
   *
   * @param names the fold of each person, any labels
   * @throws InvalidInput if a label is missing or all are the same
   */
  public static Folds labelled(List<String> names) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] labels = new int[names.size()];
    for (int i = 0; i < labels.length; i++) {
      String name = names.get(i);
      if (name == null) {
        throw new InvalidInput(
            "folds has no label for person " + (i + 1) + "; give every person one.");
      }
      labels[i] = numbers.computeIfAbsent(name, key -> numbers.size());
    }
    if (numbers.size() < 2) {
      throw new InvalidInput(
          "folds puts everyone into one fold; give at least two different labels.");
    }
    return new Folds(labels, List.copyOf(numbers.keySet()));
  }

  /** Returns how many folds there are. */
  public int count() {
    return names.size();
  }

  /** Returns the people of a fold. */
  int[] members(int fold) {
    int[] members = new int[labels.length];
    int size = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == fold) {
        members[size++] = i;
      }
    }
    return Arrays.copyOf(members, size);
  }
}
