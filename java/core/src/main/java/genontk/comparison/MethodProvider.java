package genontk.comparison;

import genontk.genotype.Genotypes;

/**
 * Makes a method of an optional jar. {@link java.util.ServiceLoader} finds it, so nothing here
 * names it.
 */
public interface MethodProvider {

  /** Returns the name of the method in tables. */
  String name();

  /**
   * Makes the method for some people.
   *
   * @param genotypes the genotypes of the people and perhaps of others
   * @param rows the rows of the n people, in the order of the trait
   * @param seed the seed of all random numbers of the method
   */
  Method make(Genotypes genotypes, int[] rows, long seed);
}
