package genontk.ridge;

import genontk.design.Records;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.run.Threads;
import java.util.Arrays;

/**
 * The weights w of people. A person of weight 2 counts as two people with the same row.
 *
 * <p>With W = diag(w), the regression with weights is the regression without them on W^1/2 y, W^1/2
 * Z and W^1/2 K W^1/2. Where all weights are 1, nothing is multiplied and nothing copied.
 */
final class PersonWeights {

  private final int people;
  private final double[] weights;
  private final double[] roots;

  private PersonWeights(int people, double[] weights) {
    this.people = people;
    this.weights = weights;
    this.roots = weights == null ? null : Arrays.stream(weights).map(Math::sqrt).toArray();
  }

  /**
   * Checks weights.
   *
   * @param given w (n), or null where all are 1
   * @throws InvalidInput if they are not n finite numbers above zero
   */
  static PersonWeights of(int people, double[] given) {
    if (given == null) {
      return new PersonWeights(people, null);
    }
    if (given.length != people) {
      throw InvalidInput.of(
          "%s weights were given for %s people; give each person one.", given.length, people);
    }
    for (int i = 0; i < people; i++) {
      Records.requireWeight(given[i], i);
    }
    boolean equal = Arrays.stream(given).allMatch(weight -> weight == 1);
    return new PersonWeights(people, equal ? null : given.clone());
  }

  /** Returns the weights of some of the people. */
  PersonWeights among(int[] some) {
    return new PersonWeights(
        some.length,
        weights == null ? null : Arrays.stream(some).mapToDouble(i -> weights[i]).toArray());
  }

  /** Returns whether all weights are 1. */
  boolean areEqual() {
    return weights == null;
  }

  /** Returns n. */
  int people() {
    return people;
  }

  /** Returns w, or null where all weights are 1. */
  double[] values() {
    return weights;
  }

  /** Returns w_i. */
  double weight(int person) {
    return weights == null ? 1 : weights[person];
  }

  /** Returns the sum of the weights, which is n where all are 1. */
  double total() {
    return weights == null ? people : Arrays.stream(weights).sum();
  }

  /** Overwrites the n numbers x that begin at {@code start} with W^1/2 x. */
  void scale(double[] x, int start) {
    for (int i = 0; roots != null && i < people; i++) {
      x[start + i] *= roots[i];
    }
  }

  /** Returns W^1/2 x. */
  double[] scaled(double[] x) {
    if (roots == null) {
      return x;
    }
    double[] scaled = x.clone();
    scale(scaled, 0);
    return scaled;
  }

  /** Returns W^1/2 A. */
  Matrix scaled(Matrix a) {
    if (roots == null) {
      return a;
    }
    Matrix scaled = a.copy();
    for (int j = 0; j < a.columns(); j++) {
      scale(scaled.data(), scaled.start(j));
    }
    return scaled;
  }

  /**
   * Returns W^-1/2 x.
   *
   * @param x n numbers, or n for each of several rounds
   */
  double[] unscaled(double[] x) {
    if (roots == null) {
      return x;
    }
    double[] unscaled = x.clone();
    Arrays.setAll(unscaled, i -> x[i] / roots[i % people]);
    return unscaled;
  }

  /** Returns W^-1/2 A. */
  Matrix unscaled(Matrix a) {
    if (roots == null) {
      return a;
    }
    Matrix unscaled = a.copy();
    for (int j = 0; j < a.columns(); j++) {
      for (int i = 0; i < people; i++) {
        unscaled.set(i, j, a.get(i, j) / roots[i]);
      }
    }
    return unscaled;
  }

  /** Overwrites a symmetric A with W^1/2 A W^1/2. */
  void scaleBothSides(Matrix a, Threads threads) {
    if (roots == null) {
      return;
    }
    threads.forEach(
        people,
        j -> {
          int start = a.start(j);
          for (int i = 0; i < people; i++) {
            a.data()[start + i] *= roots[i] * roots[j];
          }
        });
  }
}
