package genontk.blas;

import genontk.linalg.Matrix;

/**
 * C = alpha op(A) op(B) + beta C by tiles of C, each computed by one call on one thread.
 *
 * <p>JNA would copy whole arrays at every call. Here all threads copy a block of op(A) and one of
 * op(B) out of the heap, which serve all tiles of their block of C. Each number of the factors is
 * copied once where both fit into one block, which they do up to some 5,000 x 5,000. The cut
 * depends on the sizes alone, so that the bits do not depend on the number of threads.
 *
 * @param a A
 * @param b B
 * @param symmetric whether op(B) is op(A)', and only the lower triangle of C is wanted
 */
record TiledProduct(
    Calls calls, double alpha, Factor a, Factor b, double beta, Matrix c, boolean symmetric) {

  /** Most numbers of a block of op(A), 268 MB; a block of op(B) has half of them. */
  static final int MAX_BLOCK = 1 << 25;

  /** Most columns of a block of op(A). */
  static final int MAX_INNER = 8192;

  /**
   * A factor of a product.
   *
   * @param matrix the matrix
   * @param transposed whether the factor is the transpose of the matrix
   * @param held the whole matrix outside the heap, or null
   */
  record Factor(Matrix matrix, boolean transposed, Routines.Block held) {

    Factor(Matrix matrix, boolean transposed) {
      this(matrix, transposed, null);
    }
  }

  void run() {
    int length = a.transposed ? a.matrix.rows() : a.matrix.columns();
    Tiles inner = Tiles.of(length, MAX_INNER);
    int most = MAX_BLOCK / inner.size(inner.count() - 1);
    Tiles rows = Tiles.of(c.rows(), most);
    Tiles columns = symmetric ? rows : Tiles.of(c.columns(), most / 2);
    try (Panels panels = Panels.take()) {
      for (int p = 0; p < inner.count(); p++) {
        for (int i = 0; i < rows.count(); i++) {
          Matrix down = part(a.matrix, a.transposed, rows, i, inner, p);
          Routines.Block left = packed(a, down, panels, 0);
          for (int j = 0; j < (symmetric ? i + 1 : columns.count()); j++) {
            boolean diagonal = symmetric && i == j;
            Matrix across = part(b.matrix, !b.transposed, columns, j, inner, p);
            Routines.Block right = diagonal ? left : packed(b, across, panels, 1);
            Matrix block = c.block(rows.from(i), columns.from(j), rows.size(i), columns.size(j));
            new BlockProduct(left, right, block, inner.size(p), p == 0 ? beta : 1, diagonal).run();
          }
        }
      }
    }
  }

  /** Returns some rows and some columns of op(A), as they stand in A. */
  private static Matrix part(Matrix a, boolean transposed, Tiles rows, int i, Tiles inner, int p) {
    return transposed
        ? a.block(inner.from(p), rows.from(i), inner.size(p), rows.size(i))
        : a.block(rows.from(i), inner.from(p), rows.size(i), inner.size(p));
  }

  /** Returns a part of a factor outside the heap. */
  private Routines.Block packed(Factor factor, Matrix part, Panels panels, int number) {
    if (factor.held != null) {
      return factor.held;
    }
    Routines.Block to = new Routines.Block(panels.piece(number, bytes(part)), part.rows());
    calls.byColumns(part.columns(), (first, end) -> Transfer.toNative(part, to, first, end));
    return to;
  }

  private static long bytes(Matrix a) {
    return (long) a.rows() * a.columns() * Double.BYTES;
  }

  /** The product of one block of op(A) and one of op(B), added to a block of C. */
  private final class BlockProduct {

    private final Routines.Block left;
    private final Routines.Block right;
    private final Matrix block;
    private final int inner;
    private final double factor;
    private final boolean diagonal;
    private final Tiles rows;
    private final Tiles columns;

    BlockProduct(
        Routines.Block left,
        Routines.Block right,
        Matrix block,
        int inner,
        double factor,
        boolean diagonal) {
      this.left = left;
      this.right = right;
      this.block = block;
      this.inner = inner;
      this.factor = factor;
      this.diagonal = diagonal;
      Grid grid = Grid.of(block.rows(), block.columns());
      this.rows = diagonal ? Grid.ofTriangle(block.rows()) : grid.rows();
      this.columns = diagonal ? rows : grid.columns();
    }

    /** Computes all tiles; of a block on the diagonal those below it, then the half tiles on it. */
    void run() {
      int below = rows.count() * (rows.count() - 1) / 2;
      int tasks = diagonal ? below + rows.count() : rows.count() * columns.count();
      calls.forEach(
          tasks,
          (task, workspace) -> {
            if (!diagonal) {
              tile(workspace, task % rows.count(), task / rows.count());
            } else if (task < below) {
              int row = (int) ((1 + Math.sqrt(1 + 8.0 * task)) / 2);
              tile(workspace, row, task - row * (row - 1) / 2);
            } else {
              diagonalTile(workspace, task - below);
            }
          });
    }

    private void tile(Workspace workspace, int row, int column) {
      Matrix tile = tileOfBlock(row, column);
      Routines.Block product = room(workspace, tile);
      Routines.Shape shape =
          new Routines.Shape(a.transposed, b.transposed, tile.rows(), tile.columns(), inner);
      Routines.Block l = rowsOfLeft(row);
      Routines.Block r =
          b.transposed ? right.at(columns.from(column), 0) : right.at(0, columns.from(column));
      calls.single(
          () -> calls.routines().gemm(workspace.arguments(), shape, alpha, l, r, factor, product));
      Transfer.toHeap(product, tile);
    }

    private void diagonalTile(Workspace workspace, int row) {
      Matrix tile = tileOfBlock(row, row);
      Routines.Block product = room(workspace, tile);
      Routines.Shape shape = Routines.Shape.symmetric(a.transposed, tile.rows(), inner);
      Routines.Block l = rowsOfLeft(row);
      calls.single(
          () -> calls.routines().syrk(workspace.arguments(), shape, alpha, l, factor, product));
      Transfer.lowerToHeap(product, tile);
    }

    private Matrix tileOfBlock(int row, int column) {
      return block.block(
          rows.from(row), columns.from(column), rows.size(row), columns.size(column));
    }

    private Routines.Block rowsOfLeft(int row) {
      return a.transposed ? left.at(0, rows.from(row)) : left.at(rows.from(row), 0);
    }

    /** Returns memory for a tile, with what the tile holds if the factor is not 0. */
    private Routines.Block room(Workspace workspace, Matrix tile) {
      return factor == 0
          ? new Routines.Block(workspace.buffer(2, bytes(tile)), tile.rows())
          : workspace.pack(2, tile);
    }
  }
}
