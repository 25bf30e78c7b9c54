package genontk.kernel;

import genontk.linalg.Device;

/** The outputs and derivatives of a network's layers for some people, on a device. */
final class DeviceLayers implements AutoCloseable {

  /** X, then H_1 ... H_L of the current network. */
  private final Device.Array[] outputs;

  private final double[] diagonal;

  /** D_l of the current layer; null for that of the network's output, 1. */
  private Device.Array derivatives;

  /**
   * Makes the layers.
   *
   * @param people X (n x p)
   * @param depth the number L of layers
   */
  DeviceLayers(Device.Array people, int depth) {
    outputs = new Device.Array[depth + 1];
    outputs[0] = people;
    diagonal = new double[people.rows()];
  }

  Device.Array people() {
    return outputs[0];
  }

  /** Returns H_{l-1}, the input of layer l. */
  Device.Array outputs(int layer) {
    return outputs[layer - 1];
  }

  Device.Array derivatives() {
    return derivatives;
  }

  /** Returns K(x, x) of each person so far (n). */
  double[] diagonal() {
    return diagonal;
  }

  /** Computes H_1 ... H_L from the weights W_1 ... W_L. */
  void activate(Device.Array[] weights) {
    for (int l = 1; l < outputs.length; l++) {
      double scale = Math.sqrt(2.0 / weights[l - 1].columns());
      outputs[l] =
          outputs[l - 1].times(false, weights[l - 1], true).linear(scale, 0).positivePart();
    }
  }

  /** Adds the contribution of layer l to K(x, x) of each person. */
  void addDiagonal(double weight, int layer) {
    double[] values = outputs(layer).squaredRowNorms();
    double[] gradients = derivatives == null ? null : derivatives.squaredRowNorms();
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] += weight * values[i] * (gradients == null ? 1 : gradients[i]);
    }
  }

  /**
   * Replaces D_{l+1} by D_l.
   *
   * @param weights the weights W_1 ... W_L
   * @param output the weights w of the output
   */
  void differentiate(Device.Array[] weights, double[] output, int layer) {
    Device.Array gates = outputs[layer].copy().step();
    double scale = Math.sqrt(2.0 / output.length);
    if (derivatives == null) {
      derivatives = gates.scaleColumns(output).linear(scale, 0);
      return;
    }
    Device.Array next = derivatives;
    derivatives = next.times(false, weights[layer], false).linear(scale, 0).multiply(gates);
    next.close();
    gates.close();
  }

  /** Frees the outputs and derivatives of the current network. */
  void forget() {
    for (int l = 1; l < outputs.length; l++) {
      close(outputs[l]);
      outputs[l] = null;
    }
    close(derivatives);
    derivatives = null;
  }

  private static void close(Device.Array array) {
    if (array != null) {
      array.close();
    }
  }

  @Override
  public void close() {
    forget();
    outputs[0].close();
  }
}
