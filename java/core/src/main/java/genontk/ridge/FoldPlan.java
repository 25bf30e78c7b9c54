package genontk.ridge;

import genontk.error.InvalidInput;
import java.util.List;

/**
 * The folds of a repeated cross-validation: each round holds everyone out once.
 *
 * @param rounds one or more, all of the same people
 */
public record FoldPlan(List<Folds> rounds) {

  /**
   * Checks the rounds.
   *
   * @throws InvalidInput if there is no round, or rounds differ in their number of people
   */
  public FoldPlan {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()
        || rounds.stream().mapToInt(round -> round.labels().length).distinct().count() > 1) {
      throw InvalidInput.of(
          "The folds of %s rounds were given; give one or more, of one length.", rounds.size());
    }
  }

  /** Returns a plan of one round. */
  public static FoldPlan of(Folds folds) {
    return new FoldPlan(List.of(folds));
  }

  /** Returns the number of people. */
  public int people() {
    return rounds.get(0).labels().length;
  }

  /** Returns the number of folds of all rounds. */
  int foldCount() {
    return rounds.stream().mapToInt(Folds::count).sum();
  }

  /**
   * Checks that the folds are of n people.
   *
   * @throws InvalidInput if the number of labels differs
   */
  void requirePeople(int n) {
    if (people() != n) {
      throw InvalidInput.of(
          "folds has %s labels for %s people; give each person one, or a number of folds.",
          people(), n);
    }
  }
}
