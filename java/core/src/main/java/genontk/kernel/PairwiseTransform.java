package genontk.kernel;

import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;
import java.util.List;

/**
 * Turns strips of inner products into kernels, tile by tile. A tile is small enough to be read,
 * transformed and mirrored within the cache. The first kernel overwrites the products.
 */
final class PairwiseTransform implements GramPass.Strips {

  /** Above this |rho| two people are near-twins. */
  private static final double NEAR_COSINE = 0.99;

  private static final int TILE_ROWS = Pairs.CAPACITY;
  private static final int TILE_COLUMNS = 64;

  /** Number of doubles of a cache line. */
  private static final int CACHE_LINE = 8;

  private final List<PairwiseKernel> kernels;
  private final List<Matrix> outputs;
  private final boolean tellsNearTwinsApart;
  private final Execution execution;
  private NearTwins nearTwins;

  /**
   * Makes a transform.
   *
   * @param outputs the matrix of each kernel; the first is the matrix of the products
   */
  PairwiseTransform(List<PairwiseKernel> kernels, List<Matrix> outputs, Execution execution) {
    this.kernels = kernels;
    this.outputs = outputs;
    this.tellsNearTwinsApart = kernels.stream().anyMatch(PairwiseKernel::tellsNearTwinsApart);
    this.execution = execution;
  }

  @Override
  public void complete(Gram gram, GramPass.Strip strip) {
    int bottom = strip.top() + strip.rows();
    int end = strip.first() + strip.columns();
    // Only a square kernel needs tiles, for its mirror image; others take whole columns.
    int height = gram.isSquare() ? TILE_ROWS : strip.rows();
    int down = (strip.rows() + height - 1) / height;
    int across = (strip.columns() + TILE_COLUMNS - 1) / TILE_COLUMNS;
    long[][] near = new long[down * across][];
    execution
        .threads()
        .forEach(
            near.length,
            task -> {
              execution.cancellation().checkpoint();
              int i = strip.top() + task / across * height;
              int j = strip.first() + task % across * TILE_COLUMNS;
              int rowEnd = Math.min(bottom, i + height);
              int columnEnd = Math.min(end, j + TILE_COLUMNS);
              near[task] = tile(gram, i, rowEnd, j, columnEnd);
            });
    for (long[] codes : near) {
      add(gram, codes);
    }
  }

  private void add(Gram gram, long[] codes) {
    if (nearTwins == null) {
      nearTwins = new NearTwins(gram, kernels, outputs, execution);
    }
    nearTwins.add(codes);
  }

  /** Collects near-twins on a device; a strip with any of them copies its cosines back. */
  void collectNearTwins(Gram gram, DevicePairs pairs, int firstRow, int firstColumn) {
    int columns = pairs.products().columns();
    if (!tellsNearTwinsApart
        || pairs.countNear(NEAR_COSINE) <= onDiagonal(gram, firstColumn, columns)) {
      return;
    }
    Matrix cosines = Matrix.zeros(pairs.products().rows(), columns);
    pairs.cosines().copyTo(cosines);
    for (int j = 0; j < columns; j++) {
      for (int i = gram.isSquare() ? j + 1 : 0; i < cosines.rows(); i++) {
        double cosine = cosines.get(i, j);
        if (Math.abs(cosine) > NEAR_COSINE) {
          add(gram, new long[] {NearTwins.code(firstRow + i, firstColumn + j, cosine < 0)});
        }
      }
    }
  }

  /** Returns the number of people of a strip on the diagonal, at an angle of 0. */
  private static long onDiagonal(Gram gram, int firstColumn, int columns) {
    return gram.isSquare()
        ? Arrays.stream(gram.columns().norms(), firstColumn, firstColumn + columns)
            .filter(norm -> norm > 0)
            .count()
        : 0;
  }

  /** Sets the entries that strips leave open: those of near-twins and of the diagonal. */
  void finish(Gram gram) {
    if (nearTwins != null) {
      nearTwins.settle();
    }
    if (!gram.isSquare()) {
      return;
    }
    for (int k = 0; k < outputs.size(); k++) {
      double[] diagonal = kernels.get(k).diagonal(gram.rows());
      for (int i = 0; i < diagonal.length; i++) {
        outputs.get(k).set(i, i, diagonal[i]);
      }
    }
  }

  /** Transforms and mirrors a tile, and returns the codes of its near-twins. */
  private long[] tile(Gram gram, int row, int rowEnd, int column, int columnEnd) {
    Pairs pairs = new Pairs(gram.columns().genotypes().snps());
    long[] near = new long[4];
    int found = 0;
    for (int j = column; j < columnEnd; j++) {
      int top = gram.isSquare() ? Math.max(row, j + 1) : row;
      for (int i = top; i < rowEnd; i += Pairs.CAPACITY) {
        pairs.load(gram, i, j, Math.min(Pairs.CAPACITY, rowEnd - i));
        boolean searches = tellsNearTwinsApart && pairs.cosineBound() > NEAR_COSINE;
        for (int k = 0; searches && k < pairs.count(); k++) {
          if (Math.abs(pairs.cosines()[k]) > NEAR_COSINE) {
            near = found == near.length ? Arrays.copyOf(near, 2 * found) : near;
            near[found++] = NearTwins.code(i + k, j, pairs.cosines()[k] < 0);
          }
        }
        for (int k = 0; k < outputs.size(); k++) {
          Matrix output = outputs.get(k);
          kernels.get(k).evaluate(pairs, output.data(), output.start(j) + i);
        }
      }
    }
    if (gram.isSquare()) {
      for (Matrix output : outputs) {
        mirror(output, row, rowEnd, column, columnEnd);
      }
    }
    return Arrays.copyOf(near, found);
  }

  /** Copies a tile below the diagonal to its mirror image, one cache line of rows at a time. */
  private static void mirror(Matrix a, int row, int rowEnd, int column, int columnEnd) {
    double[] data = a.data();
    for (int top = row; top < rowEnd; top += CACHE_LINE) {
      int end = Math.min(rowEnd, top + CACHE_LINE);
      for (int j = column; j < columnEnd; j++) {
        int from = a.start(j);
        for (int i = Math.max(top, j + 1); i < end; i++) {
          data[a.start(i) + j] = data[from + i];
        }
      }
    }
  }
}
