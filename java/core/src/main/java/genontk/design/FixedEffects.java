package genontk.design;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.linalg.ThinProduct;
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
 */
public final class FixedEffects {

  /**
   * A column is redundant when what the columns before it leave of it is below this share of its
   * length (as lm of R).
   */
  private static final double REDUNDANT = 1e-7;

  private final List<String> names;
  private final List<String> dropped;
  private final int people;
  private final List<double[]> reflectors;
  private final List<double[]> triangle;

  private FixedEffects(
      List<String> names,
      List<String> dropped,
      int people,
      List<double[]> reflectors,
      List<double[]> triangle) {
    this.names = names;
    this.dropped = dropped;
    this.people = people;
    this.reflectors = reflectors;
    this.triangle = triangle;
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
    for (int j = 0; j < design.columns(); j++) {
      double[] column = design.columnValues(j);
      double length = norm(column, 0);
      for (double[] reflector : reflectors) {
        reflect(reflector, column, 0);
      }
      int k = reflectors.size();
      if (k >= n || norm(column, k) <= REDUNDANT * length) {
        dropped.add(columnNames.get(j));
        continue;
      }
      double[] reflector = reflector(column, k);
      reflect(reflector, column, 0);
      reflectors.add(reflector);
      triangle.add(column);
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
    return new FixedEffects(List.copyOf(names), List.copyOf(dropped), n, reflectors, triangle);
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
    return new FixedEffects(names, dropped, people, more, triangle);
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
   * Returns the lower triangle of A'KA (n - q x n - q), A = null(Z'), in one pass over K after KV:
   * as Q = I - VTV' (Schreiber and Van Loan 1989), with Y = KVT
   *
   * <pre>  Q'KQ = K - VW' - WV',  W = Y - VT'(V'Y) / 2</pre>
   *
   * @param kernel K (n x n, symmetric)
   */
  public Matrix contrasts(Matrix kernel, Execution execution) {
    execution.cancellation().checkpoint();
    int q = rank();
    int count = reflectors.size();
    Matrix v = Matrix.zeros(people, count);
    for (int l = 0; l < count; l++) {
      System.arraycopy(reflectors.get(l), 0, v.data(), v.start(l), people);
    }
    Matrix w = updates(kernel, v, execution.threads());
    execution.cancellation().checkpoint();
    Matrix contrasts = Matrix.zeros(people - q, people - q);
    execution
        .threads()
        .forEach(
            people - q,
            k -> {
              int j = k + q;
              int length = people - j;
              int to = contrasts.start(k) + k;
              System.arraycopy(kernel.data(), kernel.start(j) + j, contrasts.data(), to, length);
              for (int l = 0; l < count; l++) {
                Vectors.add(-w.get(j, l), v.data(), v.start(l) + j, contrasts.data(), to, length);
                Vectors.add(-v.get(j, l), w.data(), w.start(l) + j, contrasts.data(), to, length);
              }
            });
    return contrasts;
  }

  /** Returns W (n x the number of reflectors). */
  private Matrix updates(Matrix kernel, Matrix v, Threads threads) {
    int count = v.columns();
    Matrix moved = Matrix.zeros(people, count);
    ThinProduct.add(1, kernel, v, moved, threads);
    double[][] t = triangleOf(v);
    Matrix w = Matrix.zeros(people, count);
    for (int l = 0; l < count; l++) {
      for (int k = 0; k <= l; k++) {
        Vectors.add(t[k][l], moved.data(), moved.start(k), w.data(), w.start(l), people);
      }
    }
    double[][] within = new double[count][count];
    for (int k = 0; k < count; k++) {
      for (int l = 0; l < count; l++) {
        within[k][l] = Vectors.dot(v.data(), v.start(k), w.data(), w.start(l), people);
      }
    }
    for (int l = 0; l < count; l++) {
      for (int k = 0; k < count; k++) {
        double sum = 0;
        for (int i = 0; i <= k; i++) {
          sum += t[i][k] * within[i][l];
        }
        Vectors.add(-sum / 2, v.data(), v.start(k), w.data(), w.start(l), people);
      }
    }
    return w;
  }

  /** Returns T of I - VTV', the product of the I - 2vv' from left to right. */
  private double[][] triangleOf(Matrix v) {
    double[][] t = new double[v.columns()][v.columns()];
    for (int l = 0; l < t.length; l++) {
      t[l][l] = 2;
      for (int k = 0; k < l; k++) {
        double along = Vectors.dot(v.data(), v.start(k), v.data(), v.start(l), people);
        for (int i = 0; i <= k; i++) {
          t[i][l] -= 2 * t[i][k] * along;
        }
      }
    }
    return t;
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
    }
  }

  /** Returns log|Z'Z| of the columns that count. */
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < rank(); i++) {
      sum += 2 * Math.log(Math.abs(triangle.get(i)[i]));
    }
    return sum;
  }
}
