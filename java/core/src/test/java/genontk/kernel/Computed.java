package genontk.kernel;

import genontk.Dense;
import genontk.TestData;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.PlainLinearAlgebra;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import java.util.List;

/** Kernels computed as a fit computes them, on one thread in pure Java. */
final class Computed {

  private Computed() {}

  static Kernels.Trained trained(StandardizedGenotypes x, Kernel... kernels) {
    return Kernels.train(
        List.of(kernels), x, Precision.DOUBLE, TestData.algebra(), Execution.quiet());
  }

  static Matrix onThreads(
      int threads, Kernel kernel, StandardizedGenotypes x, Precision precision) {
    LinearAlgebra algebra = new PlainLinearAlgebra(Threads.of(threads));
    return Kernels.train(List.of(kernel), x, precision, algebra, TestData.threads(threads))
        .matrices()
        .get(0);
  }

  /** Computes a kernel whose execution is cancelled at its first report of progress. */
  static void cancelled(Kernel kernel, StandardizedGenotypes x) {
    Cancellation cancellation = new Cancellation();
    Progress request = (stage, fraction) -> cancellation.request();
    Execution execution = new Execution(Threads.of(2), cancellation, request);
    Kernels.train(List.of(kernel), x, Precision.DOUBLE, TestData.algebra(), execution);
  }

  static double[][] square(Kernel kernel, StandardizedGenotypes x) {
    return Dense.of(trained(x, kernel).matrices().get(0));
  }

  static Kernels.Cross crossed(
      StandardizedGenotypes fresh, StandardizedGenotypes training, Kernel... kernels) {
    return Kernels.cross(
        List.of(kernels), fresh, training, Precision.DOUBLE, TestData.algebra(), Execution.quiet());
  }

  static double[][] cross(
      Kernel kernel, StandardizedGenotypes fresh, StandardizedGenotypes training) {
    return Dense.of(crossed(fresh, training, kernel).matrices().get(0));
  }

  /**
   * Returns a function of the angle by the polynomials that are used if these pairs are evaluated
   * at once.
   *
   * @param theta the angle of the pair whose value is returned
   * @param others the angles of other pairs, which may need polynomials of a wider range
   */
  static double at(AngularFunction function, double theta, double... others) {
    Pairs pairs = new Pairs(1);
    add(pairs, theta);
    for (double other : others) {
      add(pairs, other);
    }
    double[] values = new double[pairs.count()];
    function.evaluate(pairs, values, 0);
    return values[0];
  }

  private static void add(Pairs pairs, double theta) {
    pairs.add(Math.sin(Math.min(theta, Math.PI - theta) / 2), theta > Math.PI / 2, 1, 1);
  }
}
