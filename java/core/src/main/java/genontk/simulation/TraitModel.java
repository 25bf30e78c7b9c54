package genontk.simulation;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Genotypes;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Execution;
import java.util.Map;

/**
 * Simulates a trait of known heritability, as in the study of arXiv 2510.01426.
 *
 * <p>The additive value is a = Gb, with G (n x p) centred by the means of its columns and b normal.
 * It is rescaled to the standard deviation {@code deviation}, without which the curvature fades.
 * The genetic value g is f(a), standardised to mean 0 and variance 1 over these people. With an
 * interaction i, standardised too, g is sqrt(1 - share) f + sqrt(share) i, standardised again.
 *
 * <p>The trait is y = g + e, with e normal of variance (1 - h2) / h2, so that var(g) / (var(g) +
 * var(e)) = h2. Variances divide by n - 1.
 *
 * @param shape the dependence f
 * @param h2 the heritability in the broad sense, above 0 up to 1
 * @param deviation the SD of a, above 0
 * @param parameters the parameters of f by name; absent ones take their defaults
 * @param interaction the interaction that is added to f(a), or null
 * @param share the share of the interaction in the genetic variance, from 0 to 1
 */
public record TraitModel(
    TraitShape shape,
    double h2,
    double deviation,
    Map<String, Double> parameters,
    Interaction interaction,
    double share) {

  /** The heritability of the paper's study. */
  public static final double DEFAULT_H2 = 0.5;

  /** The share of an interaction in the genetic variance. */
  public static final double DEFAULT_SHARE = 0.5;

  /** A vector whose deviation is below this share of its largest number does not vary. */
  private static final double ROUNDING = 1e-12;

  /**
   * Checks the numbers.
   *
   * @throws InvalidInput if one is out of its range
   */
  public TraitModel {
    parameters = shape.complete(parameters);
    if (!(h2 > 0 && h2 <= 1)) {
      throw InvalidInput.of("h2 = %s was given; allowed are numbers above 0 up to 1.", h2);
    }
    if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw InvalidInput.of("sd_a = %s was given; allowed are numbers above 0.", deviation);
    }
    if (!(share >= 0 && share <= 1)) {
      throw InvalidInput.of(
          "interaction_share = %s was given; allowed are numbers from 0 to 1.", share);
    }
  }

  /**
   * A simulated trait.
   *
   * @param y the phenotypes (n)
   * @param genetic the genetic values g (n), with mean 0 and variance 1
   */
  public record Trait(double[] y, double[] genetic) {}

  /**
   * Draws effects and noise for people with these genotypes (n x p).
   *
   * @throws InvalidInput if no SNP varies, the trait does not, or there are fewer than two people
   */
  public Trait draw(Genotypes genotypes, long seed, Execution execution) {
    int people = genotypes.people();
    Draws effects = new Draws(seed, 0);
    boolean keeps = interaction != null;
    Matrix copies = Matrix.zeros(people, keeps ? genotypes.snps().size() : 1);
    Matrix centred = Matrix.zeros(people, copies.columns());
    double[] a = new double[people];
    for (int j = 0; j < genotypes.snps().size(); j++) {
      execution.step("trait", (double) j / genotypes.snps().size());
      int place = keeps ? j : 0;
      double[] column = new double[people];
      genotypes.read(j, column);
      System.arraycopy(column, 0, copies.data(), copies.start(place), people);
      centre(column);
      System.arraycopy(column, 0, centred.data(), centred.start(place), people);
      double effect = effects.normal();
      for (int i = 0; i < people; i++) {
        a[i] += effect * column[i];
      }
    }
    standardize(a, "genotypes", Message.of("no SNP varies among these %s people", people));
    double[] genetic = new double[people];
    for (int i = 0; i < people; i++) {
      genetic[i] = shape.of(deviation * a[i], parameters);
    }
    standardize(genetic, "sd_a = " + deviation, "f(a) is the same or infinite for everyone");
    if (keeps) {
      double[] other = interaction.of(copies, centred, new Draws(seed, 1));
      standardize(other, "interaction", "it is the same for everyone");
      for (int i = 0; i < people; i++) {
        genetic[i] = Math.sqrt(1 - share) * genetic[i] + Math.sqrt(share) * other[i];
      }
      standardize(genetic, "interaction_share = " + share, "both parts cancel");
    }
    double noise = Math.sqrt((1 - h2) / h2);
    double[] e = new Draws(seed, 2).normals(people);
    double[] y = new double[people];
    for (int i = 0; i < people; i++) {
      y[i] = genetic[i] + noise * e[i];
    }
    return new Trait(y, genetic);
  }

  /** Subtracts the mean of the known values, and sets missing values to 0. */
  private static void centre(double[] values) {
    double sum = 0;
    int known = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        known++;
      }
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(values[i]) ? 0 : values[i] - sum / known;
    }
  }

  private static void standardize(double[] values, String given, String why) {
    double unit = Vectors.unit(values);
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] /= unit;
      largest = Math.max(largest, Math.abs(values[i]));
    }
    centre(values);
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    double deviation = Math.sqrt(squares / (values.length - 1));
    if (!(deviation > ROUNDING * largest && deviation < Double.POSITIVE_INFINITY)) {
      throw InvalidInput.of("%s gives no trait: %s. Give people and SNPs that differ.", given, why);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= deviation;
    }
  }
}
