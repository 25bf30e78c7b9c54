package genontk.kernel;

import genontk.linalg.Device;

/**
 * A linear kernel XX'/p of the coded and scaled genotypes X (n x p).
 *
 * <p>A missing genotype adds 0 to the product. GCTA divides by the number of SNPs observed in both
 * people, not by p. This is an option, which costs a second product of the same size if genotypes
 * are missing.
 */
abstract class LinearKernel implements PairwiseKernel {

  private final boolean perPair;

  LinearKernel(boolean perPair) {
    this.perPair = perPair;
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
