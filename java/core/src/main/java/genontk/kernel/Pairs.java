package genontk.kernel;

import java.util.Arrays;

/**
 * Up to {@value #MOST} pairs of people, of which a kernel is evaluated at once: few enough to stay
 * in the nearest cache.
 *
 * <p>Of each pair it holds x'x', the cosine rho of the two vectors (0 with a vector of zeros), the
 * gap t = sqrt((1 - |rho|) / 2), which is the sine of half the angle between the two lines, and
 * both norms. Near-twins have the gap from the difference of their normalised vectors, so that it
 * keeps all its digits.
 */
public final class Pairs {

  static final int MOST = 256;

  private final double[] products = new double[MOST];
  private final double[] cosines = new double[MOST];
  private final double[] gaps = new double[MOST];
  private final double[][] scratch = new double[3][MOST];
  private double cosineBound;
  private boolean knowsGaps;

  /** Few kernels ask for these, which are null until one does. */
  private double[] rowNorms;

  private double[] columnNorms;
  private double[] observed;

  private final int snps;
  private int count;

  /** Where the norms come from that have not been copied yet, or null. */
  private Gram loaded;

  private int firstRow;
  private int column;

  Pairs(int snps) {
    this.snps = snps;
  }

  /** Takes consecutive rows of one column of the inner products. */
  void load(Gram gram, int row, int column, int length) {
    count = length;
    int from = gram.products().start(column) + row;
    System.arraycopy(gram.products().data(), from, products, 0, count);
    loaded = gram;
    firstRow = row;
    this.column = column;
    if (gram.observed() != null) {
      from = gram.observed().start(column) + row;
      System.arraycopy(gram.observed().data(), from, observed(), 0, count);
    }
    double[] rowScale = gram.rows().inverseNorms();
    double columnScale = gram.columns().inverseNorms()[column];
    scale(products, rowScale, row, columnScale, cosines, count);
    cosineBound = bound(cosines, count);
    knowsGaps = false;
  }

  /** A loop without a branch, which the compiler turns into vector instructions, as the next. */
  private static void scale(
      double[] products,
      double[] rowScale,
      int row,
      double columnScale,
      double[] cosines,
      int count) {
    for (int k = 0; k < count; k++) {
      cosines[k] = products[k] * (rowScale[row + k] * columnScale);
    }
  }

  /** Returns the root of the largest sum of four squares, which takes a fourth of the branches. */
  private static double bound(double[] cosines, int count) {
    double largest = 0;
    int k = 0;
    for (; k < count - 3; k += 4) {
      double first = cosines[k] * cosines[k] + cosines[k + 1] * cosines[k + 1];
      double second = cosines[k + 2] * cosines[k + 2] + cosines[k + 3] * cosines[k + 3];
      if (first + second > largest) {
        largest = first + second;
      }
    }
    for (; k < count; k++) {
      largest = Math.max(largest, cosines[k] * cosines[k]);
    }
    return Math.sqrt(largest);
  }

  private static void roots(double[] cosines, double[] gaps, int count) {
    for (int k = 0; k < count; k++) {
      gaps[k] = Math.sqrt(Math.abs(0.5 - 0.5 * Math.abs(cosines[k])));
    }
  }

  /** Copies the norms, which few kernels need. */
  private void copyNorms() {
    makeNorms();
    if (loaded != null) {
      System.arraycopy(loaded.rows().norms(), firstRow, rowNorms, 0, count);
      Arrays.fill(columnNorms, 0, count, loaded.columns().norms()[column]);
      loaded = null;
    }
  }

  private void makeNorms() {
    if (rowNorms == null) {
      rowNorms = new double[MOST];
      columnNorms = new double[MOST];
    }
  }

  /** Takes one near-twin more, whose gap is known. */
  void add(double gap, boolean opposite, double rowNorm, double columnNorm) {
    makeNorms();
    knowsGaps = true;
    gaps[count] = gap;
    cosines[count] = opposite ? 2 * gap * gap - 1 : 1 - 2 * gap * gap;
    cosineBound = Math.max(cosineBound, Math.abs(cosines[count]));
    products[count] = cosines[count] * rowNorm * columnNorm;
    rowNorms[count] = rowNorm;
    columnNorms[count] = columnNorm;
    count++;
  }

  /** Returns how many pairs there are. */
  public int count() {
    return count;
  }

  /** Returns how many SNPs the inner products are over. */
  public int snps() {
    return snps;
  }

  /** Returns the inner products. */
  public double[] products() {
    return products;
  }

  /** Returns the cosines rho. */
  public double[] cosines() {
    return cosines;
  }

  /** Returns a number that no |rho| is above: at the most twice the largest. */
  double cosineBound() {
    return cosineBound;
  }

  /** Returns the gaps t, from 0 to sqrt(1/2). */
  public double[] gaps() {
    if (!knowsGaps) {
      roots(cosines, gaps, count);
      knowsGaps = true;
    }
    return gaps;
  }

  /** Returns |x|, x the person of the row. */
  public double[] rowNorms() {
    copyNorms();
    return rowNorms;
  }

  /** Returns |x'|, x' the person of the column. */
  public double[] columnNorms() {
    copyNorms();
    return columnNorms;
  }

  /** Returns the number of SNPs that are observed in both people, for kernels that ask for it. */
  public double[] observed() {
    if (observed == null) {
      observed = new double[MOST];
      Arrays.fill(observed, snps);
    }
    return observed;
  }

  /** Returns an array of {@value #MOST} numbers for intermediate results, 0, 1 or 2. */
  double[] scratch(int which) {
    return scratch[which];
  }

  /**
   * Returns |x - x'|^2 of pair k as (|x| - |x'|)^2 + 2 |x||x'| (1 - rho), which is 0 exactly for
   * duplicates.
   */
  public double squaredDistance(int k) {
    copyNorms();
    double difference = rowNorms[k] - columnNorms[k];
    double square = gaps()[k] * gaps[k];
    double complement = cosines[k] < 0 ? 2 - 2 * square : 2 * square;
    return difference * difference + 2 * rowNorms[k] * columnNorms[k] * complement;
  }
}
