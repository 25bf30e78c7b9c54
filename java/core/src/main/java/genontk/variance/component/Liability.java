package genontk.variance.component;

import genontk.error.InvalidInput;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The scale of liability of a trait of cases (1) and others (0). Everyone has a normal liability of
 * variance 1, and those above a threshold are cases (Dempster and Lerner 1950). Let psi be the
 * prevalence, psi_f the share of cases in the fit and phi the normal density at the threshold. By
 * Lee, Wray, Goddard and Visscher (2011, equation 23)
 *
 * <pre>  h2 on liability = h2 observed [psi (1 - psi)]^2 / (phi^2 psi_f (1 - psi_f))</pre>
 *
 * <p>This holds whether cases were ascertained, psi_f > psi, or not. The observed h2 is less
 * robust: REML under strong ascertainment falls short (Golan, Lander and Rosset 2014).
 *
 * @param prevalence psi, the share of cases in the population
 * @param cases psi_f, the share of cases among the people of the fit
 */
public record Liability(double prevalence, double cases) {

  /** Checks both. */
  public Liability {
    if (!(prevalence > 0 && prevalence < 1)) {
      throw InvalidInput.of(
          "prevalence = %s was given; allowed is the share of cases in the population, above 0 and"
              + " below 1.",
          prevalence);
    }
  }

  /**
   * Returns the scale of a trait.
   *
   * @param y 1 for cases and 0 for others
   * @throws InvalidInput if y has other values, or one value alone
   */
  public static Liability of(double[] y, double prevalence) {
    if (!TwoClasses.areZeroAndOne(y)) {
      throw new InvalidInput(
          "prevalence was given, and the trait is not of cases (1) and others (0), nor of cases"
              + " (2) and controls (1). Recode it, or leave out prevalence.");
    }
    return new Liability(prevalence, Arrays.stream(y).average().orElseThrow());
  }

  /** Returns by what a heritability on the observed scale, and its error, are multiplied. */
  public double factor() {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double z = normal.density(normal.inverseSurvivalProbability(prevalence));
    double spread = prevalence * (1 - prevalence) / z;
    return spread * spread / (cases * (1 - cases));
  }

  /** Returns numbers of the observed scale on that of liability. */
  public double[] of(double[] observed) {
    double factor = factor();
    return Arrays.stream(observed).map(value -> factor * value).toArray();
  }
}
