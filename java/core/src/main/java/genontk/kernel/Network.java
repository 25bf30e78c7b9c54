package genontk.kernel;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.SplittableRandom;

/**
 * The weights of one random network.
 *
 * <p>Anyone can draw the same weights. Let mix be the finaliser of SplitMix64 (Steele, Lea and
 * Flood 2014, with Stafford's constants) and G = 0x9e3779b97f4a7c15. The weights from unit j = 0,
 * 1, ... of layer l - 1 to all units of layer l = 1 ... L, in the order of these units, are
 * standard normal deviates of the stream
 *
 * <pre>
 *   state = mix(mix(mix(seed + G (k + 1)) + G l) + G (j + 1)),   k = 0, 1, ... the network,
 * </pre>
 *
 * <p>which is a {@link SplittableRandom} of that seed. The output's weights are j = 0 of layer L +
 * 1. Uniform numbers are the upper 53 bits of each output times 2^-53. Deviates come in pairs by
 * Marsaglia's polar method, both of which are used. The logarithm is that of {@link StrictMath}, so
 * that all machines draw the same bits.
 *
 * @param hidden the weights W_1 (m x p) and W_2 ... W_L (m x m) of the hidden layers
 * @param output the weights w of the output (m)
 */
record Network(Matrix[] hidden, double[] output) {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1.0p-53;

  /** Number of points that are drawn before deviates are made of those inside the circle. */
  private static final int POINTS_PER_ROUND = 64;

  /** Number of units of a layer per call, between which a cancellation is seen. */
  private static final int UNITS_PER_CALL = 512;

  /** Draws network number k = 0, 1, ... of a kernel. */
  static Network draw(
      EmpiricalNeuralTangentKernel kernel, int number, int snps, Execution execution) {
    long stream = mix(kernel.seed() + GOLDEN * (number + 1));
    Matrix[] hidden = new Matrix[kernel.depth()];
    for (int layer = 1; layer <= hidden.length; layer++) {
      Matrix weights = Matrix.zeros(kernel.width(), kernel.inputs(layer, snps));
      long layerStream = mix(stream + GOLDEN * layer);
      execution
          .threads()
          .forEach(
              weights.columns(),
              j -> {
                execution.cancellation().checkpoint();
                long state = mix(layerStream + GOLDEN * (j + 1));
                deviates(state, weights.data(), weights.start(j), weights.rows());
              });
      hidden[layer - 1] = weights;
    }
    double[] output = new double[kernel.width()];
    long last = mix(stream + GOLDEN * (hidden.length + 1));
    deviates(mix(last + GOLDEN), output, 0, output.length);
    return new Network(hidden, output);
  }

  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  private static void deviates(long state, double[] out, int start, int count) {
    SplittableRandom random = new SplittableRandom(state);
    double[] firsts = new double[POINTS_PER_ROUND + 1];
    double[] seconds = new double[POINTS_PER_ROUND + 1];
    double[] squares = new double[POINTS_PER_ROUND + 1];
    int k = 0;
    while (k < count) {
      int pairs = 0;
      // A point outside the circle is overwritten by the next one, which needs no branch.
      for (int trial = 0; trial < POINTS_PER_ROUND; trial++) {
        double u = 2 * (random.nextLong() >>> 11) * UNIT - 1;
        double v = 2 * (random.nextLong() >>> 11) * UNIT - 1;
        double square = u * u + v * v;
        firsts[pairs] = u;
        seconds[pairs] = v;
        squares[pairs] = square;
        pairs += square < 1 && square > 0 ? 1 : 0;
      }
      for (int pair = 0; pair < pairs && k < count; pair++) {
        double square = squares[pair];
        double factor = Math.sqrt(-2 * StrictLogarithm.of(square) / square);
        out[start + k++] = firsts[pair] * factor;
        if (k < count) {
          out[start + k++] = seconds[pair] * factor;
        }
      }
    }
  }

  /** Returns the outputs of the layers: H_0 = X (n x p) and H_1 ... H_L (n x m). */
  Matrix[] activations(Matrix x, LinearAlgebra algebra, Execution execution) {
    Matrix[] layers = new Matrix[hidden.length + 1];
    layers[0] = x;
    for (int l = 1; l < layers.length; l++) {
      Matrix h = Matrix.zeros(x.rows(), output.length);
      double scale = Math.sqrt(2.0 / hidden[l - 1].columns());
      Matrix weights = hidden[l - 1];
      for (int k = 0; k < h.columns(); k += UNITS_PER_CALL) {
        execution.cancellation().checkpoint();
        int units = Math.min(UNITS_PER_CALL, h.columns() - k);
        Matrix some = weights.block(k, 0, units, weights.columns());
        algebra.multiply(
            scale, layers[l - 1], false, some, true, 0, h.block(0, k, h.rows(), units));
      }
      execution.threads().forEach(h.columns(), k -> rectify(h.data(), h.start(k), h.rows()));
      layers[l] = h;
    }
    return layers;
  }

  private static void rectify(double[] data, int start, int rows) {
    for (int i = start; i < start + rows; i++) {
      data[i] = Math.max(0, data[i]);
    }
  }

  /**
   * Returns D_l (n x m), the derivatives of the network's output by the inputs z_l of the units of
   * layer l. They are 0 where the output of the unit is 0.
   *
   * @param next D_{l+1}, or null for that of the network's output, 1
   * @param activation H_l (n x m), which is overwritten
   */
  Matrix derivatives(
      int layer, Matrix next, Matrix activation, LinearAlgebra algebra, Execution execution) {
    double scale = Math.sqrt(2.0 / output.length);
    if (next == null) {
      execution
          .threads()
          .forEach(
              activation.columns(),
              k -> {
                double value = scale * output[k];
                int start = activation.start(k);
                for (int i = start; i < start + activation.rows(); i++) {
                  activation.data()[i] = activation.data()[i] > 0 ? value : 0;
                }
              });
      return activation;
    }
    Matrix product = Matrix.zeros(activation.rows(), activation.columns());
    for (int k = 0; k < product.columns(); k += UNITS_PER_CALL) {
      execution.cancellation().checkpoint();
      int units = Math.min(UNITS_PER_CALL, product.columns() - k);
      Matrix some = hidden[layer].block(0, k, next.columns(), units);
      algebra.multiply(
          scale, next, false, some, false, 0, product.block(0, k, product.rows(), units));
    }
    execution.threads().forEach(product.columns(), k -> gate(product, activation, k));
    return product;
  }

  private static void gate(Matrix product, Matrix activation, int column) {
    int start = product.start(column);
    int gate = activation.start(column);
    for (int i = 0; i < product.rows(); i++) {
      product.data()[start + i] = activation.data()[gate + i] > 0 ? product.data()[start + i] : 0;
    }
  }
}
