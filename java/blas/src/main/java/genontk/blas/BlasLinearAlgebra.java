package genontk.blas;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import genontk.error.DidNotConverge;
import genontk.linalg.Cholesky;
import genontk.linalg.EjmlLinearAlgebra;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.SymmetricEigen;
import genontk.linalg.Tridiagonal;
import genontk.run.Execution;
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
  private static final int SERIAL_ORDER = 256;

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
    if (isSmall(c.rows(), c.columns(), inner)) {
      plain.multiply(alpha, a, transposeA, b, transposeB, beta, c);
      return;
    }
    Tiles rows = Tiles.of(c.rows(), Tiles.ROWS);
    Tiles columns = Tiles.of(c.columns(), Tiles.COLUMNS);
    forEach(
        rows.count() * columns.count(),
        (task, workspace) -> {
          int row = task % rows.count();
          int column = task / rows.count();
          Matrix left = rowsOf(a, transposeA, rows.from(row), rows.size(row));
          Matrix right = rowsOf(b, !transposeB, columns.from(column), columns.size(column));
          Matrix product =
              c.block(
                  rows.from(row),
                  columns.from(column),
                  left(left, transposeA),
                  columns.size(column));
          tile(workspace, alpha, left, transposeA, right, transposeB, beta, product);
        });
  }

  private static int left(Matrix left, boolean transposed) {
    return transposed ? left.columns() : left.rows();
  }

  private static boolean isSmall(int m, int n, int k) {
    return 2.0 * m * n * k < SMALL_FLOPS || m < NARROW || n < NARROW;
  }

  /** Returns rows of op(A). */
  private static Matrix rowsOf(Matrix a, boolean transposed, int from, int count) {
    return transposed ? a.block(0, from, a.rows(), count) : a.block(from, 0, count, a.columns());
  }

  /** Returns columns of op(A). */
  private static Matrix columnsOf(Matrix a, boolean transposed, int from, int count) {
    return rowsOf(a, !transposed, from, count);
  }

  private void tile(
      Workspace workspace,
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c) {
    int m = c.rows();
    int n = c.columns();
    Tiles inner = Tiles.of(transposeA ? a.rows() : a.columns(), Tiles.INNER);
    Routines.Block product = room(workspace, c, beta);
    for (int p = 0; p < inner.count(); p++) {
      int from = inner.from(p);
      int k = inner.size(p);
      double factor = p == 0 ? beta : 1;
      Routines.Block left = workspace.pack(0, columnsOf(a, transposeA, from, k));
      Routines.Block right = workspace.pack(1, rowsOf(b, transposeB, from, k));
      single(
          () ->
              routines.gemm(
                  workspace.arguments(),
                  transposeA,
                  transposeB,
                  m,
                  n,
                  k,
                  alpha,
                  left,
                  right,
                  factor,
                  product));
    }
    Transfer.toHeap(product, c);
  }

  private static Routines.Block room(Workspace workspace, Matrix c, double beta) {
    if (beta != 0) {
      return workspace.pack(2, c);
    }
    long bytes = (long) c.rows() * c.columns() * Double.BYTES;
    return new Routines.Block(workspace.buffer(2, bytes), c.rows());
  }

  @Override
  public void multiplySymmetric(double alpha, Matrix a, boolean transposeA, double beta, Matrix c) {
    int n = c.columns();
    if (isSmall(n, n, transposeA ? a.rows() : a.columns())) {
      plain.multiplySymmetric(alpha, a, transposeA, beta, c);
      return;
    }
    Tiles tiles = Tiles.of(n, Tiles.COLUMNS);
    int below = tiles.count() * (tiles.count() - 1) / 2;
    forEach(
        below + tiles.count(),
        (task, workspace) -> {
          if (task >= below) {
            int tile = task - below;
            int from = tiles.from(tile);
            int size = tiles.size(tile);
            Matrix strip = rowsOf(a, transposeA, from, size);
            diagonalTile(
                workspace, alpha, strip, transposeA, beta, c.block(from, from, size, size));
            return;
          }
          int row = (int) ((1 + Math.sqrt(1 + 8.0 * task)) / 2);
          int column = task - row * (row - 1) / 2;
          Matrix left = rowsOf(a, transposeA, tiles.from(row), tiles.size(row));
          Matrix right = rowsOf(a, transposeA, tiles.from(column), tiles.size(column));
          Matrix product =
              c.block(tiles.from(row), tiles.from(column), tiles.size(row), tiles.size(column));
          tile(workspace, alpha, left, transposeA, right, !transposeA, beta, product);
        });
  }

  private void diagonalTile(
      Workspace workspace, double alpha, Matrix a, boolean transposeA, double beta, Matrix c) {
    int n = c.rows();
    Tiles inner = Tiles.of(transposeA ? a.rows() : a.columns(), Tiles.INNER);
    Routines.Block product = room(workspace, c, beta);
    for (int p = 0; p < inner.count(); p++) {
      int k = inner.size(p);
      double factor = p == 0 ? beta : 1;
      Routines.Block strip = workspace.pack(0, columnsOf(a, transposeA, inner.from(p), k));
      single(
          () ->
              routines.syrk(
                  workspace.arguments(), transposeA, n, k, alpha, strip, factor, product));
    }
    Transfer.lowerToHeap(product, c);
  }

  @Override
  public void productTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
    if (isSmall(m, n, k)) {
      plain.productTransposed(m, n, k, a, b, c);
      return;
    }
    Tiles rows = Tiles.of(m, Tiles.ROWS);
    Tiles columns = Tiles.of(n, Tiles.COLUMNS);
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
          Tiles inner = Tiles.of(k, Tiles.INNER);
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
    try (Memory native_ = square(n);
        Memory spectrum = new Memory((long) n * Double.BYTES)) {
      Routines.Block block = new Routines.Block(native_, n);
      Transfer.lowerToNative(a, block);
      int info = alone(n, arguments -> routines.syevd(arguments, n, block, spectrum));
      if (info != 0) {
        throw didNotConverge(n);
      }
      Transfer.toHeap(block, vectors);
      spectrum.read(0, values, 0, n);
    }
    return new SymmetricEigen(values, vectors);
  }

  @Override
  public Tridiagonal tridiagonal(Matrix a) {
    int n = a.rows();
    if (n == 0) {
      return plain.tridiagonal(a);
    }
    requireFinite(a);
    double[] diagonal = new double[n];
    double[] offDiagonal = new double[n - 1];
    double[] scales = new double[n - 1];
    try (Memory native_ = square(n);
        Memory vectors = new Memory(3L * n * Double.BYTES)) {
      long bytes = (long) n * Double.BYTES;
      Routines.Block block = new Routines.Block(native_, n);
      Transfer.lowerToNative(a, block);
      alone(
          n,
          arguments ->
              routines.sytrd(
                  arguments, n, block, vectors, vectors.share(bytes), vectors.share(2 * bytes)));
      Transfer.lowerToHeap(block, a);
      vectors.read(0, diagonal, 0, n);
      vectors.read(bytes, offDiagonal, 0, n - 1);
      vectors.read(2 * bytes, scales, 0, n - 1);
    }
    return new BlasTridiagonal(this, diagonal, offDiagonal, a, scales);
  }

  /** Returns memory for n x n numbers outside the heap. */
  static Memory square(int n) {
    return new Memory((long) n * n * Double.BYTES);
  }

  private static boolean isWhole(Matrix a) {
    return a.offset() == 0 && a.stride() == a.rows() && a.data().length == a.rows() * a.columns();
  }

  /** LAPACK may not end on a number that is none. */
  private static void requireFinite(Matrix a) {
    for (int j = 0; j < a.columns(); j++) {
      for (int i = j; i < a.rows(); i++) {
        if (!Double.isFinite(a.get(i, j))) {
          throw didNotConverge(a.rows());
        }
      }
    }
  }

  private static DidNotConverge didNotConverge(int n) {
    return new DidNotConverge(
        "The eigenvalues of a "
            + n
            + " x "
            + n
            + " matrix did not converge; look for numbers out of all range.");
  }
}
