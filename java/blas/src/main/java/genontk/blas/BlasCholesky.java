package genontk.blas;

import genontk.linalg.Cholesky;
import genontk.linalg.Matrix;
import genontk.linalg.Symmetry;
import genontk.linalg.Vectors;
import genontk.run.Threads;

/**
 * A factor L in the lower triangle of a matrix on the heap.
 *
 * <p>Many right-hand sides are solved for in strips of columns, a strip a task; a few by plain
 * loops, for which the copy of L would be most of the work.
 */
record BlasCholesky(BlasLinearAlgebra algebra, Matrix lower) implements Cholesky {

  private static final int FEW = 4;
  private static final int STRIP = 128;
  private static final int WIDE_STRIP = 512;
  private static final int BLOCK = 512;
  private static final int PARALLEL_ORDER = 512;

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
    if (b.columns() <= FEW) {
      substitute(b, both);
      return;
    }
    Tiles strips = Tiles.of(b.columns(), b.columns() > WIDE_STRIP ? WIDE_STRIP : STRIP);
    algebra.forEach(
        strips.count(),
        (task, workspace) -> {
          int width = strips.size(task);
          Matrix strip = b.block(0, strips.from(task), n, width);
          Routines.Block x = workspace.pack(1, strip);
          for (int j = 0; j < n; j += BLOCK) {
            forward(workspace, x, j, width);
          }
          for (int j = (n - 1) / BLOCK * BLOCK; both && j >= 0; j -= BLOCK) {
            backward(workspace, x, j, width);
          }
          Transfer.toHeap(x, strip);
        });
  }

  /** Solves for a few columns, shared between threads where that is worth their start. */
  private void substitute(Matrix b, boolean both) {
    Threads threads = algebra.execution().threads();
    int tasks = b.rows() < PARALLEL_ORDER ? 1 : Math.min(threads.count(), b.columns());
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

  /** Solves with the block at (j, j), then takes its share from the rows below. */
  private void forward(Workspace workspace, Routines.Block x, int j, int width) {
    int size = Math.min(BLOCK, lower.rows() - j);
    triangle(workspace, x, j, size, width, false);
    Routines routines = algebra.routines();
    for (int i = j + size; i < lower.rows(); i += BLOCK) {
      int rows = Math.min(BLOCK, lower.rows() - i);
      Routines.Block l = workspace.pack(0, lower.block(i, j, rows, size));
      Routines.Block to = x.at(i, 0);
      algebra.single(
          () ->
              routines.gemm(
                  workspace.arguments(),
                  false,
                  false,
                  rows,
                  width,
                  size,
                  -1,
                  l,
                  x.at(j, 0),
                  1,
                  to));
    }
  }

  /** Takes the share of the rows below, then solves with the transposed block at (j, j). */
  private void backward(Workspace workspace, Routines.Block x, int j, int width) {
    int size = Math.min(BLOCK, lower.rows() - j);
    Routines routines = algebra.routines();
    for (int i = j + size; i < lower.rows(); i += BLOCK) {
      int rows = Math.min(BLOCK, lower.rows() - i);
      Routines.Block l = workspace.pack(0, lower.block(i, j, rows, size));
      Routines.Block from = x.at(i, 0);
      algebra.single(
          () ->
              routines.gemm(
                  workspace.arguments(),
                  true,
                  false,
                  size,
                  width,
                  rows,
                  -1,
                  l,
                  from,
                  1,
                  x.at(j, 0)));
    }
    triangle(workspace, x, j, size, width, true);
  }

  private void triangle(
      Workspace workspace, Routines.Block x, int j, int size, int width, boolean transposed) {
    algebra.execution().cancellation().checkpoint();
    Routines.Block l = workspace.pack(0, lower.block(j, j, size, size));
    algebra.single(
        () ->
            algebra
                .routines()
                .solveLeft(workspace.arguments(), transposed, size, width, l, x.at(j, 0)));
  }

  /** The squared lengths of the columns of L^-1: half of what an inverse takes. */
  @Override
  public double[] inverseDiagonal() {
    int n = lower.rows();
    double[] squares = new double[n];
    try (Panels panels = Panels.take()) {
      Routines.Block inverse = copied(panels);
      new TriangularInverse(algebra).invert(inverse, n);
      algebra.byColumns(
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
    algebra.byColumns(n, (from, to) -> Transfer.lowerToNative(lower, copy, from, to));
    return copy;
  }

  @Override
  public Matrix inverse() {
    int n = lower.rows();
    if (n > 0) {
      try (Panels panels = Panels.take()) {
        Routines.Block block = copied(panels);
        TriangularInverse triangle = new TriangularInverse(algebra);
        triangle.invert(block, n);
        triangle.square(block, n);
        algebra.byColumns(n, (from, to) -> Transfer.lowerToHeap(block, lower, from, to));
      }
      Symmetry.mirrorLower(lower, algebra.execution().threads());
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
