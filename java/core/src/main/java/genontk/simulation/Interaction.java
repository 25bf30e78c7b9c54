package genontk.simulation;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import java.util.Arrays;
import java.util.Locale;

/** An interaction that a genetic value may have in addition to f(a). */
public enum Interaction {
  /** Random pairs of different SNPs, as many as there are SNPs: b x_j x_k, with b normal. */
  PAIRWISE,
  /** An effect of carrying just one copy: b 1[G_j = 1], with b normal. */
  DOMINANCE;

  /**
   * Returns the interaction with this name, or null for null.
   *
   * @throws InvalidInput if there is none
   */
  public static Interaction named(String name) {
    if (name == null) {
      return null;
    }
    for (Interaction interaction : values()) {
      if (interaction.name().toLowerCase(Locale.ROOT).equals(name)) {
        return interaction;
      }
    }
    throw InvalidInput.of(
        "interaction = '%s' was given; allowed are 'pairwise' and 'dominance', or none at all.",
        name);
  }

  /**
   * Returns the sum of the interaction's terms per person (n).
   *
   * @param copies the genotypes (n x p), NaN where missing, which adds nothing
   * @param centred the genotypes less their means (n x p), 0 where missing
   * @throws InvalidInput if there are no pairs, or nobody differs
   */
  double[] of(Matrix copies, Matrix centred, Draws draws) {
    int snps = copies.columns();
    if (this == PAIRWISE && snps < 2) {
      throw new InvalidInput("interaction = 'pairwise' needs at least two SNPs; there is one.");
    }
    double[] sums = new double[copies.rows()];
    for (int j = 0; j < snps; j++) {
      int first = this == PAIRWISE ? draws.below(snps) : j;
      int second = this == PAIRWISE ? (first + 1 + draws.below(snps - 1)) % snps : j;
      double effect = draws.normal();
      for (int i = 0; i < sums.length; i++) {
        double value =
            this == PAIRWISE
                ? centred.get(i, first) * centred.get(i, second)
                : copies.get(i, j) == 1 ? 1 : 0;
        sums[i] += effect * value;
      }
    }
    if (Arrays.stream(sums).distinct().limit(2).count() < 2) {
      throw InvalidInput.of(
          "interaction = '%s' does not vary: nobody differs in it. Leave it out.",
          name().toLowerCase(Locale.ROOT));
    }
    return sums;
  }
}
