package genontk.blas;

import com.sun.jna.Pointer;

/**
 * C = AB' in single precision by tiles of C, each computed on one thread; all matrices are
 * column-major without gaps.
 *
 * @param m the number of rows of A (m x k) and C (m x n)
 * @param n the number of rows of B (n x k)
 * @param k the number of columns of A and B
 */
record SingleProduct(Calls calls, int m, int n, int k, float[] a, float[] b, float[] c) {

  /** Most columns of A and B that are copied for one call. */
  private static final int MAX_INNER = 4096;

  void run() {
    Grid grid = Grid.of(m, n);
    Tiles rows = grid.rows();
    Tiles columns = grid.columns();
    Tiles inner = Tiles.of(k, MAX_INNER);
    calls.forEach(
        rows.count() * columns.count(),
        (task, workspace) -> {
          int row = task % rows.count();
          int column = task / rows.count();
          int height = rows.size(row);
          int width = columns.size(column);
          Pointer product = workspace.buffer(2, (long) height * width * Float.BYTES);
          Side left = new Side(a, m, rows.from(row), height);
          Side right = new Side(b, n, columns.from(column), width);
          for (int p = 0; p < inner.count(); p++) {
            add(workspace, left, right, inner, p, product);
          }
          for (int j = 0; j < width; j++) {
            long at = (long) j * height * Float.BYTES;
            product.read(at, c, (columns.from(column) + j) * m + rows.from(row), height);
          }
        });
  }

  /** Writes the product of the first columns of two sides, or adds that of later columns. */
  private void add(
      Workspace workspace, Side left, Side right, Tiles inner, int part, Pointer product) {
    int columns = inner.size(part);
    Routines.Shape shape = new Routines.Shape(false, true, left.rows, right.rows, columns);
    Routines.Block l = left.packed(workspace, 0, inner.from(part), columns);
    Routines.Block r = right.packed(workspace, 1, inner.from(part), columns);
    Routines.Block to = new Routines.Block(product, left.rows);
    calls.single(
        () ->
            calls.routines().gemmSingle(workspace.arguments(), shape, l, r, part > 0 ? 1 : 0, to));
  }

  /**
   * Some rows of a factor.
   *
   * @param stride the number of rows of the whole factor
   */
  private record Side(float[] values, int stride, int from, int rows) {

    /** Copies some columns of the rows to a buffer. */
    Routines.Block packed(Workspace workspace, int number, int first, int columns) {
      Pointer packed = workspace.buffer(number, (long) rows * columns * Float.BYTES);
      for (int j = 0; j < columns; j++) {
        packed.write((long) j * rows * Float.BYTES, values, (first + j) * stride + from, rows);
      }
      return new Routines.Block(packed, rows);
    }
  }
}
