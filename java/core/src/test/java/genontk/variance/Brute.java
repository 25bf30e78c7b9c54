package genontk.variance;

import genontk.Dense;
import java.util.function.DoubleUnaryOperator;

/** The explicit restricted likelihood, maximised and profiled without any cleverness. */
public final class Brute {

  private static final double DROP = 3.841458820694124 / 2;

  private final double[][] kernel;
  private final double[][] design;
  private final double[] y;
  private final double unit;

  public Brute(double[][] kernel, double[][] design, double[] y) {
    this.kernel = kernel;
    this.design = design;
    this.y = y;
    double[][] p0 = Dense.contrasts(design);
    int m = y.length - design[0].length;
    this.unit = Dense.dot(y, Dense.times(p0, y)) / m;
  }

  public double likelihood(double genetic, double residual) {
    return Dense.restrictedLikelihood(Dense.covariance(kernel, genetic, residual), design, y);
  }

  /** Returns the derivatives of the likelihood in s_g and s_e, from explicit matrices. */
  public double[] score(double genetic, double residual) {
    double[][] p = Dense.projection(Dense.covariance(kernel, genetic, residual), design);
    double[] py = Dense.times(p, y);
    return new double[] {
      -0.5 * (Dense.trace(Dense.times(p, kernel)) - Dense.dot(py, Dense.times(kernel, py))),
      -0.5 * (Dense.trace(p) - Dense.dot(py, py))
    };
  }

  /** Returns the inverse of the expected information, 2 S^-1 with S_ij = tr(P V_i P V_j). */
  public double[][] covariance(double genetic, double residual) {
    double[][] p = Dense.projection(Dense.covariance(kernel, genetic, residual), design);
    double[][] pk = Dense.times(p, kernel);
    double gg = Dense.trace(Dense.times(pk, pk));
    double ge = Dense.trace(Dense.times(pk, p));
    double ee = Dense.trace(Dense.times(p, p));
    double[][] inverse = Dense.inverse(new double[][] {{gg, ge}, {ge, ee}});
    return Dense.combine(2, inverse, 0, inverse);
  }

  /** Returns (s_g, s_e) at the maximum over non-negative pairs, by a grid drawn ever finer. */
  public double[] maximum() {
    double scale = kernel.length / Dense.trace(kernel);
    double[] best = {unit * scale, unit};
    double[] radius = {4 * unit * scale, 4 * unit};
    double value = Double.NEGATIVE_INFINITY;
    for (int round = 0; round < 60; round++) {
      double[] centre = best.clone();
      for (int i = -8; i <= 8; i++) {
        for (int j = -8; j <= 8; j++) {
          double genetic = Math.max(0, centre[0] + i * radius[0] / 8);
          double residual = Math.max(0, centre[1] + j * radius[1] / 8);
          if (genetic + residual == 0) {
            continue;
          }
          double here = likelihood(genetic, residual);
          if (here > value) {
            value = here;
            best = new double[] {genetic, residual};
          }
        }
      }
      radius[0] *= 0.6;
      radius[1] *= 0.6;
    }
    return best;
  }

  /** Returns the 95 % profile interval of a function's argument given the maximum at {@code at}. */
  private static double[] interval(DoubleUnaryOperator profile, double at, double limit) {
    double floor = profile.applyAsDouble(at) - DROP;
    double low = 0;
    if (profile.applyAsDouble(0) < floor) {
      low = bisect(profile, floor, at, 0);
    }
    double beyond = Math.min(limit, 2 * at + 1e-3);
    while (beyond < limit && profile.applyAsDouble(beyond) >= floor) {
      beyond = Math.min(limit, 2 * beyond);
    }
    double high =
        profile.applyAsDouble(beyond) >= floor ? beyond : bisect(profile, floor, at, beyond);
    return new double[] {low, high};
  }

  private static double bisect(
      DoubleUnaryOperator profile, double floor, double inside, double outside) {
    double in = inside;
    double out = outside;
    for (int k = 0; k < 45; k++) {
      double middle = (in + out) / 2;
      if (profile.applyAsDouble(middle) >= floor) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return (in + out) / 2;
  }

  /** Returns the largest value over non-negative arguments, by a log grid and golden sections. */
  private static double largest(DoubleUnaryOperator function, double unit) {
    double best = function.applyAsDouble(0);
    int top = -1;
    for (int k = 0; k <= 60; k++) {
      double value = function.applyAsDouble(unit * Math.pow(10, (k - 40) / 10.0));
      if (value > best) {
        best = value;
        top = k;
      }
    }
    double low = top < 1 ? 0 : unit * Math.pow(10, (top - 41) / 10.0);
    double high = unit * Math.pow(10, ((top < 0 ? 0 : top) - 39) / 10.0);
    double golden = (Math.sqrt(5) - 1) / 2;
    for (int k = 0; k < 40; k++) {
      double left = high - golden * (high - low);
      double right = low + golden * (high - low);
      double atLeft = function.applyAsDouble(left);
      double atRight = function.applyAsDouble(right);
      best = Math.max(best, Math.max(atLeft, atRight));
      if (atLeft > atRight) {
        high = right;
      } else {
        low = left;
      }
    }
    return best;
  }

  public double[] geneticInterval(double[] maximum) {
    return interval(
        genetic -> largest(residual -> finite(likelihood(genetic, residual)), unit),
        maximum[0],
        Double.MAX_VALUE);
  }

  public double[] residualInterval(double[] maximum) {
    double scale = kernel.length / Dense.trace(kernel);
    return interval(
        residual -> largest(genetic -> finite(likelihood(genetic, residual)), unit * scale),
        maximum[1],
        Double.MAX_VALUE);
  }

  /** Returns the interval of h2 = s c / (s c + e), c = tr(P_0 K) / (n - q). */
  public double[] heritabilityInterval(double[] maximum) {
    double c = meanValue();
    double best = maximum[0] * c / (maximum[0] * c + maximum[1]);
    return interval(
        h2 -> largest(total -> finite(likelihood(h2 * total / c, (1 - h2) * total)), unit),
        best,
        1);
  }

  public double meanValue() {
    double[][] p0 = Dense.contrasts(design);
    return Dense.trace(Dense.times(p0, kernel)) / (y.length - design[0].length);
  }

  private static double finite(double value) {
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }
}
