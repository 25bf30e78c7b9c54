package genontk.blas;

import genontk.linalg.Cholesky;
import genontk.linalg.Matrix;
import genontk.linalg.NativeLinearAlgebra;
import genontk.linalg.SymmetricEigen;
import genontk.linalg.Tridiagonal;
import genontk.linalg.TridiagonalMatrix;
import genontk.run.Execution;

/**
 * Linear algebra by a native library, for one piece of work.
 *
 * <p>Products and Cholesky factorisations are cut into tiles, which our threads compute by calls on
 * one thread each. Their bits do not depend on the number of threads, and a cancelled piece of work
 * stops between two calls. Eigenvalues, the tridiagonal form and inverses are single calls on the
 * library's own threads, which end before a cancellation is seen. Plain Java does small work.
 */
final class BlasLinearAlgebra extends NativeLinearAlgebra {

  private static final double SMALL_FLOPS = 1e6;
  private static final int SMALL_SIDE = 4;

  /**
   * Fewest columns of B for which a copy of A outside the heap pays (2 threads, least of 25 runs,
   * plain Java and OpenBLAS: n = 1500, 23 columns 2.9 and 2.4 ms, 50 columns 5.5 and 3.4 ms; n =
   * 4000, 18 and 31 ms, 31 and 36 ms).
   */
  private static final int MIN_COLUMNS = 24;

  /** Most doubles that {@link TiledProduct} and {@link Workspace} take together. */
  private static final double MAX_PRODUCT_DOUBLES = 50e6;

  /** Doubles of them that do not depend on the order of the matrices. */
  private static final double FIXED_PRODUCT_DOUBLES = 2e5;

  private final Calls calls;

  BlasLinearAlgebra(BlasLibrary library, Execution execution) {
    super(library, execution);
    this.calls = new Calls(library, execution);
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
    boolean thin = !transposeA && !transposeB && c.columns() < MIN_COLUMNS;
    if (thin || isSmall(c.rows(), c.columns(), inner)) {
      plain().multiply(alpha, a, transposeA, b, transposeB, beta, c);
      return;
    }
    TiledProduct.Factor left = new TiledProduct.Factor(a, transposeA);
    TiledProduct.Factor right = new TiledProduct.Factor(b, transposeB);
    new TiledProduct(calls, alpha, left, right, beta, c, false).run();
  }

  /** Tiles are computed one by one, and a cancellation is seen between them. */
  @Override
  public double longestProduct() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public Held hold(Matrix h) {
    return HeldCopy.serves(h) ? new HeldCopy(this, calls, h) : super.hold(h);
  }

  /** Returns whether HB is formed from a copy of H outside the heap, for B of this many columns. */
  static boolean copiesLeft(Matrix h, int columns) {
    return columns >= MIN_COLUMNS && !isSmall(h.rows(), columns, h.columns());
  }

  /** Returns whether AH' is formed from a copy of H outside the heap, for A of this many rows. */
  static boolean copiesRight(Matrix h, int rows) {
    return !isSmall(rows, h.rows(), h.columns());
  }

  private static boolean isSmall(int m, int n, int k) {
    return 2.0 * m * n * k < SMALL_FLOPS || m < SMALL_SIDE || n < SMALL_SIDE;
  }

  @Override
  public void multiplySymmetric(double alpha, Matrix a, boolean transposeA, double beta, Matrix c) {
    int n = c.columns();
    if (isSmall(n, n, transposeA ? a.rows() : a.columns())) {
      plain().multiplySymmetric(alpha, a, transposeA, beta, c);
      return;
    }
    TiledProduct.Factor left = new TiledProduct.Factor(a, transposeA);
    TiledProduct.Factor right = new TiledProduct.Factor(a, !transposeA);
    new TiledProduct(calls, alpha, left, right, beta, c, true).run();
  }

  @Override
  public void productTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
    if (isSmall(m, n, k)) {
      plain().productTransposed(m, n, k, a, b, c);
    } else {
      new SingleProduct(calls, m, n, k, a, b, c).run();
    }
  }

  /**
   * Returns the doubles of the largest call. A product takes its tiles, or both factors whole. A
   * Cholesky factorisation takes two panels, which are also enough for two small tridiagonal forms
   * side by side. An inverse takes one matrix, Q one matrix and a strip, eigenvectors three.
   */
  @Override
  public double nativeDoubles(int order, boolean eigenvectors) {
    double n = order;
    double products = Math.min(MAX_PRODUCT_DOUBLES, 4 * n * n + FIXED_PRODUCT_DOUBLES);
    double panels = 2 * n * Math.min(n, PanelCholesky.PANEL);
    double squares = eigenvectors ? 3 * n * n + 10 * n : n * n + n * Math.min(n, 1024);
    return products + Math.max(panels, squares);
  }

  @Override
  public Cholesky cholesky(Matrix a) {
    new PanelCholesky(calls).factor(a);
    return new BlasCholesky(calls, a);
  }

  @Override
  public SymmetricEigen eigen(Matrix a) {
    return a.rows() == 0
        ? new SymmetricEigen(new double[0], a)
        : new SymmetricReduction(calls).eigen(a);
  }

  @Override
  public Tridiagonal tridiagonal(Matrix a) {
    return a.rows() == 0
        ? plain().tridiagonal(a)
        : new SymmetricReduction(calls).tridiagonal(a, true);
  }

  @Override
  public TridiagonalMatrix tridiagonalMatrix(Matrix a) {
    return a.rows() == 0
        ? super.tridiagonalMatrix(a)
        : new SymmetricReduction(calls).tridiagonalMatrix(a);
  }
}
