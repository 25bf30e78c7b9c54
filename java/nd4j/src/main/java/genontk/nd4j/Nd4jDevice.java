package genontk.nd4j;

import genontk.error.Message;
import genontk.linalg.Backend;
import genontk.linalg.EjmlLinearAlgebra;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.Threads;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** A device that ND4J has opened, and that has shown that it computes. */
final class Nd4jDevice implements Backend {

  /** Large enough for two panels of a factorisation. */
  private static final int CHECKED_ORDER = DeviceCholesky.PANEL + 40;

  private static final double TOLERANCE = 1e-9;
  private static final double SMALL_FLOPS = 2e7;

  private final double smallFlops;
  private final String description;

  private Nd4jDevice(double smallFlops) {
    this.smallFlops = smallFlops;
    description =
        Message.of(
            "ND4J (%s): kernels, products, Cholesky factorisations, solves; eigenvalues and"
                + " tridiagonal forms on the CPU by EJML",
            Nd4j.getBackend().getClass().getSimpleName());
  }

  /**
   * Opens it.
   *
   * @throws LinkageError if its libraries cannot be loaded, or it computes wrongly
   * @throws RuntimeException whatever else ND4J finds wrong
   */
  static Nd4jDevice open() {
    return open(SMALL_FLOPS);
  }

  /**
   * Opens it.
   *
   * @param smallFlops products of fewer operations are left to plain Java
   */
  static Nd4jDevice open(double smallFlops) {
    // ND4J looks for its parts by the loader of whoever calls; inside R that sees none of our jars.
    ND4JClassLoading.setNd4jClassloaderFromClass(Nd4jDevice.class);
    Nd4jDevice device = new Nd4jDevice(smallFlops);
    if (!device.solvesRightly()) {
      throw new UnsatisfiedLinkError("a test product or solution of it is wrong");
    }
    return device;
  }

  @Override
  public String name() {
    return Nd4jProvider.NAME;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public LinearAlgebra on(Execution execution) {
    return new Nd4jLinearAlgebra(this, execution);
  }

  double smallFlops() {
    return smallFlops;
  }

  private boolean solvesRightly() {
    LinearAlgebra here = on(Execution.quiet());
    LinearAlgebra plain = new EjmlLinearAlgebra(Threads.of(1));
    return distance(solution(here), solution(plain)) < TOLERANCE;
  }

  /** Returns A A' and the solution of (A A' + I) X = A. */
  private static Matrix solution(LinearAlgebra algebra) {
    Matrix a = wave();
    Matrix v = algebra.product(a, false, a, true);
    for (int i = 0; i < CHECKED_ORDER; i++) {
      v.set(i, i, v.get(i, i) + 1);
    }
    algebra.cholesky(v).solve(a);
    return a;
  }

  private static Matrix wave() {
    Matrix a = Matrix.zeros(CHECKED_ORDER, CHECKED_ORDER);
    for (int j = 0; j < CHECKED_ORDER; j++) {
      for (int i = 0; i < CHECKED_ORDER; i++) {
        a.set(i, j, Math.sin(1 + i + 0.37 * i * j) / CHECKED_ORDER);
      }
    }
    return a;
  }

  private static double distance(Matrix a, Matrix b) {
    double largest = 0;
    for (int i = 0; i < a.data().length; i++) {
      double difference = Math.abs(a.data()[i] - b.data()[i]);
      largest = difference <= largest ? largest : difference;
    }
    return largest;
  }
}
