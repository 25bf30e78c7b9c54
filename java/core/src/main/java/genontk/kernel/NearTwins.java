package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs of people x and y whose |rho| is above .99.
 *
 * <p>There rho has lost half of the digits of the gap. So the gap comes from the difference of the
 * normalised vectors, |x/|x| -+ y/|y|| / 2, and is exactly 0 for duplicates. The pairs are
 * collected while strips are transformed, and settled together by one more pass over the genotypes.
 */
final class NearTwins {

  /** Largest number of pairs that share one pass over the genotypes: 64 MB at 16 bytes per pair. */
  private static final int MAX_HELD = 1 << 22;

  private static final int BLOCK_DOUBLES = 1 << 20;
  private static final long OPPOSITE = 1L << 31;

  private final Gram gram;
  private final List<PairwiseKernel> kernels;
  private final List<Matrix> outputs;
  private final Execution execution;
  private long[] codes = new long[16];
  private int count;

  NearTwins(Gram gram, List<PairwiseKernel> kernels, List<Matrix> outputs, Execution execution) {
    this.gram = gram;
    this.kernels = kernels;
    this.outputs = outputs;
    this.execution = execution;
  }

  /** Returns a pair, and whether its rho is negative, as one number. */
  static long code(int row, int column, boolean opposite) {
    return (long) column << 32 | row | (opposite ? OPPOSITE : 0);
  }

  private static int row(long code) {
    return (int) code & Integer.MAX_VALUE;
  }

  private static int column(long code) {
    return (int) (code >>> 32);
  }

  private static boolean opposite(long code) {
    return (code & OPPOSITE) != 0;
  }

  /** Adds pairs, and settles all of them if there are many. */
  void add(long[] more) {
    if (count + more.length > codes.length) {
      codes = Arrays.copyOf(codes, Math.max(2 * codes.length, count + more.length));
    }
    System.arraycopy(more, 0, codes, count, more.length);
    count += more.length;
    if (count >= MAX_HELD) {
      settle();
    }
  }

  /** Evaluates the kernels of the pairs collected so far. */
  void settle() {
    if (count == 0) {
      return;
    }
    double[] squares = squaredDistances();
    int chunks = (count + Pairs.CAPACITY - 1) / Pairs.CAPACITY;
    execution
        .threads()
        .forEach(
            chunks,
            chunk ->
                evaluate(
                    chunk * Pairs.CAPACITY,
                    Math.min(count, (chunk + 1) * Pairs.CAPACITY),
                    squares));
    count = 0;
  }

  private void evaluate(int from, int to, double[] squares) {
    int snps = gram.columns().genotypes().snps();
    Pairs pairs = new Pairs(snps);
    for (int k = from; k < to; k++) {
      int i = row(codes[k]);
      int j = column(codes[k]);
      double gap = Math.min(Math.sqrt(squares[k]) / 2, Math.sqrt(0.5));
      pairs.add(gap, opposite(codes[k]), gram.rows().norms()[i], gram.columns().norms()[j]);
    }
    double[] values = new double[Pairs.CAPACITY];
    for (int kernel = 0; kernel < kernels.size(); kernel++) {
      if (!kernels.get(kernel).tellsNearTwinsApart()) {
        continue;
      }
      kernels.get(kernel).evaluate(pairs, values, 0);
      for (int k = from; k < to; k++) {
        outputs.get(kernel).set(row(codes[k]), column(codes[k]), values[k - from]);
        if (gram.isSquare()) {
          outputs.get(kernel).set(column(codes[k]), row(codes[k]), values[k - from]);
        }
      }
    }
  }

  /** Returns |x/|x| -+ y/|y||^2 of each pair, by one more pass over the genotypes. */
  private double[] squaredDistances() {
    StandardizedGenotypes rows = gram.rows().genotypes();
    StandardizedGenotypes columns = gram.columns().genotypes();
    boolean[] rowsUsed = new boolean[rows.people()];
    boolean[] columnsUsed = gram.isSquare() ? rowsUsed : new boolean[columns.people()];
    for (int k = 0; k < count; k++) {
      rowsUsed[row(codes[k])] = true;
      columnsUsed[column(codes[k])] = true;
    }
    double[] squares = new double[count];
    int width =
        Math.max(1, Math.min(rows.snps(), BLOCK_DOUBLES / (rows.people() + columns.people())));
    for (int first = 0; first < rows.snps(); first += width) {
      execution.step("near-twins", (double) first / rows.snps());
      int snps = Math.min(width, rows.snps() - first);
      double[][] left = normalized(gram.rows(), rowsUsed, first, snps);
      double[][] right =
          gram.isSquare() ? left : normalized(gram.columns(), columnsUsed, first, snps);
      int chunks = (count + Pairs.CAPACITY - 1) / Pairs.CAPACITY;
      execution
          .threads()
          .forEach(
              chunks,
              chunk -> {
                int end = Math.min(count, (chunk + 1) * Pairs.CAPACITY);
                for (int k = chunk * Pairs.CAPACITY; k < end; k++) {
                  squares[k] +=
                      squaredDistance(
                          left[row(codes[k])], right[column(codes[k])], opposite(codes[k]));
                }
              });
    }
    return squares;
  }

  /** Returns the rows of a block, divided by their norms, as one array per person that is used. */
  private double[][] normalized(Gram.People people, boolean[] used, int first, int snps) {
    Matrix block = Matrix.zeros(used.length, snps);
    people.genotypes().read(first, block, execution.threads());
    double[][] vectors = new double[used.length][];
    execution
        .threads()
        .forEach(
            used.length,
            i -> {
              if (used[i]) {
                vectors[i] = new double[snps];
                for (int j = 0; j < snps; j++) {
                  vectors[i][j] = block.get(i, j) * people.inverseNorms()[i];
                }
              }
            });
    return vectors;
  }

  private static double squaredDistance(double[] x, double[] y, boolean opposite) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      double difference = opposite ? x[j] + y[j] : x[j] - y[j];
      sum += difference * difference;
    }
    return sum;
  }
}
