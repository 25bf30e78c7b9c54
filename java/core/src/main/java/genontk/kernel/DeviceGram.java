package genontk.kernel;

import genontk.linalg.Device;
import genontk.linalg.Matrix;
import genontk.linalg.Symmetry;
import genontk.run.Execution;
import genontk.run.Threads;
import java.util.Arrays;
import java.util.List;

/**
 * One pass over the genotypes, as {@link GramPass}, on a device. Blocks of SNPs go there, inner
 * products stay there until they are kernels, and the kernels come back strip by strip of columns.
 * Only near-twins are settled on the CPU.
 */
final class DeviceGram {

  private static final int STRIP = 2048;

  private final Gram gram;
  private final List<PairwiseKernel> kernels;
  private final List<Matrix> outputs;
  private final PairwiseTransform transform;
  private final Device device;
  private final Execution execution;
  private final Device.Array[] sums;

  private DeviceGram(
      Gram gram,
      List<PairwiseKernel> kernels,
      List<Matrix> outputs,
      PairwiseTransform transform,
      Device device,
      Execution execution) {
    this.gram = gram;
    this.kernels = kernels;
    this.outputs = outputs;
    this.transform = transform;
    this.device = device;
    this.execution = execution;
    this.sums = new Device.Array[(gram.products().columns() + STRIP - 1) / STRIP];
  }

  /**
   * Computes kernels.
   *
   * @param gram the people, whose norms are added up
   * @param kernels the kernels, all of which run on a device
   * @param outputs the matrix of each kernel
   * @param transform the transform that settles the near-twins in the end
   */
  static void run(
      Gram gram,
      List<PairwiseKernel> kernels,
      List<Matrix> outputs,
      PairwiseTransform transform,
      Device device,
      Execution execution) {
    new DeviceGram(gram, kernels, outputs, transform, device, execution).run();
  }

  private void run() {
    try {
      int snps = gram.columns().genotypes().snps();
      int people = gram.columns().genotypes().people();
      int width = GramPass.blockWidth(rows(), people, gram.isSquare(), snps);
      Matrix across = Matrix.zeros(people, width);
      Matrix down = gram.isSquare() ? null : Matrix.zeros(rows(), width);
      for (int first = 0; first < snps; first += width) {
        execution.step("kernel", (double) first / snps);
        add(first, Math.min(width, snps - first), down, across);
      }
      gram.columns().complete();
      gram.rows().complete();
      for (int s = 0; s < sums.length; s++) {
        int strip = s;
        device.run(() -> evaluate(strip));
      }
    } finally {
      Arrays.stream(sums).filter(sum -> sum != null).forEach(Device.Array::close);
    }
    if (gram.isSquare()) {
      outputs.forEach(output -> Symmetry.mirrorLower(output, execution.threads()));
    }
  }

  private int rows() {
    return gram.products().rows();
  }

  /** Reads a block into the first columns of two matrices, and adds its products. */
  private void add(int first, int count, Matrix down, Matrix across) {
    Threads threads = execution.threads();
    Matrix right = GramPass.read(gram.columns(), first, count, across, threads);
    Matrix left = down == null ? null : GramPass.read(gram.rows(), first, count, down, threads);
    try (Device.Array columns = device.put(right);
        Device.Array other = left == null ? null : device.put(left)) {
      for (int s = 0; s < sums.length; s++) {
        int strip = s;
        device.run(() -> addStrip(strip, other == null ? columns : other, columns));
      }
    }
  }

  private void addStrip(int strip, Device.Array down, Device.Array across) {
    int column = strip * STRIP;
    int top = gram.firstRow(column);
    try (Device.Array rows = down.copyOfRows(top, rows() - top);
        Device.Array columns = across.copyOfRows(column, width(strip))) {
      Device.Array products = rows.times(false, columns, true);
      if (sums[strip] == null) {
        sums[strip] = products;
      } else {
        sums[strip].add(products);
        products.close();
      }
    }
  }

  private int width(int strip) {
    return Math.min(STRIP, gram.products().columns() - strip * STRIP);
  }

  private void evaluate(int strip) {
    int column = strip * STRIP;
    int top = gram.firstRow(column);
    try (DevicePairs pairs = new DevicePairs(gram, top, column, sums[strip])) {
      for (int k = 0; k < kernels.size(); k++) {
        try (Device.Array values = kernels.get(k).evaluate(pairs)) {
          values.copyTo(outputs.get(k).block(top, column, rows() - top, width(strip)));
        }
      }
      transform.collectNearTwins(gram, pairs, top, column);
    }
    sums[strip].close();
    sums[strip] = null;
  }
}
