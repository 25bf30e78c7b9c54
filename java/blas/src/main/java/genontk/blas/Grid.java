package genontk.blas;

/**
 * A product cut into tiles, a task each.
 *
 * <p>Large tiles are better, since the library copies both factors of each call into an order of
 * its own: of the time of 2,000 x 2,000 a fourth is lost so with tiles of 500, a twentieth with one
 * of 2,000. There are enough of them for the cores of the machine, however many threads a job uses,
 * so that the bits of a result do not depend on the number of threads.
 */
record Grid(Tiles rows, Tiles columns) {

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int MOST_ROWS = 4096;
  private static final int MOST_COLUMNS = 1024;
  private static final int LEAST = 128;

  /** From so many tasks a core on it does not matter whether all cores have equally many. */
  private static final int MANY = 8;

  /** Cuts a matrix. */
  static Grid of(int height, int width) {
    return of(height, width, CORES);
  }

  static Grid of(int height, int width, int cores) {
    int down = parts(height, MOST_ROWS);
    int across = parts(width, MOST_COLUMNS);
    while (uneven(down * across, cores) && width / (across + 1) >= LEAST) {
      across++;
    }
    while (uneven(down * across, cores) && height / (down + 1) >= LEAST) {
      down++;
    }
    return new Grid(new Tiles(height, down), new Tiles(width, across));
  }

  private static boolean uneven(int tasks, int cores) {
    return tasks < MANY * cores && tasks % cores != 0;
  }

  /**
   * Cuts the rows, and alike the columns, of a square matrix of which the lower triangle is wanted;
   * an even number of them can be shared out evenly.
   */
  static Tiles ofTriangle(int order) {
    return ofTriangle(order, CORES);
  }

  static Tiles ofTriangle(int order, int cores) {
    int wanted = Math.max(parts(order, MOST_COLUMNS), (int) (2 * Math.sqrt(cores)));
    int even = cores == 1 ? wanted : (wanted + 1) / 2 * 2;
    return new Tiles(order, Math.max(1, Math.min(even, order / LEAST)));
  }

  private static int parts(int length, int most) {
    return Tiles.of(length, most).count();
  }
}
