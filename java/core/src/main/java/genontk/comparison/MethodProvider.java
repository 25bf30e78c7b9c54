package genontk.comparison;

import genontk.genotype.Genotypes;

/**
 * A method that an optional jar brings; it is found by {@link java.util.ServiceLoader}, so that
 * nothing here knows it by name.
 */
public interface MethodProvider {

  /** Returns what tables call it. */
  String name();

  /**
   * Makes the method for some people.
   *
   * @param genotypes where their genotypes stand
   * @param rows of the n people among them, in the order of the trait
   * @param seed of what is random in it
   */
  Method make(Genotypes genotypes, int[] rows, long seed);
}
