package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The exact kernel against random networks of finite width (docs/methods.md), which this test draws
 * by itself.
 */
class WideNetworksTest {

  private static final int PEOPLE = 6;
  private static final int SNPS = 10;
  private static final int WIDTH = 500;
  private static final int NETWORKS = 200;

  /** A ReLU network: W_1 (m x p), W_2 ... W_L (m x m), w (m), all standard normal. */
  private record Network(double[][][] weights, double[] last) {

    static Network draw(int inputs, int width, int depth, long seed) {
      Random random = new Random(seed);
      double[][][] weights = new double[depth][width][];
      for (int layer = 0; layer < depth; layer++) {
        int fan = layer == 0 ? inputs : width;
        for (int k = 0; k < width; k++) {
          weights[layer][k] = random.doubles(fan).map(ignored -> random.nextGaussian()).toArray();
        }
      }
      return new Network(
          weights, random.doubles(width).map(ignored -> random.nextGaussian()).toArray());
    }

    double[][] hidden(double[] x) {
      double[][] layers = new double[weights.length + 1][];
      layers[0] = x;
      for (int l = 0; l < weights.length; l++) {
        double[] z = Dense.times(weights[l], layers[l]);
        layers[l + 1] = new double[z.length];
        for (int k = 0; k < z.length; k++) {
          layers[l + 1][k] = Math.sqrt(2.0 / layers[l].length) * Math.max(0, z[k]);
        }
      }
      return layers;
    }

    double output(double[] x) {
      double[][] layers = hidden(x);
      return Dense.dot(last, layers[layers.length - 1]) / Math.sqrt(last.length);
    }

    /** Returns df/dz_l for each hidden layer, z_l = s_l W_l h_{l-1}, by the chain rule. */
    double[][] sensitivities(double[][] layers) {
      int depth = weights.length;
      double[][] delta = new double[depth][last.length];
      for (int l = depth - 1; l >= 0; l--) {
        for (int k = 0; k < last.length; k++) {
          double above = 0;
          if (l == depth - 1) {
            above = last[k] / Math.sqrt(last.length);
          } else {
            for (int j = 0; j < last.length; j++) {
              above += delta[l + 1][j] * weights[l + 1][j][k];
            }
            above /= Math.sqrt(last.length);
          }
          delta[l][k] = layers[l + 1][k] > 0 ? Math.sqrt(2) * above : 0;
        }
      }
      return delta;
    }
  }

  /** Returns the inner products of people's gradients over all parameters (people x people). */
  private static double[][] tangentKernel(Network network, double[][] x) {
    int n = x.length;
    double[][][] layers = new double[n][][];
    double[][][] delta = new double[n][][];
    for (int i = 0; i < n; i++) {
      layers[i] = network.hidden(x[i]);
      delta[i] = network.sensitivities(layers[i]);
    }
    int depth = network.weights.length;
    double[][] kernel = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        kernel[i][j] = Dense.dot(layers[i][depth], layers[j][depth]) / network.last.length;
        for (int l = 0; l < depth; l++) {
          kernel[i][j] +=
              Dense.dot(delta[i][l], delta[j][l])
                  * Dense.dot(layers[i][l], layers[j][l])
                  / layers[i][l].length;
        }
      }
    }
    return kernel;
  }

  /** The rank-one form above against a Jacobian by differences, parameter by parameter. */
  @Test
  void theGradientsOfThisTestAreThoseOfTheNetwork() {
    double[][] x = Dense.of(TestData.normal(3, 4, 1));
    Network network = Network.draw(4, 5, 3, 2);
    int depth = 3;
    double[][] jacobian = new double[3][4 * 5 + 2 * 25 + 5];
    for (int i = 0; i < 3; i++) {
      int parameter = 0;
      for (int l = 0; l < depth; l++) {
        for (double[] row : network.weights[l]) {
          for (int k = 0; k < row.length; k++) {
            jacobian[i][parameter++] = difference(network, row, k, x[i]);
          }
        }
      }
      for (int k = 0; k < 5; k++) {
        jacobian[i][parameter++] = difference(network, network.last, k, x[i]);
      }
      assertEquals(jacobian[i].length, parameter);
    }
    double[][] expected = Dense.times(jacobian, Dense.transpose(jacobian));
    assertTrue(Dense.distance(expected, tangentKernel(network, x)) < 1e-7);
  }

  private static double difference(Network network, double[] weights, int k, double[] x) {
    double step = 1e-6;
    double weight = weights[k];
    weights[k] = weight + step;
    double above = network.output(x);
    weights[k] = weight - step;
    double below = network.output(x);
    weights[k] = weight;
    return (above - below) / (2 * step);
  }

  /** Returns (mean - expected) / (standard error) of each entry of the lower triangle. */
  private static double[] deviations(double[][] x, int depth, int claimed) {
    double[][][] kernels =
        IntStream.range(0, NETWORKS)
            .parallel()
            .mapToObj(k -> tangentKernel(Network.draw(SNPS, WIDTH, depth, 100L + k), x))
            .toArray(double[][][]::new);
    double[] deviations = new double[PEOPLE * (PEOPLE + 1) / 2];
    int place = 0;
    for (int i = 0; i < PEOPLE; i++) {
      for (int j = 0; j <= i; j++) {
        double norms = Math.sqrt(Dense.dot(x[i], x[i]) * Dense.dot(x[j], x[j]));
        double theta = i == j ? 0 : Math.acos(Math.min(1, Dense.dot(x[i], x[j]) / norms));
        double expected = norms / SNPS * (claimed + 1) * ArcCosine.neuralTangent(theta, claimed);
        double sum = 0;
        double squares = 0;
        for (double[][] kernel : kernels) {
          sum += kernel[i][j];
          squares += kernel[i][j] * kernel[i][j];
        }
        double mean = sum / NETWORKS;
        double variance = (squares - NETWORKS * mean * mean) / (NETWORKS - 1);
        deviations[place++] = (mean - expected) / Math.sqrt(variance / NETWORKS);
      }
    }
    return deviations;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theExactKernelIsTheMeanOfWideNetworks(int depth) {
    double[][] x = TestData.values(TestData.centred(TestData.genotypes(PEOPLE, SNPS, 11)));
    double squares = 0;
    double largest = 0;
    double[] deviations = deviations(x, depth, depth);
    for (double z : deviations) {
      squares += z * z / deviations.length;
      largest = Math.max(largest, Math.abs(z));
    }
    assertTrue(largest < 4, "largest |z| = " + largest);
    assertTrue(squares < 4, "mean z^2 = " + squares);
  }

  @Test
  void networksOfAnotherDepthAreToldApart() {
    double[][] x = TestData.values(TestData.centred(TestData.genotypes(PEOPLE, SNPS, 11)));
    double largest = 0;
    for (double z : deviations(x, 1, 2)) {
      largest = Math.max(largest, Math.abs(z));
    }
    assertTrue(largest > 20, "largest |z| = " + largest);
  }
}
