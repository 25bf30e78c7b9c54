package genontk.kernel;

import java.util.Arrays;

/**
 * Up to {@value #CAPACITY} pairs of people for which a kernel is evaluated at once, few enough to
 * stay in the nearest cache.
 *
 * <p>For each pair of vectors x and y it holds the inner product x'y, the cosine rho (0 with a
 * vector of zeros), both norms and the gap t = sqrt((1 - |rho|) / 2). The gap is the sine of half
 * the angle between the two lines. For near-twins it comes from the difference of their normalised
 * vectors, so that it keeps all its digits.
 */
public final class Pairs {

  static final int CAPACITY = 256;

  private final double[] products = new double[CAPACITY];
  private final double[] cosines = new double[CAPACITY];
  private final double[] gaps = new double[CAPACITY];
  private final double[][] scratch = new double[3][CAPACITY];
  private double cosineBound;
  private boolean knowsGaps;

  /** Null until a kernel asks for the norms, as few do. */
  private double[] rowNorms;

  private double[] columnNorms;
  private double[] observed;

  private final int snps;
  private int count;

  /** The Gram matrix whose norms have not been copied yet, or null. */
  private Gram loaded;

  private int firstRow;
  private int column;

  Pairs(int snps) {
    this.snps = snps;
  }

  /** Loads consecutive rows of one column of the inner products. */
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

  /** Computes the cosines in a loop without a branch, which becomes vector instructions. */
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

  /** Returns the root of the largest sum of four squares, for which few branches are needed. */
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
      rowNorms = new double[CAPACITY];
      columnNorms = new double[CAPACITY];
    }
  }

  /** Adds a pair of near-twins, whose gap is known. */
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

  /** Returns the number of pairs. */
  public int count() {
    return count;
  }

  /** Returns the number p of SNPs. */
  public int snps() {
    return snps;
  }

  /** Returns the inner products x'y. */
  public double[] products() {
    return products;
  }

  /** Returns the cosines rho. */
  public double[] cosines() {
    return cosines;
  }

  /** Returns an upper bound of all |rho|: at most twice the largest. */
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

  /** Returns |x| of the person x of each row. */
  public double[] rowNorms() {
    copyNorms();
    return rowNorms;
  }

  /** Returns |y| of the person y of each column. */
  public double[] columnNorms() {
    copyNorms();
    return columnNorms;
  }

  /** Returns the number of SNPs observed in both people of each pair. */
  public double[] observed() {
    if (observed == null) {
      observed = new double[CAPACITY];
      Arrays.fill(observed, snps);
    }
    return observed;
  }

  /** Returns array 0, 1 or 2 of {@value #CAPACITY} numbers for intermediate results. */
  double[] scratch(int which) {
    return scratch[which];
  }

  /**
   * Returns |x - y|^2 of pair k as (|x| - |y|)^2 + 2 |x||y| (1 - rho), which is exactly 0 for
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
