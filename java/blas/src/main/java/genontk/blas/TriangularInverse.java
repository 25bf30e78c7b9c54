package genontk.blas;

/**
 * The inverses of a lower triangle L and of LL' in the place of L, by tasks that our threads share.
 * The library's own threads gain less (2 threads, n = 1500: dtrtri 1.7 times as fast as on one
 * thread, dlauum 1.3 times).
 */
record TriangularInverse(Calls calls) {

  /** Order of the blocks that one call inverts. */
  private static final int INVERTED_BLOCK = 128;

  /** Number of rows that {@link #square} overwrites at a time. */
  private static final int SQUARED_BLOCK = 256;

  /** Number of rows or columns per task. */
  private static final int STRIP = 256;

  private Routines routines() {
    return calls.routines();
  }

  /**
   * Overwrites L (n x n) with its inverse M: blocks on the diagonal first, then pairs of neighbours
   * by M_21 = -M_22 L_21 M_11, up to the whole (Golub and Van Loan, Matrix Computations, 3.1).
   */
  void invert(Routines.Block l, int n) {
    int blocks = (n + INVERTED_BLOCK - 1) / INVERTED_BLOCK;
    calls.forEachSingle(
        blocks,
        (arguments, i) -> {
          int from = i * INVERTED_BLOCK;
          routines().trtri(arguments, Math.min(INVERTED_BLOCK, n - from), l.at(from, from));
        });
    for (int size = INVERTED_BLOCK; size < n; size *= 2) {
      join(l, n, size);
    }
  }

  /** Joins inverted blocks of the given size to blocks of twice the size. */
  private void join(Routines.Block l, int n, int size) {
    int pairs = (n + size - 1) / size / 2;
    int strips = Math.max(1, size / STRIP);
    int width = size / strips;
    calls.forEachSingle(
        pairs * strips,
        (arguments, task) -> {
          int first = task / strips * 2 * size;
          int second = first + size;
          Tiles rows = new Tiles(Math.min(size, n - second), strips);
          int strip = task % strips;
          Routines.Block part = l.at(second + rows.from(strip), first);
          routines().timesTriangle(arguments, rows.size(strip), size, l.at(first, first), part);
        });
    calls.forEachSingle(
        pairs * strips,
        (arguments, task) -> {
          int first = task / strips * 2 * size;
          int second = first + size;
          int height = Math.min(size, n - second);
          Routines.Block part = l.at(second, first + task % strips * width);
          routines().triangleTimes(arguments, false, height, width, -1, l.at(second, second), part);
        });
  }

  /**
   * Overwrites M (n x n) with the lower triangle of M'M, block by block of rows from the first: a
   * block needs itself and later rows only.
   */
  void square(Routines.Block m, int n) {
    try (OffHeap room = OffHeap.doubles((long) SQUARED_BLOCK * SQUARED_BLOCK)) {
      Routines.Block kept = new Routines.Block(room.start(), SQUARED_BLOCK);
      double[] column = new double[SQUARED_BLOCK];
      for (int i = 0; i < n; i += SQUARED_BLOCK) {
        int from = i;
        int size = Math.min(SQUARED_BLOCK, n - i);
        Routines.Block diagonal = m.at(i, i);
        copyLower(diagonal, kept, size, column);
        Tiles strips = Tiles.of(i, STRIP);
        calls.forEachSingle(
            1 + strips.count(),
            (arguments, task) -> {
              if (task == 0) {
                squareBlock(arguments, m, n, from, size, kept);
              } else {
                int first = strips.from(task - 1);
                rowsOfBlock(arguments, m, n, from, size, first, strips.size(task - 1));
              }
            });
        copyLower(kept, diagonal, size, column);
      }
    }
  }

  /** Overwrites the copy of a block of M on the diagonal with that block of M'M. */
  private void squareBlock(
      Arguments arguments, Routines.Block m, int n, int from, int size, Routines.Block kept) {
    int below = n - from - size;
    routines().lauum(arguments, size, kept);
    if (below > 0) {
      Routines.Shape shape = Routines.Shape.symmetric(true, size, below);
      routines().syrk(arguments, shape, 1, m.at(from + size, from), 1, kept);
    }
  }

  /** Overwrites some columns of a block of rows, to the left of the diagonal. */
  private void rowsOfBlock(
      Arguments arguments, Routines.Block m, int n, int from, int size, int column, int width) {
    int below = n - from - size;
    Routines.Block part = m.at(from, column);
    routines().triangleTimes(arguments, true, size, width, 1, m.at(from, from), part);
    if (below > 0) {
      Routines.Block left = m.at(from + size, from);
      Routines.Block right = m.at(from + size, column);
      Routines.Shape shape = new Routines.Shape(true, false, size, width, below);
      routines().gemm(arguments, shape, 1, left, right, 1, part);
    }
  }

  private static void copyLower(Routines.Block from, Routines.Block to, int size, double[] column) {
    for (int j = 0; j < size; j++) {
      from.at(j, j).data().read(0, column, 0, size - j);
      to.at(j, j).data().write(0, column, 0, size - j);
    }
  }
}
