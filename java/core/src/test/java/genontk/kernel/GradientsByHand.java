package genontk.kernel;

import genontk.Dense;
import java.util.ArrayList;
import java.util.List;

/** The gradients of a network by every weight, one after another, in plain loops. */
final class GradientsByHand {

  /** The weights as stored, one row per unit; the output is a layer of one unit. */
  private final double[][][] weights;

  private final double[] scales;

  private GradientsByHand(double[][][] weights, double[] scales) {
    this.weights = weights;
    this.scales = scales;
  }

  /** Stores scaled weights in standard parameterization; otherwise each layer scales. */
  static GradientsByHand of(Network network, Parameterization parameterization) {
    int layers = network.hidden().length + 1;
    double[][][] weights = new double[layers][][];
    double[] scales = new double[layers];
    for (int l = 0; l < layers; l++) {
      weights[l] =
          l < layers - 1
              ? Dense.of(network.hidden()[l])
              : new double[][] {network.output().clone()};
      double scale = 1 / Math.sqrt(weights[l][0].length);
      scales[l] = parameterization == Parameterization.NTK ? scale : 1;
      for (double[] row : weights[l]) {
        for (int k = 0; k < row.length; k++) {
          row[k] *= scale / scales[l];
        }
      }
    }
    return new GradientsByHand(weights, scales);
  }

  private List<double[]> layers(double[] x) {
    List<double[]> layers = new ArrayList<>(List.of(x));
    for (int l = 0; l < weights.length; l++) {
      double[] z = Dense.times(weights[l], layers.get(l));
      for (int k = 0; k < z.length; k++) {
        z[k] *= scales[l];
        z[k] = l == weights.length - 1 ? z[k] : Math.sqrt(2) * Math.max(0, z[k]);
      }
      layers.add(z);
    }
    return layers;
  }

  /** Returns J (people x parameters), layer by layer, unit by unit. */
  double[][] jacobian(double[][] x) {
    double[][] jacobian = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      List<double[]> layers = layers(x[i]);
      double[][] gradients = new double[weights.length][];
      double[] below = {1};
      for (int l = weights.length - 1; l >= 0; l--) {
        double[] inputs = layers.get(l);
        gradients[l] = new double[below.length * inputs.length];
        double[] next = new double[inputs.length];
        for (int unit = 0; unit < below.length; unit++) {
          for (int k = 0; k < inputs.length; k++) {
            gradients[l][unit * inputs.length + k] = below[unit] * scales[l] * inputs[k];
            next[k] += below[unit] * scales[l] * weights[l][unit][k];
          }
        }
        for (int k = 0; k < next.length; k++) {
          next[k] = inputs[k] > 0 ? Math.sqrt(2) * next[k] : 0;
        }
        below = next;
      }
      jacobian[i] = List.of(gradients).stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    }
    return jacobian;
  }

  private double output(double[] x) {
    return layers(x).get(weights.length)[0];
  }

  /** Returns J by central differences. */
  double[][] byDifferences(double[][] x) {
    double[][] jacobian = new double[x.length][jacobian(x)[0].length];
    int parameter = 0;
    double step = 1e-6;
    for (double[][] layer : weights) {
      for (double[] row : layer) {
        for (int k = 0; k < row.length; k++) {
          double weight = row[k];
          for (int i = 0; i < x.length; i++) {
            row[k] = weight + step;
            double above = output(x[i]);
            row[k] = weight - step;
            jacobian[i][parameter] = (above - output(x[i])) / (2 * step);
          }
          row[k] = weight;
          parameter++;
        }
      }
    }
    return jacobian;
  }
}
