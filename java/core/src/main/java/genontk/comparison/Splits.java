package genontk.comparison;

import genontk.error.InvalidInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Repeated random splits of the same people.
 *
 * <p>Groups (families, sites) stay whole: they go to the test people in random order until these
 * are enough. Without groups, each side gets its share of both values of a trait with two values.
 *
 * @param count the number of splits
 * @param testShare the share of people who are predicted
 * @param seed the seed of all splits
 * @param groups the group of each person, or null
 */
public record Splits(int count, double testShare, long seed, List<String> groups) {

  /** The distance between the seeds of two splits, larger than that between users' seeds. */
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /**
   * Checks the numbers.
   *
   * @throws InvalidInput if there is no split, or the share is not between 0 and 1
   */
  public Splits {
    if (count < 1) {
      throw InvalidInput.of("splits = %s was given; allowed are whole numbers from 1.", count);
    }
    if (!(testShare > 0 && testShare < 1)) {
      throw InvalidInput.of(
          "test_share = %s was given; allowed are numbers between 0 and 1.", testShare);
    }
  }

  /**
   * Deals people to the splits.
   *
   * @param y the trait (n), which stratifies the people if it has two values
   * @return the splits, with the numbers of people from 0 to n - 1
   * @throws InvalidInput if a side would be empty, or groups are missing
   */
  public List<Split> deal(double[] y) {
    List<Split> splits = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      SplittableRandom random = new SplittableRandom(seed + k * GOLDEN_GAMMA);
      boolean[] tested = new boolean[y.length];
      for (int[] stratum : groups == null ? strata(y) : List.of(numbers(y.length))) {
        draw(stratum, random, tested);
      }
      Split split = new Split(where(tested, false), where(tested, true));
      if (split.test().length == 0 || split.training().length == 0) {
        throw InvalidInput.of(
            "test_share = %s of %s%s leaves nobody on one side. Give another share, or more"
                + " groups.",
            testShare, y.length, groups == null ? " people" : " people in groups");
      }
      splits.add(split);
    }
    return splits;
  }

  private static List<int[]> strata(double[] y) {
    double[] values = Arrays.stream(y).distinct().limit(3).toArray();
    if (values.length != 2) {
      return List.of(IntStream.range(0, y.length).toArray());
    }
    return Arrays.stream(values)
        .mapToObj(value -> IntStream.range(0, y.length).filter(i -> y[i] == value).toArray())
        .toList();
  }

  /** Returns the number of each person's group. */
  private int[] numbers(int people) {
    long labels = groups.stream().filter(group -> group != null).count();
    if (groups.size() != people || labels != people) {
      throw InvalidInput.of(
          "groups has %s labels for %s people; give each person one.", labels, people);
    }
    Map<String, Integer> numbers = new LinkedHashMap<>();
    return groups.stream()
        .mapToInt(group -> numbers.computeIfAbsent(group, key -> numbers.size()))
        .toArray();
  }

  /** Marks the test people of a stratum, or of all people in whole groups. */
  private void draw(int[] stratum, SplittableRandom random, boolean[] tested) {
    int wanted = (int) Math.round(testShare * stratum.length);
    int units = groups == null ? stratum.length : 1 + Arrays.stream(stratum).max().orElse(-1);
    int[] order = IntStream.range(0, units).toArray();
    int taken = 0;
    for (int drawn = 0; drawn < units && taken < wanted; drawn++) {
      int other = drawn + random.nextInt(units - drawn);
      int unit = order[other];
      order[other] = order[drawn];
      if (groups == null) {
        tested[stratum[unit]] = true;
        taken++;
        continue;
      }
      for (int i = 0; i < stratum.length; i++) {
        tested[i] |= stratum[i] == unit;
        taken += stratum[i] == unit ? 1 : 0;
      }
    }
  }

  private static int[] where(boolean[] tested, boolean value) {
    return IntStream.range(0, tested.length).filter(i -> tested[i] == value).toArray();
  }
}
