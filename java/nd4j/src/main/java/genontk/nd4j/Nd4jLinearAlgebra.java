package genontk.nd4j;

import genontk.linalg.Cholesky;
import genontk.linalg.Device;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.NativeLinearAlgebra;
import genontk.linalg.SymmetricEigen;
import genontk.linalg.Tridiagonal;
import genontk.run.Execution;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Linear algebra on a device, for one piece of work.
 *
 * <p>A product is cut into strips of columns, between which a cancellation is seen; A stays on the
 * device for all strips. The device computes for one thread at a time, so that results do not
 * depend on the number of our threads. Plain Java does small products and those of a few columns,
 * since copying them takes longer. It also computes eigenvalues and tridiagonal forms, which ND4J
 * 1.0.0-M2.1 gets wrong in double precision.
 */
final class Nd4jLinearAlgebra extends NativeLinearAlgebra {

  /** Number of operations per strip, a moment's work for a CPU, which is the slowest device. */
  private static final double STRIP_FLOPS = 2e10;

  private static final int MIN_STRIP_COLUMNS = 64;
  private static final int MIN_SIDE = 12;
  private static final int POLL_MILLIS = 50;

  private static final ReentrantLock DEVICE = new ReentrantLock();

  private final Nd4jDevice device;

  Nd4jLinearAlgebra(Nd4jDevice device, Execution execution) {
    super(device, execution);
    this.device = device;
  }

  LinearAlgebra onCpu() {
    return plain();
  }

  void checkpoint() {
    execution().cancellation().checkpoint();
  }

  /**
   * Runs work as soon as no other thread uses the device.
   *
   * @throws genontk.error.Cancelled if a stop was asked for before the work began
   */
  void onDevice(Runnable work) {
    try {
      while (!DEVICE.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        checkpoint();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      execution().cancellation().request();
      checkpoint();
    }
    try {
      checkpoint();
      work.run();
    } finally {
      DEVICE.unlock();
    }
  }

  private boolean isSmall(double m, double n, double k) {
    double flops = 2 * m * n * k;
    return flops == 0 || flops < device.smallFlops();
  }

  private static int stripWidth(double flops, int columns) {
    return (int)
        Math.max(MIN_STRIP_COLUMNS, Math.min(columns, columns * Math.min(1, STRIP_FLOPS / flops)));
  }

  @Override
  public void multiply(
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c) {
    int inner = transposeA ? a.rows() : a.columns();
    boolean thin = Math.min(c.rows(), c.columns()) < MIN_SIDE && device.smallFlops() > 0;
    if (thin || isSmall(c.rows(), c.columns(), inner)) {
      plain().multiply(alpha, a, transposeA, b, transposeB, beta, c);
      return;
    }
    int width = stripWidth(2.0 * c.rows() * c.columns() * inner, c.columns());
    onDevice(
        () -> {
          try (DeviceMatrix left = DeviceMatrix.of(a)) {
            for (int j = 0; j < c.columns(); j += width) {
              checkpoint();
              int count = Math.min(width, c.columns() - j);
              Matrix part = transposeB ? b.block(j, 0, count, inner) : b.block(0, j, inner, count);
              try (DeviceMatrix right = DeviceMatrix.of(part);
                  DeviceMatrix product =
                      DeviceMatrix.product(left, transposeA, right, transposeB)) {
                add(alpha, product.toArray(), beta, c.block(0, j, c.rows(), count));
              }
            }
          }
        });
  }

  private static void add(double alpha, double[] product, double beta, Matrix c) {
    for (int j = 0; j < c.columns(); j++) {
      int to = c.start(j);
      int from = j * c.rows();
      for (int i = 0; i < c.rows(); i++) {
        double kept = beta == 0 ? 0 : beta * c.data()[to + i];
        c.data()[to + i] = alpha * product[from + i] + kept;
      }
    }
  }

  @Override
  public void productTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
    if (isSmall(m, n, k)) {
      plain().productTransposed(m, n, k, a, b, c);
      return;
    }
    onDevice(
        () -> {
          try (DeviceMatrix left = DeviceMatrix.of(m, k, a);
              DeviceMatrix right = DeviceMatrix.of(n, k, b);
              DeviceMatrix product = DeviceMatrix.product(left, false, right, true)) {
            System.arraycopy(product.toSingleArray(), 0, c, 0, m * n);
          }
        });
  }

  @Override
  public Optional<Device> device() {
    return Optional.of(
        new Device() {
          @Override
          public Array put(Matrix a) {
            DeviceMatrix[] copy = new DeviceMatrix[1];
            onDevice(() -> copy[0] = DeviceMatrix.of(a));
            return copy[0];
          }

          @Override
          public void run(Runnable step) {
            onDevice(step);
          }
        });
  }

  @Override
  public Cholesky cholesky(Matrix a) {
    return new DeviceCholesky(this, a);
  }

  @Override
  public SymmetricEigen eigen(Matrix a) {
    return plain().eigen(a);
  }

  @Override
  public Tridiagonal tridiagonal(Matrix a) {
    return plain().tridiagonal(a);
  }
}
