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
 * How far the kernel of finite networks is from that of infinitely wide ones, against their width
 * and their number. The distance falls as 1/sqrt(width), and as 1/sqrt(networks) down to the bias
 * of the scaling, which is O(1/width).
 *
 * <p>Both kernels have a unit diagonal and NTK parameterization; in standard parameterization there
 * is no such limit.
 *
 * @param rows a row for each width and number of networks, networks varying fastest
 * @param slope of log distance on log width, within each number of networks: about -1/2; NaN for
 *     one width
 * @param slopeStandardError its standard error by least squares; NaN where no row is left for it
 */
public record NtkConvergence(List<Row> rows, double slope, double slopeStandardError) {

  /**
   * One width and number of networks, over all replicates.
   *
   * @param width the width
   * @param networks how many networks were averaged
   * @param distance the mean of |E - K| / |K|, Frobenius norms off the diagonal of the empirical
   *     kernel E and the exact one K
   * @param distanceSd its standard deviation between replicates; NaN for one replicate
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
   * What is compared.
   *
   * @param depth the number of hidden layers
   * @param widths the widths
   * @param networks the numbers of networks
   * @param replicates how often; replicate r = 0, 1, ... is the kernel of seed + r
   * @param seed where the weights come from
   */
  public record Grid(int depth, int[] widths, int[] networks, int replicates, long seed) {

    /**
     * Checks the grid.
     *
     * @throws InvalidInput if one is outside
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

    private static int[] sorted(String name, int[] values) {
      if (values.length == 0) {
        throw InvalidInput.of("No %s were given; give at least one whole number.", name);
      }
      return Arrays.stream(values).sorted().distinct().toArray();
    }
  }

  /**
   * Compares.
   *
   * @param x the people's standardised genotypes (n x p), n at least 2
   * @throws InvalidInput if there are fewer than two people
   */
  public static NtkConvergence of(
      Grid grid, StandardizedGenotypes x, LinearAlgebra algebra, Execution execution) {
    if (x.people() < 2) {
      throw new InvalidInput(
          "One person was given, and a kernel is compared off its diagonal; give at least two.");
    }
    Matrix exact =
        Kernels.train(
                List.of(new NeuralTangentKernel(grid.depth)),
                x,
                Precision.DOUBLE,
                algebra,
                execution)
            .matrices()
            .get(0);
    Matrix values = Matrix.zeros(x.people(), x.snps());
    x.read(0, values, execution.threads());
    List<Row> rows = new ArrayList<>();
    for (int w = 0; w < grid.widths.length; w++) {
      Distance[][] distances = new Distance[grid.networks.length][grid.replicates];
      for (int r = 0; r < grid.replicates; r++) {
        double done = (w + (double) r / grid.replicates) / grid.widths.length;
        execution.step("convergence", done);
        replicate(grid, w, r, values, exact, distances, algebra, execution);
      }
      for (int k = 0; k < distances.length; k++) {
        rows.add(Distance.mean(grid.widths[w], grid.networks[k], distances[k]));
      }
    }
    double[] slope = slope(rows, grid.networks);
    return new NtkConvergence(List.copyOf(rows), slope[0], slope[1]);
  }

  /** Adds networks one after another, and measures at each number that was asked for. */
  private static void replicate(
      Grid grid,
      int w,
      int replicate,
      Matrix x,
      Matrix exact,
      Distance[][] distances,
      LinearAlgebra algebra,
      Execution execution) {
    int most = grid.networks[grid.networks.length - 1];
    EmpiricalNeuralTangentKernel kernel =
        new EmpiricalNeuralTangentKernel(grid.depth, grid.widths[w], most, grid.seed + replicate);
    Matrix sum = Matrix.zeros(x.rows(), x.rows());
    Matrix empirical = Matrix.zeros(x.rows(), x.rows());
    EmpiricalPass pass = new EmpiricalPass(kernel, x, x, sum, algebra, quietly(execution));
    int added = 0;
    for (int k = 0; k < grid.networks.length; k++) {
      for (; added < grid.networks[k]; added++) {
        pass.addNetwork();
      }
      pass.write(empirical);
      distances[k][replicate] = Distance.of(empirical, exact);
    }
  }

  private static Execution quietly(Execution execution) {
    return new Execution(execution.threads(), execution.cancellation(), Progress.NONE);
  }

  /** Returns the slope of log distance on log width with an intercept a number of networks. */
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

  /** How far one kernel is from another, over the entries below the diagonal. */
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

  /** Returns how many doubles a comparison holds at the most. */
  public static double doubles(Grid grid, int people, int snps) {
    int widest = grid.widths[grid.widths.length - 1];
    EmpiricalNeuralTangentKernel kernel =
        new EmpiricalNeuralTangentKernel(grid.depth, widest, 1, grid.seed);
    return (double) people * (3.0 * people + snps) + EmpiricalPass.doubles(kernel, people, snps);
  }
}
