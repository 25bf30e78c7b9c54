package genontk.blas;

import com.sun.jna.Pointer;
import genontk.error.DidNotConverge;
import genontk.error.Message;
import genontk.linalg.Cholesky;
import genontk.linalg.EjmlLinearAlgebra;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.SymmetricEigen;
import genontk.linalg.Tridiagonal;
import genontk.linalg.TridiagonalMatrix;
import genontk.run.Execution;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;

/**
 * Linear algebra by a native library, for one piece of work.
 *
 * <p>Products and Cholesky factorisations are cut into tiles that our threads compute, each by
 * calls on one thread: same bits on any number of threads, and a cancelled piece of work stops
 * between them. Eigenvalues, the tridiagonal form and inverses are single calls on the library's
 * own threads, which end before a cancellation is seen. What is small is left to plain Java.
 */
final class BlasLinearAlgebra implements LinearAlgebra {

  private static final double SMALL_FLOPS = 1e6;
  private static final int NARROW = 4;

  /**
   * Below so many columns of B the copy of A out of the heap costs more than AB does in plain Java
   * (2 threads, least of 25 runs, plain Java and OpenBLAS: n = 1500, 23 columns 2.9 and 2.4 ms, 50
   * columns 5.5 and 3.4 ms; n = 4000, 18 and 31 ms, 31 and 36 ms).
   */
  private static final int THIN = 24;

  private static final int SERIAL_ORDER = 256;
  private static final int COPIED = 64;
  private static final int INNER = 4096;

  /** What {@link TiledProduct} and {@link Workspace} take, and what of it is kept. */
  private static final double MOST_OF_PRODUCTS = 50e6;

  private static final double LEAST_OF_PRODUCTS = 2e5;

  private final BlasLibrary library;
  private final Routines routines;
  private final Execution execution;
  private final EjmlLinearAlgebra plain;

  BlasLinearAlgebra(BlasLibrary library, Execution execution) {
    this.library = library;
    this.routines = library.routines();
    this.execution = execution;
    this.plain = new EjmlLinearAlgebra(execution.threads());
  }

  @Override
  public String name() {
    return library.name();
  }

  @Override
  public String description() {
    return library.description();
  }

  Routines routines() {
    return routines;
  }

  Execution execution() {
    return execution;
  }

  /** Runs tasks on our threads; what they call runs by {@link #single}. */
  void forEach(int tasks, Tiles.Task task) {
    Tiles.forEach(
        execution.threads(),
        tasks,
        (i, workspace) -> {
          execution.cancellation().checkpoint();
          task.run(i, workspace);
        });
  }

  /** What is done for the columns from one up to another. */
  interface ColumnTask {
    void run(int from, int to);
  }

  /** Runs a task for some columns at a time on our threads. */
  void byColumns(int columns, ColumnTask task) {
    Tiles strips = Tiles.of(columns, COPIED);
    forEach(strips.count(), (i, workspace) -> task.run(strips.from(i), strips.from(i + 1)));
  }

  /** What is done for one task by calls on one thread of the library. */
  interface SingleTask {
    void run(Arguments arguments, int task);
  }

  /** Runs tasks on our threads, each by calls on one thread of the library. */
  void forEachSingle(int tasks, SingleTask task) {
    forEach(tasks, (i, workspace) -> single(() -> task.run(workspace.arguments(), i)));
  }

  /** Runs a call on one thread of the library. */
  void single(Runnable call) {
    library.threads().single(execution.cancellation(), call);
  }

  /**
   * Runs a call on the library's own threads, and returns its info.
   *
   * @param order of the matrix; a small one is no faster on several threads
   */
  int alone(int order, ToIntFunction<Arguments> call) {
    return library
        .threads()
        .alone(
            order < SERIAL_ORDER ? 1 : execution.threads().count(),
            execution.cancellation(),
            () -> {
              try (Workspace workspace = Workspace.take()) {
                return call.applyAsInt(workspace.arguments());
              }
            });
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
    boolean thin = !transposeA && !transposeB && c.columns() < THIN;
    if (thin || isSmall(c.rows(), c.columns(), inner)) {
      plain.multiply(alpha, a, transposeA, b, transposeB, beta, c);
      return;
    }
    new TiledProduct(this, alpha, a, transposeA, b, transposeB, beta, c, false, null, null).run();
  }

