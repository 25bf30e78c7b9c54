package genontk.ridge;

import genontk.error.InvalidInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The way in which people are dealt to folds.
 *
 * <p>All people of a group (family, site) go to the same fold. Groups are dealt by decreasing size,
 * equal ones in random order, each to the smallest fold so far. Without groups, folds differ in
 * size by one person at most, and each fold gets its share of both values of a trait with two
 * values.
 *
 * @param count the number of folds
 * @param repeats the number of rounds, each dealt anew
 * @param seed of the random order in all rounds
 * @param groups the group of each person, or null
 */
public record FoldScheme(int count, int repeats, long seed, List<String> groups) {

  /** The distance of the seeds of two rounds, larger than that of seeds users choose. */
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /**
   * Checks the numbers.
   *
   * @throws InvalidInput if there are fewer than two folds or no round
   */
  public FoldScheme {
    if (count < 2) {
      throw outOfRange(count, "people");
    }
    if (repeats < 1) {
      throw InvalidInput.of("repeats = %s was given; allowed are whole numbers from 1.", repeats);
    }
  }

  /** Returns a scheme of one round without groups. */
  public static FoldScheme of(int count, long seed) {
    return new FoldScheme(count, 1, seed, null);
  }

  private static InvalidInput outOfRange(int count, String most) {
    return InvalidInput.of(
        "folds = %s was given; allowed are whole numbers from 2 to the number of %s, or a fold"
            + " label for each person.",
        count, most);
  }

  /** Returns the scheme for some of the people. */
  public FoldScheme of(int[] people) {
    return groups == null
        ? this
        : new FoldScheme(
            count, repeats, seed, Arrays.stream(people).mapToObj(groups::get).toList());
  }

  /**
   * Deals people to folds.
   *
   * @param y the trait, by which people are stratified if it has two values
   * @throws InvalidInput if there are fewer people or groups than folds, or groups are missing
   */
  public FoldPlan deal(double[] y) {
    int n = y.length;
    if (count > n) {
      throw outOfRange(count, "people (" + n + ")");
    }
    List<String> names = IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    List<Folds> rounds = new ArrayList<>();
    for (int round = 0; round < repeats; round++) {
      SplittableRandom random = new SplittableRandom(seed + round * GOLDEN_GAMMA);
      rounds.add(new Folds(groups == null ? people(y, random) : whole(n, random), names));
    }
    return new FoldPlan(rounds);
  }

  private int[] people(double[] y, SplittableRandom random) {
    int[] order = shuffled(y.length, random);
    double[] values = Arrays.stream(y).distinct().limit(3).toArray();
    if (values.length == 2) {
      order =
          Arrays.stream(order)
              .boxed()
              .sorted(Comparator.comparing(i -> y[i] != values[0]))
              .mapToInt(Integer::intValue)
              .toArray();
    }
    int[] labels = new int[y.length];
    for (int i = 0; i < order.length; i++) {
      labels[order[i]] = i % count;
    }
    return labels;
  }

  private int[] whole(int n, SplittableRandom random) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] group = Folds.numbered(groups, numbers, "groups");
    if (group.length != n) {
      throw InvalidInput.of(
          "groups has %s labels for %s people; give each person one.", group.length, n);
    }
    if (numbers.size() < count) {
      throw outOfRange(count, "groups (" + numbers.size() + ")");
    }
    int[] sizes = new int[numbers.size()];
    for (int number : group) {
      sizes[number]++;
    }
    int[] filled = new int[count];
    int[] foldOfGroup = new int[sizes.length];
    Arrays.stream(shuffled(sizes.length, random))
        .boxed()
        .sorted(Comparator.comparing(i -> -sizes[i]))
        .forEach(
            i -> {
              foldOfGroup[i] = smallest(filled);
              filled[foldOfGroup[i]] += sizes[i];
            });
    return Arrays.stream(group).map(number -> foldOfGroup[number]).toArray();
  }

  private static int smallest(int[] filled) {
    int smallest = 0;
    for (int fold = 1; fold < filled.length; fold++) {
      smallest = filled[fold] < filled[smallest] ? fold : smallest;
    }
    return smallest;
  }

  private static int[] shuffled(int length, SplittableRandom random) {
    int[] order = IntStream.range(0, length).toArray();
    for (int i = length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }
}
