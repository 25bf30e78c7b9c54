package genontk.kernel;

import genontk.linalg.Device;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The sum of raw empirical neural tangent kernels, as in {@link EmpiricalPass}, on a device.
 * Genotypes and the weights of each network go there, outputs and derivatives of the layers stay
 * there, and the sum comes back in the end.
 */
final class DeviceNetworks implements AutoCloseable {

  private static final int STRIP = 2048;

  private final EmpiricalNeuralTangentKernel kernel;
  private final Device device;
  private final Execution execution;
  private final DeviceLayers left;
  private final DeviceLayers right;
  private final Device.Array[] sums;
  private int networks;

  /**
   * Copies the people's genotypes to the device.
   *
   * @param rows X of the rows' people (n x p)
   * @param columns X of the columns' people, the same object for a square kernel
   */
  DeviceNetworks(
      EmpiricalNeuralTangentKernel kernel,
      Matrix rows,
      Matrix columns,
      Device device,
      Execution execution) {
    this.kernel = kernel;
    this.device = device;
    this.execution = execution;
    this.left = new DeviceLayers(device.put(rows), kernel.depth());
    this.right = rows == columns ? left : new DeviceLayers(device.put(columns), kernel.depth());
    this.sums = new Device.Array[(columns.rows() + STRIP - 1) / STRIP];
  }

  private boolean isSquare() {
    return left == right;
  }

  private List<DeviceLayers> sides() {
    return isSquare() ? List.of(left) : List.of(left, right);
  }

  /** Adds a network. */
  void add(Network network) {
    int snps = left.people().columns();
    Device.Array[] weights =
        Stream.of(network.hidden()).map(device::put).toArray(Device.Array[]::new);
    try {
      sides().forEach(side -> device.run(() -> side.activate(weights)));
      for (int layer = kernel.depth() + 1; layer >= 1; layer--) {
        addProducts(kernel.weight(layer, snps), layer);
        int below = layer - 1;
        for (DeviceLayers side : sides()) {
          side.addDiagonal(kernel.weight(layer, snps), layer);
          if (below > 0) {
            device.run(() -> side.differentiate(weights, network.output(), below));
          }
        }
      }
    } finally {
      Arrays.stream(weights).forEach(Device.Array::close);
      sides().forEach(DeviceLayers::forget);
    }
    networks++;
  }

  private void addProducts(double weight, int layer) {
    double layers = kernel.depth() + 1;
    for (int s = 0; s < sums.length; s++) {
      int strip = s;
      double share = (layers - layer + (double) s / sums.length) / layers;
      execution.step("kernel", Math.min(1, (networks + share) / kernel.networks()));
      device.run(() -> addStrip(weight, layer, strip));
    }
  }

  private void addStrip(double weight, int layer, int strip) {
    int column = strip * STRIP;
    int width = Math.min(STRIP, right.people().rows() - column);
    int top = isSquare() ? column : 0;
    int height = left.people().rows() - top;
    Device.Array products =
        product(left.outputs(layer), top, height, right.outputs(layer), column, width);
    if (left.derivatives() != null) {
      try (Device.Array gradients =
          product(left.derivatives(), top, height, right.derivatives(), column, width)) {
        products.multiply(gradients);
      }
    }
    products.linear(weight, 0);
    if (sums[strip] == null) {
      sums[strip] = products;
    } else {
      sums[strip].add(products);
      products.close();
    }
  }

  private static Device.Array product(
      Device.Array a, int top, int height, Device.Array b, int column, int width) {
    try (Device.Array rows = a.copyOfRows(top, height);
        Device.Array columns = b.copyOfRows(column, width)) {
      return rows.times(false, columns, true);
    }
  }

  /**
   * Copies the sum back, for a square kernel its lower triangle, and the K(x, x) of each side.
   *
   * @param sum the matrix for the sum (rows' people x columns' people)
   * @param rowDiagonal the array for K(x, x) of the rows' people
   * @param columnDiagonal the array for K(x, x) of the columns' people, the same for a square
   *     kernel
   */
  void copyTo(Matrix sum, double[] rowDiagonal, double[] columnDiagonal) {
    device.run(
        () -> {
          for (int s = 0; s < sums.length; s++) {
            int top = isSquare() ? s * STRIP : 0;
            sums[s].copyTo(sum.block(top, s * STRIP, sums[s].rows(), sums[s].columns()));
          }
        });
    System.arraycopy(left.diagonal(), 0, rowDiagonal, 0, rowDiagonal.length);
    System.arraycopy(right.diagonal(), 0, columnDiagonal, 0, columnDiagonal.length);
  }

  @Override
  public void close() {
    Stream.of(sums).filter(Objects::nonNull).forEach(Device.Array::close);
    sides().forEach(DeviceLayers::close);
  }
}
