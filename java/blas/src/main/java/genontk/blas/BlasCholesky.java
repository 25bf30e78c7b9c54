package genontk.blas;

import genontk.linalg.Cholesky;
import genontk.linalg.Matrix;
import genontk.linalg.Symmetry;
import genontk.linalg.Vectors;
import genontk.run.Threads;

/**
 * A Cholesky factor L.
 *
 * <p>Many right-hand sides are solved for in strips of columns, one task per strip. A few are
 * solved for by plain loops, since copying L would take longer.
 *
 * @param lower L in the lower triangle (n x n), on the heap
 */
record BlasCholesky(Calls calls, Matrix lower) implements Cholesky {

  /** Most right-hand sides that are solved for by plain loops. */
  private static final int MAX_PLAIN_COLUMNS = 4;

  private static final int STRIP = 128;
  private static final int WIDE_STRIP = 512;

  /** Order of the blocks of L that are copied for one call. */
  private static final int COPIED_BLOCK = 512;

  /** Fewest rows for which plain loops are shared between threads. */
  private static final int MIN_PARALLEL_ORDER = 512;

  @Override
  public void solve(Matrix b) {
    solve(b, true);
  }

  @Override
  public void solveLower(Matrix b) {
    solve(b, false);
  }

  private void solve(Matrix b, boolean both) {
    int n = b.rows();
    if (b.columns() <= MAX_PLAIN_COLUMNS) {
      substitute(b, both);
      return;
    }
    Tiles strips = Tiles.of(b.columns(), b.columns() > WIDE_STRIP ? WIDE_STRIP : STRIP);
    calls.forEach(
        strips.count(),
        (task, workspace) -> {
          int width = strips.size(task);
          Matrix strip = b.block(0, strips.from(task), n, width);
          Routines.Block x = workspace.pack(1, strip);
          for (int j = 0; j < n; j += COPIED_BLOCK) {
            forward(workspace, x, j, width);
          }
          for (int j = (n - 1) / COPIED_BLOCK * COPIED_BLOCK; both && j >= 0; j -= COPIED_BLOCK) {
            backward(workspace, x, j, width);
          }
          Transfer.toHeap(x, strip);
        });
  }

  /** Solves for a few columns, which threads share if there are enough rows. */
  private void substitute(Matrix b, boolean both) {
    Threads threads = calls.execution().threads();
    int tasks = b.rows() < MIN_PARALLEL_ORDER ? 1 : Math.min(threads.count(), b.columns());
    Tiles columns = new Tiles(b.columns(), tasks);
    threads.forEach(
        tasks,
        task -> {
          Matrix some = b.block(0, columns.from(task), b.rows(), columns.size(task));
          Substitution.forward(lower, some);
          if (both) {
            Substitution.backward(lower, some);
          }
        });
  }

  /** Solves with the block at (j, j), then subtracts its contribution from the rows below. */
  private void forward(Workspace workspace, Routines.Block x, int j, int width) {
    int size = Math.min(COPIED_BLOCK, lower.rows() - j);
    triangle(workspace, x, j, size, width, false);
    Routines routines = calls.routines();
    for (int i = j + size; i < lower.rows(); i += COPIED_BLOCK) {
      int rows = Math.min(COPIED_BLOCK, lower.rows() - i);
      Routines.Block l = workspace.pack(0, lower.block(i, j, rows, size));
      Routines.Block to = x.at(i, 0);
      Routines.Shape shape = new Routines.Shape(false, false, rows, width, size);
      calls.single(() -> routines.gemm(workspace.arguments(), shape, -1, l, x.at(j, 0), 1, to));
    }
  }

  /**
   * Subtracts the contribution of the rows below, then solves with the transposed block at (j, j).
   */
  private void backward(Workspace workspace, Routines.Block x, int j, int width) {
    int size = Math.min(COPIED_BLOCK, lower.rows() - j);
    Routines routines = calls.routines();
    for (int i = j + size; i < lower.rows(); i += COPIED_BLOCK) {
      int rows = Math.min(COPIED_BLOCK, lower.rows() - i);
      Routines.Block l = workspace.pack(0, lower.block(i, j, rows, size));
      Routines.Block from = x.at(i, 0);
      Routines.Shape shape = new Routines.Shape(true, false, size, width, rows);
      calls.single(() -> routines.gemm(workspace.arguments(), shape, -1, l, from, 1, x.at(j, 0)));
    }
    triangle(workspace, x, j, size, width, true);
  }

  private void triangle(
      Workspace workspace, Routines.Block x, int j, int size, int width, boolean transposed) {
    calls.execution().cancellation().checkpoint();
    Routines.Block l = workspace.pack(0, lower.block(j, j, size, size));
    calls.single(
        () ->
            calls
                .routines()
                .solveLeft(workspace.arguments(), transposed, size, width, l, x.at(j, 0)));
  }

  /** Returns the squared lengths of the columns of L^-1, in half of the time of an inverse. */
  @Override
  public double[] inverseDiagonal() {
    int n = lower.rows();
    double[] squares = new double[n];
    try (Panels panels = Panels.take()) {
      Routines.Block inverse = copied(panels);
      new TriangularInverse(calls).invert(inverse, n);
      calls.byColumns(
          n,
          (from, to) -> {
            double[] column = new double[n];
            for (int j = from; j < to; j++) {
              inverse.at(j, j).data().read(0, column, 0, n - j);
              squares[j] = Vectors.dot(column, 0, column, 0, n - j);
            }
          });
    }
    return squares;
  }

  private Routines.Block copied(Panels panels) {
    int n = lower.rows();
    Routines.Block copy = new Routines.Block(panels.piece(0, (long) n * n * Double.BYTES), n);
    calls.byColumns(n, (from, to) -> Transfer.lowerToNative(lower, copy, from, to));
    return copy;
  }

  @Override
  public Matrix inverse() {
    int n = lower.rows();
    if (n > 0) {
      try (Panels panels = Panels.take()) {
        Routines.Block block = copied(panels);
        TriangularInverse triangle = new TriangularInverse(calls);
        triangle.invert(block, n);
        triangle.square(block, n);
        calls.byColumns(n, (from, to) -> Transfer.lowerToHeap(block, lower, from, to));
      }
      Symmetry.mirrorLower(lower, calls.execution().threads());
    }
    return lower;
  }

  @Override
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < lower.rows(); i++) {
      sum += 2 * Math.log(lower.get(i, i));
    }
    return sum;
  }
}
