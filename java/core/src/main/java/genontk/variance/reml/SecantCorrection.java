package genontk.variance.reml;

import genontk.linalg.small.SmallMatrix;
import genontk.variance.likelihood.LikelihoodPoint;
import java.util.Arrays;
import java.util.List;

/**
 * What is added to the average information so that it explains how the gradient changed between the
 * points seen: symmetric rank-one updates (Conn, Gould and Toint 1991).
 *
 * <p>Along the ray of s nothing need be learnt: where the likelihood is highest on it, the observed
 * information times s and the average one times s are both y'P V_i P y / 2. The correction times s
 * is kept at zero, or what is learnt elsewhere on the way would be taken for a bend of the ray.
 */
final class SecantCorrection {

  /**
   * Below this squared cosine of step and error, each component in its standard units, a secant
   * teaches nothing.
   */
  private static final double LEAST_COSINE = 1e-6;

  private double[][] correction;

  SecantCorrection(double[][] correction) {
    this.correction = correction;
  }

  static SecantCorrection none(int size) {
    return new SecantCorrection(new double[size][size]);
  }

  /** Returns one that learns apart. */
  SecantCorrection copy() {
    return new SecantCorrection(correction);
  }

  /**
   * Returns the information of a point, corrected where that leaves it positive definite: by all
   * that was learnt, or by what concerns the components that are not zero alone. What was learnt of
   * one that stays at zero grows old.
   *
   * @param face the components looked at
   */
  double[][] information(LikelihoodPoint point, int[] face) {
    double[][] average = SmallMatrix.select(point.information(), face);
    double[][] known = at(point, correction);
    for (double[][] some : List.of(known, within(known, point.components()))) {
      double[][] corrected = SmallMatrix.combine(1, average, 1, SmallMatrix.select(some, face));
      if (SmallMatrix.factor(corrected) != null) {
        return corrected;
      }
    }
    return average;
  }

  private static double[][] within(double[][] correction, double[] s) {
    double[][] within = new double[s.length][s.length];
    for (int i = 0; i < s.length; i++) {
      for (int j = 0; j < s.length; j++) {
        within[i][j] = s[i] == 0 || s[j] == 0 ? 0 : correction[i][j];
      }
    }
    return within;
  }

  /** Learns from a move; components that are not {@code free} have no derivatives. */
  void learn(LikelihoodPoint from, LikelihoodPoint to, boolean[] free) {
    int n = free.length;
    double[][] known = at(to, correction);
    double[][] information = SmallMatrix.combine(1, to.information(), 1, known);
    double[] move = new double[n];
    Arrays.setAll(move, i -> to.components()[i] - from.components()[i]);
    double[] explained = SmallMatrix.times(information, move);
    double[] left = new double[n];
    for (int i = 0; i < n; i++) {
      left[i] = free[i] ? from.gradient()[i] - to.gradient()[i] - explained[i] : 0;
    }
    double[] ray = ray(to);
    double share = SmallMatrix.dot(left, to.components());
    Arrays.setAll(left, i -> left[i] - share * ray[i]);
    double along = SmallMatrix.dot(left, move);
    if (along * along > LEAST_COSINE * lengths(left, move, to.information(), free)) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          known[i][j] += left[i] * left[j] / along;
        }
      }
    }
    correction = known;
  }

  /** Returns the product of the squared lengths, each component in its standard units. */
  private static double lengths(
      double[] left, double[] move, double[][] information, boolean[] free) {
    double ofLeft = 0;
    double ofMove = 0;
    for (int i = 0; i < free.length; i++) {
      if (free[i]) {
        ofLeft += left[i] * left[i] / information[i][i];
        ofMove += move[i] * move[i] * information[i][i];
      }
    }
    return ofLeft * ofMove;
  }

  /** Returns AI s / (s'AI s), of which the product with s is 1. */
  private static double[] ray(LikelihoodPoint point) {
    double[] s = point.components();
    double[] ray = SmallMatrix.times(point.information(), s);
    double length = SmallMatrix.dot(ray, s);
    return Arrays.stream(ray).map(x -> x / length).toArray();
  }

  /** Returns the correction less its part along the ray of a point. */
  private static double[][] at(LikelihoodPoint point, double[][] correction) {
    int n = correction.length;
    double[] s = point.components();
    double[] ray = ray(point);
    double[] wrong = SmallMatrix.times(correction, s);
    double along = SmallMatrix.dot(wrong, s);
    double[][] mended = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        mended[i][j] =
            correction[i][j] - wrong[i] * ray[j] - ray[i] * wrong[j] + along * ray[i] * ray[j];
      }
    }
    return mended;
  }
}
