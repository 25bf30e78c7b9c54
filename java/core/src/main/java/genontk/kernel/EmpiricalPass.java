package genontk.kernel;

import genontk.linalg.Device;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Symmetry;
import genontk.run.Execution;
import java.util.Arrays;

/**
 * The raw empirical neural tangent kernel, summed over networks, of people with themselves or with
 * others.
 *
 * <p>The gradient of a person's output with respect to the weights of a layer has rank one. So,
 * with the outputs H_l of the layers, D_{L+1} = 1 and the weight s_l^2 of layer l,
 *
 * <pre>
 *   K = sum over l = 1 ... L + 1 of s_l^2 (H_{l-1} H_{l-1}') o (D_l D_l'),
 * </pre>
 *
 * <p>where o multiplies element by element and D_l are the derivatives by the inputs of layer l.
 * This needs no gradient. The products are computed in strips of columns, for a square kernel in
 * the lower triangle only.
 */
final class EmpiricalPass {

  private static final int STRIP = 512;
  private static final int ROWS_PER_TASK = 64;

  private final EmpiricalNeuralTangentKernel kernel;
  private final Side rows;
  private final Side columns;
  private final Matrix sum;
  private final LinearAlgebra algebra;
  private final Execution execution;

  /** Memory for two strips: the products of outputs and those of derivatives. */
  private final double[] room;

  private int networks;

  /** The people of one side, with X (n x p) and their raw K(x, x) (n). */
  private record Side(Matrix x, double[] diagonal) {

    static Side of(Matrix x) {
      return new Side(x, new double[x.rows()]);
    }
  }

  /**
   * Makes a pass.
   *
   * @param rows X of the rows' people (n x p)
   * @param columns X of the columns' people, the same object for a square kernel
   * @param sum zeros (rows' people x columns' people), to which the kernels are added
   */
  EmpiricalPass(
      EmpiricalNeuralTangentKernel kernel,
      Matrix rows,
      Matrix columns,
      Matrix sum,
      LinearAlgebra algebra,
      Execution execution) {
    this.kernel = kernel;
    this.rows = Side.of(rows);
    this.columns = rows == columns ? this.rows : Side.of(columns);
    this.sum = sum;
    this.algebra = algebra;
    this.execution = execution;
    this.room = new double[2 * sum.rows() * Math.min(STRIP, sum.columns())];
  }

  private boolean isSquare() {
    return rows == columns;
  }

  /** Adds all networks of the kernel, and returns the scaled kernel in the place of their sum. */
  Matrix run() {
    if (algebra.device().isPresent()) {
      addOnDevice(algebra.device().get());
    } else {
      for (int number = 0; number < kernel.networks(); number++) {
        addNetwork();
      }
    }
    double[] left = scales(rows);
    double[] right = scales(columns);
    execution.threads().forEach(sum.columns(), j -> scale(sum, sum, j, left, right));
    if (isSquare()) {
      Symmetry.mirrorLower(sum, execution.threads());
    }
    return sum;
  }

  private void addOnDevice(Device device) {
    try (DeviceNetworks sums = new DeviceNetworks(kernel, rows.x, columns.x, device, execution)) {
      for (; networks < kernel.networks(); networks++) {
        sums.add(Network.draw(kernel, networks, rows.x.columns(), execution));
      }
      sums.copyTo(sum, rows.diagonal, columns.diagonal);
    }
  }

  /** Writes the lower triangle of the kernel of the networks so far to another matrix. */
  void write(Matrix out) {
    double[] left = scales(rows);
    double[] right = scales(columns);
    execution.threads().forEach(sum.columns(), j -> scale(sum, out, j, left, right));
  }

  /** Adds the next network. */
  void addNetwork() {
    int snps = rows.x.columns();
    step(0);
    Network network = Network.draw(kernel, networks, snps, execution);
    Matrix[] left = network.activations(rows.x, algebra, execution);
    Matrix[] right = isSquare() ? left : network.activations(columns.x, algebra, execution);
    Matrix leftDerivatives = null;
    Matrix rightDerivatives = null;
    for (int layer = kernel.depth() + 1; layer >= 1; layer--) {
      double weight = kernel.weight(layer, snps);
      addProducts(
          weight, left[layer - 1], leftDerivatives, right[layer - 1], rightDerivatives, layer);
      if (!isSquare()) {
        addDiagonal(weight, left[layer - 1], leftDerivatives, rows.diagonal);
        addDiagonal(weight, right[layer - 1], rightDerivatives, columns.diagonal);
      }
      if (layer > 1) {
        leftDerivatives = derivatives(network, layer - 1, leftDerivatives, left);
        rightDerivatives =
            isSquare() ? leftDerivatives : derivatives(network, layer - 1, rightDerivatives, right);
      }
    }
    if (isSquare()) {
      Arrays.setAll(rows.diagonal, i -> sum.get(i, i));
    }
    networks++;
  }

  /** Returns D_l, and drops H_l. */
  private Matrix derivatives(Network network, int layer, Matrix next, Matrix[] activations) {
    Matrix derivatives = network.derivatives(layer, next, activations[layer], algebra, execution);
    activations[layer] = null;
    return derivatives;
  }

