package genontk.kernel;

import genontk.linalg.Device;

/**
 * The additive (linear) kernel XX'/p of GBLUP, for the standardised genotypes X (n x p).
 *
 * <p>With columns scaled by sqrt(2f(1-f)), f the frequency of an allele, it is the GRM of GCTA and
 * of PLINK's --make-rel (Yang et al. 2011). A missing genotype counts as the training mean, and
 * adds 0 to the product. GCTA divides by the number of SNPs observed in both people, not by p. This
 * is an option, which costs a second product of the same size if genotypes are missing.
 */
public final class AdditiveKernel implements PairwiseKernel {

  private final boolean perPair;

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
    this.perPair = perPair;
  }

  @Override
  public String name() {
    return "additive";
  }

  @Override
  public boolean countsObserved() {
    return perPair;
  }

  @Override
  public boolean tellsNearTwinsApart() {
    return false;
  }

  @Override
  public void evaluate(Pairs pairs, double[] out, int start) {
    double[] products = pairs.products();
    double[] observed = pairs.observed();
    if (perPair) {
      for (int k = 0; k < pairs.count(); k++) {
        out[start + k] = ratio(products[k], observed[k]);
      }
      return;
    }
    double snps = pairs.snps();
    for (int k = 0; k < pairs.count(); k++) {
      out[start + k] = products[k] / snps;
    }
  }

  @Override
  public boolean runsOnDevice() {
    return !perPair;
  }

  @Override
  public Device.Array evaluate(DevicePairs pairs) {
    return pairs.products().copy().linear(1.0 / pairs.snps(), 0);
  }

  @Override
  public double[] diagonal(Gram.People people) {
    double[] diagonal = people.squaredNorms().clone();
    int snps = people.genotypes().snps();
    int[] missing = perPair ? people.genotypes().missing() : new int[diagonal.length];
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = ratio(diagonal[i], snps - missing[i]);
    }
    return diagonal;
  }

  private static double ratio(double product, double count) {
    return count > 0 ? product / count : 0;
  }
}
