package genontk.linalg;

import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import org.ejml.EjmlVersion;

/**
 * Linear algebra in plain Java, which works on every machine. Products, factors and tridiagonal
 * forms are computed in blocks; eigenvectors and single precision by EJML.
 */
public final class PlainLinearAlgebra implements LinearAlgebra {

  static final String DESCRIPTION = "plain Java, eigenvectors by EJML " + EjmlVersion.VERSION;

  private static final double SERIAL_FLOPS = 2e6;
  private final Execution execution;
  private final EjmlLinearAlgebra ejml;

  /**
   * Makes linear algebra for one piece of work.
   *
   * @param execution the threads on which it computes, and the cancellation that stops it
   */
  public PlainLinearAlgebra(Execution execution) {
    this.execution = execution;
    this.ejml = new EjmlLinearAlgebra(execution.threads());
  }

  /**
   * Makes linear algebra that nothing cancels.
   *
   * @param threads the threads on which it computes
   */
  public PlainLinearAlgebra(Threads threads) {
    this(new Execution(threads, new Cancellation(), Progress.NONE));
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public String description() {
    return DESCRIPTION;
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
    double flops = 2.0 * c.rows() * c.columns() * (transposeA ? a.rows() : a.columns());
    Execution workers = flops < SERIAL_FLOPS ? execution.onOneThread() : execution;
    scale(beta, c);
    if (!transposeA && !transposeB && c.columns() <= ThinProduct.MAX_COLUMNS) {
      ThinProduct.add(alpha, a, b, c, workers.threads());
    } else {
      new BlockedProduct(workers).add(alpha, a, transposeA, b, transposeB, c);
    }
  }

  private static void scale(double beta, Matrix c) {
    for (int j = 0; beta != 1 && j < c.columns(); j++) {
      int start = c.start(j);
      for (int i = start; i < start + c.rows(); i++) {
        c.data()[i] = beta == 0 ? 0 : beta * c.data()[i];
      }
    }
  }

  @Override
  public void productTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
    ejml.productTransposed(m, n, k, a, b, c);
  }

  @Override
  public Cholesky cholesky(Matrix a) {
    return BlockedCholesky.of(a, execution);
  }

  @Override
  public SymmetricEigen eigen(Matrix a) {
    return ejml.eigen(a);
  }

  @Override
  public Tridiagonal tridiagonal(Matrix a) {
    return BlockedTridiagonal.of(a, execution);
  }

  @Override
  public LinearAlgebra onOneThread() {
    return new PlainLinearAlgebra(execution.onOneThread());
  }
}
