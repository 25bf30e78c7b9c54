package genontk.design;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.run.Threads;
import java.util.Arrays;

/**
 * Which person each record of the trait is of, and how much it weighs: y_r = (Zb)_r + g_i(r) + e_r,
 * e_r ~ N(0, s_e / w_r).
 *
 * <p>With E the incidence of records on people and W = diag(w), W^1/2 y has the covariance W^1/2 E
 * (sum_k s_k K_k) E' W^1/2 + s_e I: the model of equal residual variances and one record a person,
 * to which every method applies.
 *
 * @param people how many people there are
 * @param person the person of each record, from 0; null where record r is of person r
 * @param weights w_r of each record; null where all are 1
 */
public record Records(int people, int[] person, double[] weights) {

  /** Checks the records. */
  public Records {
    if (person != null) {
      boolean[] seen = new boolean[people];
      for (int i : person) {
        seen[i] = true;
      }
      for (boolean has : seen) {
        if (!has) {
          throw new InvalidInput("There is a person without a record; leave such people out.");
        }
      }
    }
    int count = person == null ? people : person.length;
    if (weights != null) {
      if (weights.length != count) {
        throw InvalidInput.of(
            "%s weights were given for %s records; give each one.", weights.length, count);
      }
      for (int r = 0; r < count; r++) {
        requireWeight(weights[r], r);
      }
    }
  }

  /**
   * Checks a weight.
   *
   * @param row its row, from 0
   * @throws InvalidInput if it is not a finite number above zero
   */
  public static void requireWeight(double weight, int row) {
    if (!(weight > 0 && Double.isFinite(weight))) {
      throw InvalidInput.of(
          "weights has %s in row %s; allowed are finite numbers above 0. Leave a row without weight"
              + " out of the data.",
          Double.isNaN(weight) ? "a missing value" : weight, row + 1);
    }
  }

  /** Returns one record of each person, all of the same weight. */
  public static Records oneEach(int people) {
    return new Records(people, null, null);
  }

  /** Returns whether there is one record of each person, all of the same weight 1. */
  public boolean isPlain() {
    return person == null && weights == null;
  }

  /** Returns how many records there are. */
  public int count() {
    return person == null ? people : person.length;
  }

  /** Returns the person of a record. */
  public int personOf(int record) {
    return person == null ? record : person[record];
  }

  /** Returns the weight of a record. */
  public double weight(int record) {
    return weights == null ? 1 : weights[record];
  }

  /** Returns the sum of the weights of each person's records (people). */
  public double[] totals() {
    double[] totals = new double[people];
    for (int r = 0; r < count(); r++) {
      totals[personOf(r)] += weight(r);
    }
    return totals;
  }

  /** Returns W^1/2 A of a matrix with one row per record; A itself where all weights are 1. */
  public Matrix scaled(Matrix a) {
    if (weights == null) {
      return a;
    }
    Matrix scaled = a.copy();
    for (int j = 0; j < a.columns(); j++) {
      for (int r = 0; r < a.rows(); r++) {
        scaled.set(r, j, a.get(r, j) * Math.sqrt(weights[r]));
      }
    }
    return scaled;
  }

  /** Returns each person's weighted mean of the rows of a matrix with one row per record. */
  public Matrix means(Matrix a) {
    Matrix means = Matrix.zeros(people, a.columns());
    double[] totals = totals();
    for (int j = 0; j < a.columns(); j++) {
      for (int r = 0; r < a.rows(); r++) {
        int i = personOf(r);
        means.set(i, j, means.get(i, j) + weight(r) * a.get(r, j) / totals[i]);
      }
    }
    return means;
  }

  /** Returns sum_r w_r (a_r - m_i(r))(a_r - m_i(r))', m the means of people: what varies within. */
  public Matrix within(Matrix a) {
    Matrix means = means(a);
    Matrix within = Matrix.zeros(a.columns(), a.columns());
    for (int r = 0; r < a.rows() && person != null; r++) {
      int i = personOf(r);
      for (int j = 0; j < a.columns(); j++) {
        for (int k = 0; k < a.columns(); k++) {
          double product = (a.get(r, j) - means.get(i, j)) * (a.get(r, k) - means.get(i, k));
          within.set(j, k, within.get(j, k) + weight(r) * product);
        }
      }
    }
    return within;
  }

  /** Returns W^1/2 x. */
  public double[] scaled(double[] x) {
    double[] scaled = x.clone();
    Arrays.setAll(scaled, r -> x[r] * Math.sqrt(weight(r)));
    return scaled;
  }

  /** Returns W^-1/2 x. */
  public double[] unscaled(double[] x) {
    double[] unscaled = x.clone();
    Arrays.setAll(unscaled, r -> x[r] / Math.sqrt(weight(r)));
    return unscaled;
  }

  /** Returns log|W|. */
  public double logDeterminant() {
    return weights == null ? 0 : Arrays.stream(weights).map(Math::log).sum();
  }

  /** Returns E'W^1/2 x (people). */
  public double[] gathered(double[] x) {
    double[] gathered = new double[people];
    for (int r = 0; r < x.length; r++) {
      gathered[personOf(r)] += Math.sqrt(weight(r)) * x[r];
    }
    return gathered;
  }

  /** Returns W^1/2 E K E' W^1/2 (records x records); K itself where the records are plain. */
  public Matrix spread(Matrix kernel, Threads threads) {
    if (isPlain()) {
      return kernel;
    }
    int n = count();
    double[] root = new double[n];
    Arrays.setAll(root, r -> Math.sqrt(weight(r)));
    Matrix spread = Matrix.zeros(n, n);
    threads.forEach(
        n,
        t -> {
          int from = kernel.start(personOf(t));
          int to = spread.start(t);
          for (int r = 0; r < n; r++) {
            spread.data()[to + r] = root[r] * root[t] * kernel.data()[from + personOf(r)];
          }
        });
    return spread;
  }

  /** Returns E'W^1/2 A W^1/2 E (people x people) of a symmetric A (records x records). */
  public Matrix gathered(Matrix a, Threads threads) {
    Matrix rows = Matrix.zeros(people, a.columns());
    threads.forEach(
        a.columns(),
        t -> System.arraycopy(gathered(a.columnValues(t)), 0, rows.data(), rows.start(t), people));
    Matrix gathered = Matrix.zeros(people, people);
    for (int t = 0; t < a.columns(); t++) {
      double root = Math.sqrt(weight(t));
      int from = rows.start(t);
      int to = gathered.start(personOf(t));
      for (int i = 0; i < people; i++) {
        gathered.data()[to + i] += root * rows.data()[from + i];
      }
    }
    return gathered;
  }
}
