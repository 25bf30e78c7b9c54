package genontk.nd4j;

import genontk.error.Message;
import genontk.linalg.Backend;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.SelfCheck;
import genontk.run.Execution;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** A device that ND4J has opened, and that has shown that it computes. */
final class Nd4jDevice implements Backend {

  /** Large enough for two panels of a factorisation. */
  private static final int CHECKED_ORDER = DeviceCholesky.PANEL + 40;

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
    if (!SelfCheck.passes(device, CHECKED_ORDER)) {
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
}
