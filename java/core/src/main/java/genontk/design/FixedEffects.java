package genontk.design;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Execution;
import genontk.run.Threads;
import java.util.ArrayList;
import java.util.List;

/**
 * The fixed-effects design Z (n x q) as a Householder QR, Z = Q_1 R.
 *
 * <p>Q = H_1 ... H_q (n x n) is never formed. Its first q columns Q_1 span Z, the others are the
 * error contrasts A = null(Z'). Redundant columns are dropped from left to right, as lm of R does.
 * Each column is factored in a unit of its own, a power of two, so that no scale of a covariate
 * leaves the range of double.
 */
public final class FixedEffects {

  /**
   * A column is redundant when what the columns before it leave of it is below this share of its
   * length (as lm of R).
   */
  private static final double REDUNDANT = 1e-7;

  /**
   * A covariate that varies little about a large mean is kept if this share of its variation is.
   */
  private static final double REDUNDANT_VARIATION = 1e-6;

  /** What is below this share of a column's length is rounding. */
  private static final double ROUNDING = 1e-14;

  private final List<String> names;
  private final List<String> dropped;
  private final int people;
  private final List<double[]> reflectors;
  private final List<double[]> triangle;
  private final List<Double> units;

  private FixedEffects(
      List<String> names,
      List<String> dropped,
      int people,
      List<double[]> reflectors,
      List<double[]> triangle,
      List<Double> units) {
    this.names = names;
    this.dropped = dropped;
    this.people = people;
    this.reflectors = reflectors;
    this.triangle = triangle;
    this.units = units;
  }

  /**
   * Factors a design.
   *
   * @param design Z (n x columns), with the intercept if there is one
   * @param columnNames the name of each column
   * @throws InvalidInput if there are not at least three people more than columns that count
   */
  public static FixedEffects of(Matrix design, List<String> columnNames) {
    int n = design.rows();
    List<String> names = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    List<double[]> reflectors = new ArrayList<>();
    List<double[]> triangle = new ArrayList<>();
    List<Double> units = new ArrayList<>();
    for (int j = 0; j < design.columns(); j++) {
      double unit = Vectors.unit(design.columnValues(j));
      double[] column = WorkingTrait.times(1 / unit, design.columnValues(j));
      double length = norm(column, 0);
      double variation = length;
      for (int l = 0; l < reflectors.size(); l++) {
        reflect(reflectors.get(l), column, 0);
        variation = l == 0 ? norm(column, 1) : variation;
      }
      int k = reflectors.size();
      if (k >= n || isRedundant(norm(column, k), length, variation)) {
        dropped.add(columnNames.get(j));
        continue;
      }
      double[] reflector = reflector(column, k);
      reflect(reflector, column, 0);
      reflectors.add(reflector);
      triangle.add(column);
      units.add(unit);
      names.add(columnNames.get(j));
    }
    if (n - names.size() < 3) {
      throw InvalidInput.of(
          "%s people with %s%s were given; at least %s people are needed. Give more people or fewer"
              + " covariates.",
          n,
          names.size(),
          names.size() == 1 ? " fixed effect" : " fixed effects",
          names.size() + 3);
    }
    return new FixedEffects(
        List.copyOf(names), List.copyOf(dropped), n, reflectors, triangle, units);
  }

  /**
   * Returns whether the columns before a column explain it.
   *
   * @param left length of what they leave
   * @param length of the column
   * @param variation length of what the first column leaves, which is the intercept as a rule
   */
  private static boolean isRedundant(double left, double length, double variation) {
    return left <= REDUNDANT * length
        && (left <= REDUNDANT_VARIATION * variation || left <= ROUNDING * length);
  }

