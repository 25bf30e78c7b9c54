package genontk.kernel;

/**
 * The additive (linear) kernel XX'/p of GBLUP, for the standardised genotypes X (n x p).
 *
 * <p>With columns scaled by sqrt(2f(1-f)), f the frequency of an allele, it is the GRM of GCTA and
 * of PLINK's --make-rel (Yang et al. 2011). A missing genotype counts as the training mean.
 */
public final class AdditiveKernel extends LinearKernel {

  /** Makes the kernel XX'/p (n x n). */
  public AdditiveKernel() {
    this(false);
  }

  /**
   * Makes the kernel.
   *
   * @param perPair whether each product is divided by the number of SNPs observed in both people;
   *     two people without a shared SNP get 0
   */
  public AdditiveKernel(boolean perPair) {
    super(perPair);
  }

  @Override
  public String name() {
    return "additive";
  }
}
