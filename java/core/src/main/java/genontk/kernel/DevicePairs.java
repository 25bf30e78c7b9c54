package genontk.kernel;

import genontk.linalg.Device;
import java.util.Arrays;

/**
 * The pairs of one strip of columns of the inner products, on a device, of which kernels are
 * evaluated; {@link Pairs} says what there is of each. Kernels leave all of it as it is.
 */
public final class DevicePairs implements AutoCloseable {

  private final Gram gram;
  private final int firstRow;
  private final int firstColumn;
  private final Device.Array products;
  private final Device.Array cosines;
  private final Device.Array gaps;

  /** Takes the products of the rows from {@code firstRow} on and some columns. */
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

  /** Returns how many SNPs the inner products are over. */
  public int snps() {
    return gram.columns().genotypes().snps();
  }

  /** Returns the inner products. */
  public Device.Array products() {
    return products;
  }

  /** Returns the cosines rho. */
  public Device.Array cosines() {
    return cosines;
  }

  /** Returns the gaps t, from 0 to sqrt(1/2). */
  public Device.Array gaps() {
    return gaps;
  }

  /** Returns of how many pairs |rho| is above a number. */
  long countNear(double bound) {
    try (Device.Array magnitudes = cosines.copy().absolute()) {
      return magnitudes.countAbove(bound);
    }
  }

  /** Multiplies by |x| |x'|, which it returns. */
  Device.Array scaleByNorms(Device.Array values) {
    return values
        .scaleRows(ofRows(gram.rows().norms()))
        .scaleColumns(ofColumns(gram.columns().norms()));
  }

  /** Frees what was made of the products, and not these. */
  @Override
  public void close() {
    cosines.close();
    gaps.close();
  }
}