  /**
   * Returns the same with one column more, which is none of the fixed effects: {@link #contrasts}
   * and {@link #applyTransposed} then turn what it has beyond Z into the first contrast.
   *
   * @param column y (n)
   */
  public FixedEffects joined(double[] column) {
    double[] turned = column.clone();
    for (double[] reflector : reflectors) {
      reflect(reflector, turned, 0);
    }
    List<double[]> more = new ArrayList<>(reflectors);
    more.add(reflector(turned, reflectors.size()));
    return new FixedEffects(names, dropped, people, more, triangle, units);
  }

  /** Returns a unit vector v, zero above k, for which (I - 2vv')x is zero below k. */
  private static double[] reflector(double[] x, int k) {
    double[] v = new double[x.length];
    System.arraycopy(x, k, v, k, x.length - k);
    v[k] += Math.copySign(norm(x, k), x[k]);
    double length = norm(v, k);
    for (int i = k; i < v.length; i++) {
      v[i] /= length;
    }
    return v;
  }

  private static double norm(double[] x, int from) {
    double sum = 0;
    for (int i = from; i < x.length; i++) {
      sum += x[i] * x[i];
    }
    return Math.sqrt(sum);
  }

  /** Applies I - 2vv' to the n numbers of {@code data} that begin at {@code start}. */
  private static void reflect(double[] v, double[] data, int start) {
    double dot = 0;
    for (int i = 0; i < v.length; i++) {
      dot += v[i] * data[start + i];
    }
    for (int i = 0; i < v.length; i++) {
      data[start + i] -= 2 * dot * v[i];
    }
  }

  /** Returns the names of the columns that count. */
  public List<String> names() {
    return names;
  }

  /** Returns the names of the redundant columns. */
  public List<String> dropped() {
    return dropped;
  }

  /** Returns q. */
  public int rank() {
    return names.size();
  }

  /** Returns the unit of a column that counts, the power of two next to its largest number. */
  double unit(int column) {
    return units.get(column);
  }

  /** Returns n. */
  public int people() {
    return people;
  }

  /** Overwrites B (n x k) with Q'B. */
  public void applyTransposed(Matrix b, Threads threads) {
    threads.forEach(
        b.columns(),
        j -> {
          for (double[] reflector : reflectors) {
            reflect(reflector, b.data(), b.start(j));
          }
        });
  }

  /** Overwrites B (n x k) with QB. */
  public void apply(Matrix b, Threads threads) {
    threads.forEach(
        b.columns(),
        j -> {
          for (int k = reflectors.size() - 1; k >= 0; k--) {
            reflect(reflectors.get(k), b.data(), b.start(j));
          }
        });
  }

  /**
   * Returns the lower triangle of A'KA (n - q x n - q), A = null(Z'), in one pass over K.
   *
   * @param kernel K (n x n, symmetric)
   */
  public Matrix contrasts(Matrix kernel, Execution execution) {
    return new BlockReflector(people, reflectors).contrasts(kernel, rank(), execution);
  }

  /** Returns Q_1 (n x q), an orthonormal basis of Z. */
  public Matrix basis(Threads threads) {
    Matrix basis = Matrix.zeros(people, rank());
    for (int j = 0; j < rank(); j++) {
      basis.set(j, j, 1);
    }
    apply(basis, threads);
    return basis;
  }

  /** Overwrites B (q x k) with R^-1 B, which turns coefficients of Q_1 into those of Z. */
  public void solve(Matrix b) {
    for (int k = 0; k < b.columns(); k++) {
      for (int i = rank() - 1; i >= 0; i--) {
        double sum = b.get(i, k);
        for (int j = i + 1; j < rank(); j++) {
          sum -= triangle.get(j)[i] * b.get(j, k);
        }
        b.set(i, k, sum / triangle.get(i)[i]);
      }
      for (int i = 0; i < rank(); i++) {
        b.set(i, k, b.get(i, k) / units.get(i));
      }
    }
  }

  /** Returns log|Z'Z| of the columns that count. */
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < rank(); i++) {
      sum += 2 * (Math.log(Math.abs(triangle.get(i)[i])) + Math.log(units.get(i)));
    }
    return sum;
  }
}
