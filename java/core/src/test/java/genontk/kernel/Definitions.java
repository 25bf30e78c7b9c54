package genontk.kernel;

import genontk.Dense;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.BiFunction;

/** Every kernel entry by entry, from its definition: two vectors in, a number out. */
final class Definitions {

  private Definitions() {}

  /** Returns the kernel of the rows of two matrices. */
  static double[][] block(
      double[][] rows, double[][] columns, BiFunction<double[], double[], Double> entry) {
    double[][] block = new double[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        block[i][j] = entry.apply(rows[i], columns[j]);
      }
    }
    return block;
  }

  /** Returns the definition of a kernel that was trained on the given people. */
  static BiFunction<double[], double[], Double> of(Kernel kernel, double[][] training) {
    int p = training[0].length;
    if (kernel instanceof AdditiveKernel) {
      return (x, y) -> Dense.dot(x, y) / p;
    }
    if (kernel instanceof NeuralTangentKernel ntk) {
      return (x, y) -> {
        double one = tangent(x, y, ntk.depth());
        double norms = Math.sqrt(Dense.dot(x, x) * Dense.dot(y, y));
        return ntk.unitDiagonal() ? one : norms * (ntk.depth() + 1) * one / p;
      };
    }
    if (kernel instanceof NonAdditiveKernel one) {
      AdditiveShare share = AdditiveShare.of(one.depth());
      return (x, y) ->
          tangent(x, y, one.depth())
              - share.constant()
              - share.linear() * correlation(x, y).doubleValue();
    }
    if (kernel instanceof ArcCosineKernel one) {
      return (x, y) -> Precise.activation(correlation(x, y), one.depth()).doubleValue();
    }
    if (kernel instanceof PolynomialKernel one) {
      return (x, y) -> Math.pow((1 + correlation(x, y).doubleValue()) / 2, one.degree());
    }
    if (kernel instanceof GaussianKernel one) {
      double median = median(training, 2);
      return (x, y) -> Math.exp(-Math.pow(distance(x, y), 2) / (one.bandwidth() * median));
    }
    LaplaceKernel one = (LaplaceKernel) kernel;
    double median = median(training, 1);
    return (x, y) -> Math.exp(-distance(x, y) / (one.bandwidth() * median));
  }

  private static double tangent(double[] x, double[] y, int depth) {
    return Precise.neuralTangent(correlation(x, y), depth).doubleValue();
  }

  /** A vector of zeros is unrelated to everyone. */
  private static BigDecimal correlation(double[] x, double[] y) {
    boolean zero = Dense.dot(x, x) == 0 || Dense.dot(y, y) == 0;
    return zero ? BigDecimal.ZERO : Precise.correlation(x, y).min(BigDecimal.ONE);
  }

  /** Returns t_L / (L + 1) by the recursion of docs/methods.md. */
  static double neuralTangent(double rho, int depth) {
    double s = rho;
    double t = rho;
    for (int layer = 1; layer <= depth; layer++) {
      double u = Math.max(-1, Math.min(1, s));
      double kappa0 = (Math.PI - Math.acos(u)) / Math.PI;
      s = (u * (Math.PI - Math.acos(u)) + Math.sqrt(1 - u * u)) / Math.PI;
      t = s + t * kappa0;
    }
    return t / (depth + 1);
  }

  static double distance(double[] x, double[] y) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += (x[k] - y[k]) * (x[k] - y[k]);
    }
    return Math.sqrt(sum);
  }

  /** Returns the median over all pairs of a power of their distance. */
  static double median(double[][] people, int power) {
    int n = people.length;
    double[] all = new double[n * (n - 1) / 2];
    int place = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        all[place++] = Math.pow(distance(people[i], people[j]), power);
      }
    }
    Arrays.sort(all);
    return (all[(place - 1) / 2] + all[place / 2]) / 2;
  }
}