  private void step(double share) {
    execution.step("kernel", Math.min(1, (networks + share) / kernel.networks()));
  }

  private void addProducts(
      double weight, Matrix h, Matrix d, Matrix otherH, Matrix otherD, int layer) {
    double layers = kernel.depth() + 1;
    for (int j = 0; j < sum.columns(); j += STRIP) {
      step((layers - layer + (double) j / sum.columns()) / layers);
      int width = Math.min(STRIP, sum.columns() - j);
      int top = isSquare() ? j : 0;
      Matrix target = sum.block(top, j, sum.rows() - top, width);
      if (d == null) {
        multiply(weight, h, otherH, j, 1, target);
        continue;
      }
      Matrix values = new Matrix(room, 0, target.rows(), width, target.rows());
      Matrix gradients =
          new Matrix(room, target.rows() * width, target.rows(), width, target.rows());
      multiply(weight, h, otherH, j, 0, values);
      multiply(1, d, otherD, j, 0, gradients);
      execution.threads().forEach(width, k -> addProduct(values, gradients, target, k));
    }
  }

  /**
   * Multiplies a strip of columns. For a square kernel the upper block is on the diagonal, and only
   * its lower triangle is computed.
   */
  private void multiply(
      double weight, Matrix left, Matrix right, int j, double beta, Matrix target) {
    int width = target.columns();
    Matrix strip = right.block(j, 0, width, right.columns());
    int top = 0;
    if (isSquare()) {
      top = width;
      algebra.multiplySymmetric(weight, strip, false, beta, target.block(0, 0, width, width));
    }
    int rows = target.rows() - top;
    if (rows > 0) {
      Matrix others = left.block(left.rows() - rows, 0, rows, left.columns());
      algebra.multiply(weight, others, false, strip, true, beta, target.block(top, 0, rows, width));
    }
  }

  private void addProduct(Matrix values, Matrix gradients, Matrix target, int column) {
    double[] products = values.data();
    double[] sums = target.data();
    int left = values.start(column);
    int right = gradients.start(column);
    int to = target.start(column);
    for (int i = isSquare() ? column : 0; i < target.rows(); i++) {
      sums[to + i] += products[left + i] * products[right + i];
    }
  }

  private void addDiagonal(double weight, Matrix h, Matrix d, double[] diagonal) {
    double[] values = squaredNorms(h);
    double[] gradients = d == null ? null : squaredNorms(d);
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] += weight * values[i] * (gradients == null ? 1 : gradients[i]);
    }
  }

  private double[] squaredNorms(Matrix a) {
    double[] norms = new double[a.rows()];
    execution
        .threads()
        .forEach(
            (a.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
            part -> {
              int end = Math.min(a.rows(), (part + 1) * ROWS_PER_TASK);
              for (int j = 0; j < a.columns(); j++) {
                int start = a.start(j);
                for (int i = part * ROWS_PER_TASK; i < end; i++) {
                  norms[i] += a.data()[start + i] * a.data()[start + i];
                }
              }
            });
    return norms;
  }

  /** Returns the factor of each person's row. */
  private double[] scales(Side side) {
    double[] scales = new double[side.diagonal.length];
    if (kernel.unitDiagonal()) {
      Arrays.setAll(scales, i -> side.diagonal[i] > 0 ? 1 / Math.sqrt(side.diagonal[i]) : 0);
    } else {
      Arrays.fill(scales, 1 / Math.sqrt(networks));
    }
    if (kernel.dividedBySnps()) {
      Arrays.setAll(scales, i -> scales[i] / Math.sqrt(side.x.columns()));
    }
    return scales;
  }

  private void scale(Matrix from, Matrix to, int j, double[] left, double[] right) {
    for (int i = isSquare() ? j : 0; i < from.rows(); i++) {
      to.set(i, j, from.get(i, j) * (left[i] * right[j]));
    }
    if (isSquare()) {
      to.set(j, j, diagonal(rows, j));
    }
  }

  /** Returns K(x, x) of the people of the rows (n). */
  double[] diagonal() {
    double[] diagonal = new double[rows.diagonal.length];
    Arrays.setAll(diagonal, i -> diagonal(rows, i));
    return diagonal;
  }

  /** Returns K(x, x) of person i, which is exactly 1 with a unit diagonal. */
  private double diagonal(Side side, int i) {
    double raw = side.diagonal[i];
    double value = kernel.unitDiagonal() ? (raw > 0 ? 1 : 0) : raw / networks;
    return kernel.dividedBySnps() ? value / side.x.columns() : value;
  }

  /** Returns the number of doubles that a pass holds in addition to X and the kernel. */
  static double doubles(EmpiricalNeuralTangentKernel kernel, double people, int snps) {
    double width = kernel.width();
    return people * width * (kernel.depth() + 1)
        + width * (snps + (kernel.depth() - 1) * width + 1)
        + 2.0 * people * STRIP;
  }
}
