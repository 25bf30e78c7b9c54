package genontk.kernel;

import genontk.genotype.Coding;

/**
 * The dominance kernel Delta Delta'/p of the scaled dominance codes Delta (n x p): -2f^2, 2f(1 - f)
 * and -2(1 - f)^2 for 0, 1 and 2 copies of an allele of frequency f (Vitezica, Varona and Legarra
 * 2013).
 *
 * <p>With codes divided by 2f(1 - f) it is the dominance GRM of GCTA's --make-grm-d (Zhu et al.
 * 2015). With codes as they are it is the matrix of Vitezica et al., which AGHmatrix gives, but for
 * the divisor: p in place of the sum of (2f(1 - f))^2. A missing genotype counts as 0, the mean
 * under Hardy-Weinberg equilibrium.
 */
public final class DominanceKernel extends LinearKernel {

  /**
   * Makes the kernel.
   *
   * @param perPair whether each product is divided by the number of SNPs observed in both people;
   *     two people without a shared SNP get 0
   */
  public DominanceKernel(boolean perPair) {
    super(perPair);
  }

  @Override
  public String name() {
    return "dominance";
  }

  @Override
  public Coding coding() {
    return Coding.DOMINANCE;
  }
}