  /** Tiles are computed one by one, and a cancellation is seen between them. */
  @Override
  public double longestProduct() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public Held hold(Matrix h) {
    return HeldCopy.serves(h) ? new HeldCopy(this, h) : LinearAlgebra.super.hold(h);
  }

  /** Returns whether HB, B of so many columns, is formed from a copy of H outside the heap. */
  static boolean copiesLeft(Matrix h, int columns) {
    return columns >= THIN && !isSmall(h.rows(), columns, h.columns());
  }

  /** Returns whether AH', A of so many rows, is. */
  static boolean copiesRight(Matrix h, int rows) {
    return !isSmall(rows, h.rows(), h.columns());
  }

  private static boolean isSmall(int m, int n, int k) {
    return 2.0 * m * n * k < SMALL_FLOPS || m < NARROW || n < NARROW;
  }

  @Override
  public void multiplySymmetric(double alpha, Matrix a, boolean transposeA, double beta, Matrix c) {
    int n = c.columns();
    if (isSmall(n, n, transposeA ? a.rows() : a.columns())) {
      plain.multiplySymmetric(alpha, a, transposeA, beta, c);
      return;
    }
    new TiledProduct(this, alpha, a, transposeA, a, !transposeA, beta, c, true, null, null).run();
  }

  @Override
  public void productTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
    if (isSmall(m, n, k)) {
      plain.productTransposed(m, n, k, a, b, c);
      return;
    }
    Grid grid = Grid.of(m, n);
    Tiles rows = grid.rows();
    Tiles columns = grid.columns();
    forEach(
        rows.count() * columns.count(),
        (task, workspace) -> {
          int row = task % rows.count();
          int column = task / rows.count();
          int fromRow = rows.from(row);
          int fromColumn = columns.from(column);
          int height = rows.size(row);
          int width = columns.size(column);
          Pointer product = workspace.buffer(2, (long) height * width * Float.BYTES);
          Tiles inner = Tiles.of(k, INNER);
          for (int p = 0; p < inner.count(); p++) {
            int depth = inner.size(p);
            int from = inner.from(p);
            boolean add = p > 0;
            Pointer left = pack(workspace, 0, a, m, fromRow, height, from, depth);
            Pointer right = pack(workspace, 1, b, n, fromColumn, width, from, depth);
            single(
                () ->
                    routines.gemmSingle(
                        workspace.arguments(), height, width, depth, left, right, add, product));
          }
          for (int j = 0; j < width; j++) {
            long at = (long) j * height * Float.BYTES;
            product.read(at, c, (fromColumn + j) * m + fromRow, height);
          }
        });
  }

  /** Copies rows of the given columns of a single-precision matrix without gaps. */
  private static Pointer pack(
      Workspace workspace,
      int number,
      float[] a,
      int stride,
      int fromRow,
      int rows,
      int fromColumn,
      int columns) {
    Pointer packed = workspace.buffer(number, (long) rows * columns * Float.BYTES);
    for (int j = 0; j < columns; j++) {
      packed.write((long) j * rows * Float.BYTES, a, (fromColumn + j) * stride + fromRow, rows);
    }
    return packed;
  }

  /**
   * Of a product the tiles of our threads, or else both factors whole; the two panels of a Cholesky
   * factorisation, as much as two tridiagonal forms of few people side by side; the matrix of an
   * inverse, and of Q with a strip of what it multiplies; three matrices of an eigendecomposition.
   */
  @Override
  public double nativeDoubles(int order, boolean eigenvectors) {
    double n = order;
    double products = Math.min(MOST_OF_PRODUCTS, 4 * n * n + LEAST_OF_PRODUCTS);
    double panels = 2 * n * Math.min(n, PanelCholesky.PANEL);
    double squares = eigenvectors ? 3 * n * n + 10 * n : n * n + n * Math.min(n, 1024);
    return products + Math.max(panels, squares);
  }

  @Override
  public Cholesky cholesky(Matrix a) {
    new PanelCholesky(this).factor(a);
    return new BlasCholesky(this, a);
  }

  @Override
  public SymmetricEigen eigen(Matrix a) {
    int n = a.rows();
    if (n == 0) {
      return new SymmetricEigen(new double[0], a);
    }
    requireFinite(a);
    double[] values = new double[n];
    Matrix vectors = isWhole(a) ? a : Matrix.zeros(n, n);
    try (OffHeap square = OffHeap.doubles((long) n * n);
        OffHeap spectrum = OffHeap.doubles(n)) {
      Routines.Block block = new Routines.Block(square.start(), n);
      byColumns(n, (from, to) -> Transfer.lowerToNative(a, block, from, to));
      int info = alone(n, arguments -> routines.syevd(arguments, n, block, spectrum.start()));
      if (info != 0) {
        throw didNotConverge(n);
      }
      Transfer.toHeap(block, vectors);
      spectrum.start().read(0, values, 0, n);
    }
    return new SymmetricEigen(values, vectors);
  }

  @Override
  public Tridiagonal tridiagonal(Matrix a) {
    return a.rows() == 0 ? plain.tridiagonal(a) : inOneStage(a, true);
  }

  /** Reduces a matrix, which then holds Householder's reflectors if they are wanted. */
  private BlasTridiagonal inOneStage(Matrix a, boolean reflectors) {
    int n = a.rows();
    requireFinite(a);
    double[] diagonal = new double[n];
    double[] offDiagonal = new double[n - 1];
    double[] scales = new double[n - 1];
    try (OffHeap square = OffHeap.doubles((long) n * n);
        OffHeap room = OffHeap.doubles(3L * n)) {
      Pointer vectors = room.start();
      long bytes = (long) n * Double.BYTES;
      Routines.Block block = new Routines.Block(square.start(), n);
      byColumns(n, (from, to) -> Transfer.lowerToNative(a, block, from, to));
      alone(
          n,
          arguments ->
              routines.sytrd(
                  arguments, n, block, vectors, vectors.share(bytes), vectors.share(2 * bytes)));
      if (reflectors) {
        byColumns(n, (from, to) -> Transfer.lowerToHeap(block, a, from, to));
      }
      vectors.read(0, diagonal, 0, n);
      vectors.read(bytes, offDiagonal, 0, n - 1);
      vectors.read(2 * bytes, scales, 0, n - 1);
    }
    return new BlasTridiagonal(this, diagonal, offDiagonal, a, scales);
  }

  @Override
  public TridiagonalMatrix tridiagonalMatrix(Matrix a) {
    int n = a.rows();
    int least = execution.threads().count() == 1 ? TwoStages.LEAST_ALONE : TwoStages.LEAST;
    if (n == 0) {
      return LinearAlgebra.super.tridiagonalMatrix(a);
    }
    if (n < least || !routines.haveTwoStages()) {
      BlasTridiagonal form = inOneStage(a, false);
      return new TridiagonalMatrix(form.diagonal(), form.offDiagonal());
    }
    requireFinite(a);
    return new TwoStages(this).reduce(a);
  }

  @Override
  public LinearAlgebra onOneThread() {
    return new BlasLinearAlgebra(library, execution.onOneThread());
  }

  private static boolean isWhole(Matrix a) {
    return a.offset() == 0 && a.stride() == a.rows() && a.data().length == a.rows() * a.columns();
  }

  /** LAPACK may not end on a number that is none. */
  private void requireFinite(Matrix a) {
    AtomicBoolean finite = new AtomicBoolean(true);
    byColumns(
        a.columns(),
        (from, to) -> {
          for (int j = from; j < to; j++) {
            // What is not finite makes a sum of zeros that is no number.
            double zeros = 0;
            for (int i = a.start(j) + j; i < a.start(j) + a.rows(); i++) {
              zeros += 0 * a.data()[i];
            }
            if (zeros != 0) {
              finite.set(false);
            }
          }
        });
    if (!finite.get()) {
      throw didNotConverge(a.rows());
    }
  }

  private static DidNotConverge didNotConverge(int n) {
    return new DidNotConverge(
        Message.of(
            "The eigenvalues of a %s x %s matrix did not converge; look for numbers out of all"
                + " range.",
            n, n));
  }
}
