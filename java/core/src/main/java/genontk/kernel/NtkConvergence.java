package genontk.kernel;

import genontk.error.InvalidInput;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Distances of the kernels of finite networks from the kernel of infinitely wide ones, by width and
 * number of networks.
 *
 * <p>The distance falls as 1/sqrt(width), and as 1/sqrt(networks) down to the bias of the scaling,
 * which is O(1/width). Both kernels have a unit diagonal and NTK parameterization; in standard
 * parameterization there is no such limit.
 *
 * @param rows one row per width and number of networks, networks varying fastest
 * @param slope the slope of log distance on log width, within each number of networks: about -1/2;
 *     NaN for one width
 * @param slopeStandardError the standard error of the slope by least squares; NaN if no degree of
 *     freedom is left
 */
public record NtkConvergence(List<Row> rows, double slope, double slopeStandardError) {

  /**
   * Distances at one width and number of networks, over all replicates.
   *
   * @param width the width
   * @param networks the number of networks averaged
   * @param distance the mean of |E - K| / |K|, in Frobenius norms of the entries off the diagonal,
   *     for the empirical kernel E and the exact kernel K
   * @param distanceSd the standard deviation of the distance between replicates; NaN for one
   *     replicate
   * @param largest the mean of the largest |E_ij - K_ij|
   * @param correlation the mean correlation of E_ij and K_ij, i > j; NaN where one is constant
   */
  public record Row(
      int width,
      int networks,
      double distance,
      double distanceSd,
      double largest,
      double correlation) {}

  /**
   * The kernels that are compared.
   *
   * @param depth the number of hidden layers
   * @param widths the widths
   * @param networks the numbers of networks
   * @param replicates the number of replicates; replicate r = 0, 1, ... has the seed + r
   * @param seed the seed of the random weights
   */
  public record Grid(int depth, int[] widths, int[] networks, int replicates, long seed) {

    /**
     * Checks the grid.
     *
     * @throws InvalidInput if a value is outside its range
     */
    public Grid {
      widths = sorted("widths", widths);
      networks = sorted("networks", networks);
      if (replicates < 1) {
        throw InvalidInput.of(
            "replicates = %s was given; allowed are whole numbers from 1.", replicates);
      }
      for (int width : widths) {
        new EmpiricalNeuralTangentKernel(depth, width, networks[networks.length - 1], seed);
      }
    }

    /** Returns the kernel of a width and a replicate, with all its networks. */
    private EmpiricalNeuralTangentKernel kernel(int w, int replicate) {
      int most = networks[networks.length - 1];
      return new EmpiricalNeuralTangentKernel(depth, widths[w], most, seed + replicate);
    }

    private static int[] sorted(String name, int[] values) {
      if (values.length == 0) {
        throw InvalidInput.of("No %s were given; give at least one whole number.", name);
      }
      return Arrays.stream(values).sorted().distinct().toArray();
    }
  }

  /**
   * Compares the kernels of a grid with the exact kernel.
   *
   * @param grid the widths and numbers of networks
   * @param x the standardised genotypes of the people (n x p), n at least 2
   * @throws InvalidInput if there are fewer than two people
   * @throws genontk.error.Cancelled if a stop was asked for
   */
  public static NtkConvergence of(
      Grid grid, StandardizedGenotypes x, LinearAlgebra algebra, Execution execution) {
    if (x.people() < 2) {
      throw new InvalidInput(
          "One person was given, and a kernel is compared off its diagonal; give at least two.");
    }
    List<NeuralTangentKernel> limit = List.of(new NeuralTangentKernel(grid.depth));
    Matrix exact = Kernels.train(limit, x, Precision.DOUBLE, algebra, execution).matrices().get(0);
    Matrix values = Matrix.zeros(x.people(), x.snps());
    x.read(0, values, execution.threads());
    List<Row> rows = new ArrayList<>();
    for (int w = 0; w < grid.widths.length; w++) {
      Distance[][] distances = new Distance[grid.networks.length][grid.replicates];
      for (int r = 0; r < grid.replicates; r++) {
        double done = (w + (double) r / grid.replicates) / grid.widths.length;
        execution.step("convergence", done);
        EmpiricalNeuralTangentKernel kernel = grid.kernel(w, r);
        Matrix sum = Matrix.zeros(x.people(), x.people());
        EmpiricalPass pass =
            new EmpiricalPass(kernel, values, values, sum, algebra, quietly(execution));
        Distance[] replicate = distances(grid.networks, pass, exact);
        for (int k = 0; k < distances.length; k++) {
          distances[k][r] = replicate[k];
        }
      }
      for (int k = 0; k < distances.length; k++) {
        rows.add(Distance.mean(grid.widths[w], grid.networks[k], distances[k]));
      }
    }
    double[] slope = slope(rows, grid.networks);
    return new NtkConvergence(List.copyOf(rows), slope[0], slope[1]);
  }

