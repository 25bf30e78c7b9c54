package genontk.blas;

/**
 * A product cut into tiles, one task per tile.
 *
 * <p>Large tiles are better, since the library copies both factors at each call. For 2,000 x 2,000
 * this takes a fourth of the time with tiles of 500, and a twentieth with one tile. The cut depends
 * on the cores of the machine and not on the threads of a job, and so do the bits of a result.
 */
record Grid(Tiles rows, Tiles columns) {

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int MAX_ROWS = 4096;
  private static final int MAX_COLUMNS = 1024;
  private static final int MIN_SIDE = 128;

  /** Number of tasks per core from which an uneven share of tasks does not matter. */
  private static final int ENOUGH_PER_CORE = 8;

  /** Cuts a matrix (height x width). */
  static Grid of(int height, int width) {
    return of(height, width, CORES);
  }

  static Grid of(int height, int width, int cores) {
    int down = parts(height, MAX_ROWS);
    int across = parts(width, MAX_COLUMNS);
    while (uneven(down * across, cores) && width / (across + 1) >= MIN_SIDE) {
      across++;
    }
    while (uneven(down * across, cores) && height / (down + 1) >= MIN_SIDE) {
      down++;
    }
    return new Grid(new Tiles(height, down), new Tiles(width, across));
  }

  private static boolean uneven(int tasks, int cores) {
    return tasks < ENOUGH_PER_CORE * cores && tasks % cores != 0;
  }

  /**
   * Cuts the rows, and in the same way the columns, of a square matrix whose lower triangle is
   * wanted. Cores share an even number of tiles evenly.
   */
  static Tiles ofTriangle(int order) {
    return ofTriangle(order, CORES);
  }

  static Tiles ofTriangle(int order, int cores) {
    int wanted = Math.max(parts(order, MAX_COLUMNS), (int) (2 * Math.sqrt(cores)));
    int even = cores == 1 ? wanted : (wanted + 1) / 2 * 2;
    return new Tiles(order, Math.max(1, Math.min(even, order / MIN_SIDE)));
  }

  private static int parts(int length, int most) {
    return Tiles.of(length, most).count();
  }
}
