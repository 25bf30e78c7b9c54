package genontk.ridge;

import genontk.error.InvalidInput;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folds of one round of cross-validation.
 *
 * @param labels the fold of each person, 0 to count - 1
 * @param names the user's name of each fold: at least 2
 */
public record Folds(int[] labels, List<String> names) {

  /**
   * Deals people at random to folds whose sizes differ by one person at most.
   *
   * @param people n
   * @param count the number of folds, 2 to n
   * @param seed the seed of the shuffle
   * @throws InvalidInput if the count is out of range
   */
  public static Folds random(int people, int count, long seed) {
    return FoldScheme.of(count, seed).deal(new double[people]).rounds().get(0);
  }

  /**
   * Makes folds from a user's labels.
   *
   * @param names the label of each person's fold
   * @throws InvalidInput if a label is missing or all labels are the same
   */
  public static Folds labelled(List<String> names) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] labels = numbered(names, numbers, "folds");
    if (numbers.size() < 2) {
      throw new InvalidInput(
          "folds puts everyone into one fold; give at least two different labels.");
    }
    return new Folds(labels, List.copyOf(numbers.keySet()));
  }

  /**
   * Returns each person's number, numbers counting names in order of first appearance.
   *
   * @param numbers the number of each name, which is added here
   * @throws InvalidInput if a name is missing
   */
  static int[] numbered(List<String> names, Map<String, Integer> numbers, String argument) {
    int[] labels = new int[names.size()];
    for (int i = 0; i < labels.length; i++) {
      String name = names.get(i);
      if (name == null) {
        throw InvalidInput.of(
            "%s has no label for person %s; give every person one.", argument, i + 1);
      }
      labels[i] = numbers.computeIfAbsent(name, key -> numbers.size());
    }
    return labels;
  }

  /**
   * Checks that no group has people in two of these folds.
   *
   * @param groups the group of each person
   * @throws InvalidInput if a group has, or a person has no group
   */
  public Folds requireWhole(List<String> groups) {
    requireLength(groups.size(), "groups");
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] group = numbered(groups, numbers, "groups");
    int[] fold = new int[numbers.size()];
    Arrays.fill(fold, -1);
    for (int i = 0; i < group.length; i++) {
      if (fold[group[i]] >= 0 && fold[group[i]] != labels[i]) {
        throw InvalidInput.of(
            "Group '%s' has people in the folds '%s' and '%s'. Give folds that keep groups whole,"
                + " or a number of folds.",
            groups.get(i), names.get(fold[group[i]]), names.get(labels[i]));
      }
      fold[group[i]] = labels[i];
    }
    return this;
  }

  private void requireLength(int length, String argument) {
    if (length != labels.length) {
      throw InvalidInput.of(
          "%s has %s labels for %s people; give each person one.", argument, length, labels.length);
    }
  }

  /** Returns the number of folds. */
  public int count() {
    return names.size();
  }

  /** Returns the name of each person's fold. */
  public List<String> namesOfPeople() {
    return Arrays.stream(labels).mapToObj(names::get).toList();
  }

  /** Returns the people of a fold. */
  public int[] members(int fold) {
    return people(fold, true);
  }

  /** Returns the people of all other folds. */
  public int[] others(int fold) {
    return people(fold, false);
  }

  private int[] people(int fold, boolean inside) {
    int[] people = new int[labels.length];
    int size = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == fold == inside) {
        people[size++] = i;
      }
    }
    return Arrays.copyOf(people, size);
  }
}