  /** Adds networks one after another, and returns the distance at each number of networks. */
  private static Distance[] distances(int[] networks, EmpiricalPass pass, Matrix exact) {
    Matrix empirical = Matrix.zeros(exact.rows(), exact.rows());
    Distance[] distances = new Distance[networks.length];
    int added = 0;
    for (int k = 0; k < networks.length; k++) {
      for (; added < networks[k]; added++) {
        pass.addNetwork();
      }
      pass.write(empirical);
      distances[k] = Distance.of(empirical, exact);
    }
    return distances;
  }

  private static Execution quietly(Execution execution) {
    return new Execution(execution.threads(), execution.cancellation(), Progress.NONE);
  }

  /**
   * Returns the slope of log distance on log width and its standard error, with one intercept per
   * number of networks.
   */
  private static double[] slope(List<Row> rows, int[] networks) {
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int number : networks) {
      double[] x =
          rows.stream()
              .filter(row -> row.networks == number)
              .mapToDouble(row -> Math.log(row.width))
              .toArray();
      double[] y =
          rows.stream()
              .filter(row -> row.networks == number)
              .mapToDouble(row -> Math.log(row.distance))
              .toArray();
      double meanX = Arrays.stream(x).average().orElseThrow();
      double meanY = Arrays.stream(y).average().orElseThrow();
      for (int k = 0; k < x.length; k++) {
        xx += (x[k] - meanX) * (x[k] - meanX);
        xy += (x[k] - meanX) * (y[k] - meanY);
        yy += (y[k] - meanY) * (y[k] - meanY);
      }
    }
    if (xx == 0) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double slope = xy / xx;
    int freedom = rows.size() - networks.length - 1;
    double residual = Math.max(0, yy - slope * xy);
    return new double[] {slope, freedom > 0 ? Math.sqrt(residual / freedom / xx) : Double.NaN};
  }

  /** The distance of one kernel from another, over the entries below the diagonal. */
  private record Distance(double relative, double largest, double correlation) {

    static Distance of(Matrix empirical, Matrix exact) {
      int n = exact.rows();
      double pairs = n * (n - 1.0) / 2;
      double difference = 0;
      double largest = 0;
      double[] sums = new double[5];
      for (int j = 0; j < n; j++) {
        for (int i = j + 1; i < n; i++) {
          double e = empirical.get(i, j);
          double k = exact.get(i, j);
          difference += (e - k) * (e - k);
          largest = Math.max(largest, Math.abs(e - k));
          sums[0] += e;
          sums[1] += k;
          sums[2] += e * e;
          sums[3] += k * k;
          sums[4] += e * k;
        }
      }
      double covariance = sums[4] - sums[0] * sums[1] / pairs;
      double variances =
          (sums[2] - sums[0] * sums[0] / pairs) * (sums[3] - sums[1] * sums[1] / pairs);
      double correlation = variances > 0 ? covariance / Math.sqrt(variances) : Double.NaN;
      return new Distance(Math.sqrt(difference / sums[3]), largest, correlation);
    }

    static Row mean(int width, int networks, Distance[] replicates) {
      double[] relative = Arrays.stream(replicates).mapToDouble(Distance::relative).toArray();
      double mean = Arrays.stream(relative).average().orElseThrow();
      double squares = Arrays.stream(relative).map(d -> (d - mean) * (d - mean)).sum();
      return new Row(
          width,
          networks,
          mean,
          replicates.length > 1 ? Math.sqrt(squares / (replicates.length - 1)) : Double.NaN,
          Arrays.stream(replicates).mapToDouble(Distance::largest).average().orElseThrow(),
          Arrays.stream(replicates).mapToDouble(Distance::correlation).average().orElseThrow());
    }
  }

  /** Returns the largest number of doubles that a comparison holds. */
  public static double doubles(Grid grid, int people, int snps) {
    int widest = grid.widths[grid.widths.length - 1];
    EmpiricalNeuralTangentKernel kernel =
        new EmpiricalNeuralTangentKernel(grid.depth, widest, 1, grid.seed);
    return (double) people * (3.0 * people + snps) + EmpiricalPass.doubles(kernel, people, snps);
  }
}
