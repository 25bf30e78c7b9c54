package genontk.linalg;

import genontk.run.Execution;
import java.util.Arrays;

/**
 * A tridiagonal form in plain Java by Householder's reflections, panel by panel (Dongarra, Sorensen
 * and Hammarling 1989): half of the work is products of the matrix with a vector, half an update of
 * the matrix per panel.
 */
final class BlockedTridiagonal implements Tridiagonal {

  private static final int PANEL = 32;

  /** Number of rows that a thread has at a time in products with a vector. */
  private static final int ROWS = 512;

  private final Execution execution;
  private final BlockedProduct products;
  private final double[] diagonal;
  private final double[] offDiagonal;

  /** The columns of A that are left; in their place the vectors of the reflections. */
  private final double[][] columns;

  /** Factors t of the reflections I - t v v'. */
  private final double[] factors;

  private BlockedTridiagonal(double[][] columns, Execution execution) {
    int n = columns.length;
    this.columns = columns;
    this.execution = execution;
    this.products = new BlockedProduct(execution);
    this.diagonal = new double[n];
    this.offDiagonal = new double[Math.max(0, n - 1)];
    this.factors = new double[n];
  }

  /** Reduces a symmetric matrix (n x n), of which the lower triangle is read. */
  static BlockedTridiagonal of(Matrix a, Execution execution) {
    Symmetry.mirrorLower(a, execution.threads());
    double[][] columns = new double[a.rows()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = a.columnValues(j);
    }
    BlockedTridiagonal form = new BlockedTridiagonal(columns, execution);
    for (int first = 0; first < columns.length; first += PANEL) {
      execution.cancellation().checkpoint();
      form.reduce(first, Math.min(PANEL, columns.length - first));
    }
    return form;
  }

  /** Reduces some columns, then takes their reflections from the columns after them. */
  private void reduce(int first, int width) {
    int n = columns.length;
    // Of reflection k the vector v at 2k and w at 2k + 1: A becomes A - v w' - w v'.
    double[][] update = new double[2 * width][];
    for (int k = 0; k < width; k++) {
      int j = first + k;
      double[] column = columns[j];
      Columns.add(update, crossed(update, 2 * k, j), 2 * k, column, j, n);
      diagonal[j] = column[j];
      if (j + 1 < n) {
        reflect(column, j + 1);
        update[2 * k] = column;
        update[2 * k + 1] = timesReflection(update, 2 * k, j + 1);
      }
    }
    int last = first + width;
    execution
        .threads()
        .forEach(
            n - last,
            l ->
                Columns.add(
                    update,
                    crossed(update, update.length, last + l),
                    update.length,
                    columns[last + l],
                    last,
                    n));
  }

  /** Returns -w_k[j] for v_k and -v_k[j] for w_k. */
  private static double[] crossed(double[][] update, int count, int j) {
    double[] crossed = new double[count];
    for (int k = 0; k < count; k++) {
      crossed[k] = -update[k ^ 1][j];
    }
    return crossed;
  }

  /**
   * Replaces a column from an index on by v with v[from] = 1, such that I - t v v' takes the column
   * to a multiple of the unit vector; zeros stand before.
   */
  private void reflect(double[] column, int from) {
    int n = column.length;
    double largest = 0;
    for (int i = from; i < n; i++) {
      largest = Math.max(largest, Math.abs(column[i]));
    }
    double norm = 0;
    for (int i = from; i < n; i++) {
      double part = largest == 0 ? 0 : column[i] / largest;
      norm += part * part;
    }
    norm = largest * Math.sqrt(norm);
    double pivot = column[from];
    boolean reduced = norm == Math.abs(pivot);
    double end = reduced ? pivot : -Math.copySign(norm, pivot);
    offDiagonal[from - 1] = end;
    factors[from - 1] = reduced ? 0 : (end - pivot) / end;
    Arrays.fill(column, 0, from, 0);
    for (int i = from + 1; i < n; i++) {
      column[i] = reduced ? 0 : column[i] / (pivot - end);
    }
    column[from] = 1;
  }

  /** Returns w = t (Bv - t/2 (v'Bv) v), B being the columns left with the updates so far. */
  private double[] timesReflection(double[][] update, int count, int from) {
    int n = columns.length;
    double[] v = update[count];
    double t = factors[from - 1];
    double[] w = new double[n];
    double[] inner = new double[count];
    for (int k = 0; k < count; k++) {
      inner[k] = -Vectors.dot(update[k ^ 1], from, v, from, n - from);
    }
    double[][] left = Arrays.copyOfRange(columns, from, n);
    double[] parts = Arrays.copyOfRange(v, from, n);
    execution
        .threads()
        .forEach(
            (n - from + ROWS - 1) / ROWS,
            task -> {
              int begin = from + task * ROWS;
              int end = Math.min(n, begin + ROWS);
              Columns.add(left, parts, parts.length, w, begin, end);
              Columns.add(update, inner, count, w, begin, end);
            });
    double half = t / 2 * Vectors.dot(w, from, v, from, n - from);
    for (int i = from; i < n; i++) {
      w[i] = t * (w[i] - half * v[i]);
    }
    return w;
  }

  @Override
  public double[] diagonal() {
    return diagonal;
  }

  @Override
  public double[] offDiagonal() {
    return offDiagonal;
  }

  /**
   * Q is the product of all reflections: panels of them are I - V T V' (Schreiber, Van Loan 1989).
   */
  @Override
  public void multiply(Matrix b) {
    int reflections = offDiagonal.length;
    for (int first = (reflections - 1) / PANEL * PANEL; first >= 0; first -= PANEL) {
      int width = Math.min(PANEL, reflections - first);
      int rows = columns.length - first - 1;
      Matrix v = Matrix.zeros(rows, width);
      for (int k = 0; k < width; k++) {
        System.arraycopy(columns[first + k], first + 1, v.data(), v.start(k), rows);
      }
      Matrix part = b.block(first + 1, 0, rows, b.columns());
      Matrix inner = products.product(v, true, part);
      products.add(-1, v, false, products.product(triangle(v, first), false, inner), false, part);
    }
  }

  /** Returns the upper triangle T of I - V T V'. */
  private Matrix triangle(Matrix v, int first) {
    int width = v.columns();
    Matrix inner = products.product(v, true, v);
    Matrix t = Matrix.zeros(width, width);
    for (int k = 0; k < width; k++) {
      double factor = factors[first + k];
      for (int i = 0; i < k; i++) {
        double sum = 0;
        for (int l = i; l < k; l++) {
          sum += t.get(i, l) * inner.get(l, k);
        }
        t.set(i, k, -factor * sum);
      }
      t.set(k, k, factor);
    }
    return t;
  }
}
