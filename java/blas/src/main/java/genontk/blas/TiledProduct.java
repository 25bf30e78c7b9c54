package genontk.blas;

import com.sun.jna.Pointer;
import genontk.linalg.Matrix;

/**
 * C = alpha op(A) op(B) + beta C by tiles of C, each computed by one call on one thread.
 *
 * <p>JNA would copy whole arrays at every call. Here a block of op(A) and one of op(B) are copied
 * out of the heap, by all threads, and serve all tiles of their block of C; each number of the
 * factors is copied once where both fit into one block, which they do up to some 5,000 x 5,000. The
 * cut depends on the sizes alone, so that the bits do not depend on the number of threads.
 *
 * @param symmetric whether op(B) is op(A)', and only the lower triangle of C is wanted
 * @param heldLeft A outside the heap, in one piece, or null
 * @param heldRight likewise B
 */
record TiledProduct(
    BlasLinearAlgebra algebra,
    double alpha,
    Matrix a,
    boolean transposeA,
    Matrix b,
    boolean transposeB,
    double beta,
    Matrix c,
    boolean symmetric,
    Routines.Block heldLeft,
    Routines.Block heldRight) {

  /** The most numbers of a block of op(A), 268 MB; a block of op(B) has half of it. */
  static final int LARGEST_BLOCK = 1 << 25;

  /** The most columns of a block of op(A). */
  static final int INNER = 8192;

  /** Computes it. */
  void run() {
    int length = transposeA ? a.rows() : a.columns();
    Tiles inner = Tiles.of(length, INNER);
    int most = LARGEST_BLOCK / inner.size(inner.count() - 1);
    Tiles rows = Tiles.of(c.rows(), most);
    Tiles columns = symmetric ? rows : Tiles.of(c.columns(), most / 2);
    try (Panels panels = Panels.take()) {
      for (int p = 0; p < inner.count(); p++) {
        for (int i = 0; i < rows.count(); i++) {
          Matrix left = part(a, transposeA, rows, i, inner, p);
          Routines.Block packedLeft =
              heldLeft == null ? copied(left, panels.piece(0, bytes(left))) : heldLeft;
          for (int j = 0; j < (symmetric ? i + 1 : columns.count()); j++) {
            boolean diagonal = symmetric && i == j;
            Matrix right = part(b, !transposeB, columns, j, inner, p);
            Routines.Block packedRight =
                diagonal
                    ? packedLeft
                    : heldRight == null ? copied(right, panels.piece(1, bytes(right))) : heldRight;
            Matrix block = c.block(rows.from(i), columns.from(j), rows.size(i), columns.size(j));
            int k = inner.size(p);
            block(packedLeft, packedRight, block, k, p == 0 ? beta : 1, diagonal);
          }
        }
      }
    }
  }

  /** Returns some rows of op(A), of which some columns. */
  private static Matrix part(Matrix a, boolean transposed, Tiles rows, int i, Tiles inner, int p) {
    return transposed
        ? a.block(inner.from(p), rows.from(i), inner.size(p), rows.size(i))
        : a.block(rows.from(i), inner.from(p), rows.size(i), inner.size(p));
  }

  private static long bytes(Matrix a) {
    return (long) a.rows() * a.columns() * Double.BYTES;
  }

  private Routines.Block copied(Matrix from, Pointer memory) {
    Routines.Block to = new Routines.Block(memory, from.rows());
    algebra.byColumns(from.columns(), (first, end) -> Transfer.toNative(from, to, first, end));
    return to;
  }

  private void block(
      Routines.Block left,
      Routines.Block right,
      Matrix block,
      int k,
      double factor,
      boolean diagonal) {
    Grid grid = Grid.of(block.rows(), block.columns());
    Tiles rows = diagonal ? Grid.ofTriangle(block.rows()) : grid.rows();
    Tiles columns = diagonal ? rows : grid.columns();
    int below = rows.count() * (rows.count() - 1) / 2;
    int tasks = diagonal ? below + rows.count() : rows.count() * columns.count();
    algebra.forEach(
        tasks,
        (task, workspace) -> {
          int row = task % rows.count();
          int column = task / rows.count();
          if (diagonal) { // tiles below the diagonal first, then those on it, which are half as
            // much
            row = task < below ? (int) ((1 + Math.sqrt(1 + 8.0 * task)) / 2) : task - below;
            column = task < below ? task - row * (row - 1) / 2 : row;
          }
          Matrix tile =
              block.block(
                  rows.from(row), columns.from(column), rows.size(row), columns.size(column));
          Routines.Block product = room(workspace, tile, factor);
          Routines.Block l = transposeA ? left.at(0, rows.from(row)) : left.at(rows.from(row), 0);
          Routines.Block r =
              transposeB ? right.at(columns.from(column), 0) : right.at(0, columns.from(column));
          if (diagonal && row == column) {
            symmetricTile(workspace.arguments(), l, tile.rows(), k, factor, product);
            Transfer.lowerToHeap(product, tile);
          } else {
            tile(workspace.arguments(), l, r, tile, k, factor, product);
            Transfer.toHeap(product, tile);
          }
        });
  }

  /** Returns memory for a tile, with what it holds if that counts. */
  private static Routines.Block room(Workspace workspace, Matrix tile, double factor) {
    return factor == 0
        ? new Routines.Block(workspace.buffer(2, bytes(tile)), tile.rows())
        : workspace.pack(2, tile);
  }

  private void tile(
      Arguments arguments,
      Routines.Block left,
      Routines.Block right,
      Matrix tile,
      int k,
      double factor,
      Routines.Block product) {
    algebra.single(
        () ->
            algebra
                .routines()
                .gemm(
                    arguments,
                    transposeA,
                    transposeB,
                    tile.rows(),
                    tile.columns(),
                    k,
                    alpha,
                    left,
                    right,
                    factor,
                    product));
  }

  private void symmetricTile(
      Arguments arguments,
      Routines.Block strip,
      int n,
      int k,
      double factor,
      Routines.Block product) {
    algebra.single(
        () -> algebra.routines().syrk(arguments, transposeA, n, k, alpha, strip, factor, product));
  }
}
