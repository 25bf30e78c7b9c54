package genontk.kernel;

import genontk.linalg.Device;
import java.util.Arrays;

/**
 * The pairs of one strip of columns of the inner products, on a device; {@link Pairs} describes the
 * numbers of each. Kernels do not change these numbers.
 */
public final class DevicePairs implements AutoCloseable {

  private final Gram gram;
  private final int firstRow;
  private final int firstColumn;
  private final Device.Array products;
  private final Device.Array cosines;
  private final Device.Array gaps;

  /**
   * Takes a strip of inner products.
   *
   * @param products the products of some rows and columns, from these first ones on
   */
  DevicePairs(Gram gram, int firstRow, int firstColumn, Device.Array products) {
    this.gram = gram;
    this.firstRow = firstRow;
    this.firstColumn = firstColumn;
    this.products = products;
    cosines =
        products
            .copy()
            .scaleRows(ofRows(gram.rows().inverseNorms()))
            .scaleColumns(ofColumns(gram.columns().inverseNorms()));
    gaps = cosines.copy().absolute().linear(-0.5, 0.5).absolute().squareRoot();
  }

  private double[] ofRows(double[] values) {
    return Arrays.copyOfRange(values, firstRow, firstRow + products.rows());
  }

  private double[] ofColumns(double[] values) {
    return Arrays.copyOfRange(values, firstColumn, firstColumn + products.columns());
  }

  /** Returns the number p of SNPs. */
  public int snps() {
    return gram.columns().genotypes().snps();
  }

  /** Returns the inner products x'y (rows x columns of the strip). */
  public Device.Array products() {
    return products;
  }

  /** Returns the cosines rho, of the same shape. */
  public Device.Array cosines() {
    return cosines;
  }

  /** Returns the gaps t, from 0 to sqrt(1/2), of the same shape. */
  public Device.Array gaps() {
    return gaps;
  }

  /** Returns the number of pairs with |rho| above a bound. */
  long countNear(double bound) {
    try (Device.Array magnitudes = cosines.copy().absolute()) {
      return magnitudes.countAbove(bound);
    }
  }

  /** Multiplies values by |x| |y| and returns them. */
  Device.Array scaleByNorms(Device.Array values) {
    return values
        .scaleRows(ofRows(gram.rows().norms()))
        .scaleColumns(ofColumns(gram.columns().norms()));
  }

  /** Frees the cosines and the gaps, but not the products. */
  @Override
  public void close() {
    cosines.close();
    gaps.close();
  }
}
