package genontk.nd4j;

import genontk.error.Message;
import genontk.linalg.Backend;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.SelfCheck;
import genontk.run.Execution;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** A device that ND4J has opened and that has passed a test. */
final class Nd4jDevice implements Backend {

  /** Order of the test matrix, large enough for two panels of a factorisation. */
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
   * Opens the device.
   *
   * @throws LinkageError if its libraries cannot be loaded, or a result is wrong
   * @throws RuntimeException if ND4J fails in another way
   */
  static Nd4jDevice open() {
    return open(SMALL_FLOPS);
  }

  /**
   * Opens the device.
   *
   * @param smallFlops the number of operations below which plain Java does a product
   */
  static Nd4jDevice open(double smallFlops) {
    // ND4J uses the class loader of its caller, which inside R does not see our jars.
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
