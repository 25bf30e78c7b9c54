package genontk.variance;

import genontk.Dense;
import genontk.TestData;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.component.Intervals;
import genontk.variance.component.VarianceComponents;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.reml.SeveralKernelsReml;
import genontk.variance.solution.VarianceFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A small data set with several kernels, and its likelihood by explicit matrices. */
public record KernelsCase(double[][][] kernels, double[][] design, double[] y) {

  /** Returns a trait with the given variances of kernels of full rank, the residual's last. */
  public static KernelsCase of(int n, int q, long seed, double... variances) {
    int count = variances.length - 1;
    double[][][] kernels = new double[count][][];
    double[][] design = TestData.design(n, q, seed + 1);
    double[] y = TestData.trait(Dense.identity(n), design, 0, variances[count], seed + 2);
    for (int k = 0; k < count; k++) {
      kernels[k] = TestData.kernel(n, n + 4 + 3 * k, seed + 100 * (k + 1));
      double[] g =
          TestData.trait(kernels[k], new double[n][0], variances[k], 0, seed + 1000 * (k + 1));
      Arrays.setAll(y, i -> y[i] + g[i]);
    }
    return new KernelsCase(kernels, design, y);
  }

  /** Returns 12 to 51 people with two kernels of any rank and a trait of one of them. */
  public static KernelsCase any(Random random, int round) {
    int n = 12 + random.nextInt(40);
    double[][][] kernels = {
      TestData.kernel(n, 1 + random.nextInt(2 * n), round),
      TestData.kernel(n, 1 + random.nextInt(2 * n), round + 500)
    };
    double[][] design = TestData.design(n, 1 + round % 3, round + 1);
    double h2 = round % 4 / 3.0;
    double[] y = TestData.trait(kernels[round % 2], design, h2, 1 - h2 + 1e-2, round + 2);
    return new KernelsCase(kernels, design, y);
  }

  public int components() {
    return kernels.length + 1;
  }

  public List<Matrix> matrices() {
    List<Matrix> matrices = new ArrayList<>();
    for (double[][] kernel : kernels) {
      matrices.add(Dense.matrix(kernel));
    }
    return matrices;
  }

  public ScaledKernels terms() {
    return ScaledKernels.of(
        matrices(), TestData.fixed(design), y, TestData.algebra(), Execution.quiet());
  }

  public VarianceFit estimate(VarianceMethod method, boolean constrain) {
    return method.estimate(
        matrices(), TestData.fixed(design), y, constrain, TestData.algebra(), Execution.quiet());
  }

  public VarianceComponents fit(boolean constrain) {
    return fit(constrain, Intervals.PROFILE);
  }

  public VarianceComponents fit(boolean constrain, Intervals intervals) {
    return new SeveralKernelsReml(terms(), constrain, intervals).estimate().variances();
  }

  /** Returns term i: a kernel, or the identity. */
  public double[][] term(int i) {
    return i == kernels.length ? Dense.identity(y.length) : kernels[i];
  }

  public double[][] covariance(double[] components) {
    double[][] v = new double[y.length][y.length];
    for (int k = 0; k < components.length; k++) {
      v = Dense.combine(1, v, components[k], term(k));
    }
    return v;
  }

  public double likelihood(double[] components) {
    return Dense.restrictedLikelihood(covariance(components), design, y);
  }

  /**
   * Returns P_0 V P_0 + (I - P_0), which is positive definite where V is on the error contrasts,
   * whatever V is within the span of Z.
   */
  public double[][] onContrasts(double[] components) {
    double[][] p0 = Dense.contrasts(design);
    double[][] span = Dense.combine(1, Dense.identity(y.length), -1, p0);
    return Dense.combine(1, Dense.times(p0, covariance(components), p0), 1, span);
  }

  /** Returns P as the inverse of V on the error contrasts. */
  public double[][] projectionOnContrasts(double[] components) {
    double[][] p0 = Dense.contrasts(design);
    double[][] span = Dense.combine(1, Dense.identity(y.length), -1, p0);
    return Dense.combine(1, Dense.inverse(onContrasts(components)), -1, span);
  }

  public double likelihoodOnContrasts(double[] components) {
    double[][] gram = Dense.times(Dense.transpose(design), design);
    double[][] p = projectionOnContrasts(components);
    return -0.5
        * ((y.length - design[0].length) * Math.log(2 * Math.PI)
            + Dense.logDeterminant(onContrasts(components))
            + Dense.logDeterminant(gram)
            + Dense.dot(y, Dense.times(p, y)));
  }

  public double[][] projection(double[] components) {
    return Dense.projection(covariance(components), design);
  }

  public double[] score(double[] components) {
    double[][] p = projection(components);
    double[] py = Dense.times(p, y);
    double[] score = new double[components.length];
    for (int k = 0; k < score.length; k++) {
      score[k] =
          -0.5 * (Dense.trace(Dense.times(p, term(k))) - Dense.dot(py, Dense.times(term(k), py)));
    }
    return score;
  }

  /** Returns S_ij = tr(P V_i P V_j). */
  public double[][] traces(double[][] p) {
    int count = components();
    double[][] traces = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        traces[i][j] = Dense.trace(Dense.times(Dense.times(p, term(i)), Dense.times(p, term(j))));
      }
    }
    return traces;
  }

  /** Returns u_i = y'P V_i P y. */
  public double[] forms(double[][] p) {
    double[] py = Dense.times(p, y);
    double[] forms = new double[components()];
    Arrays.setAll(forms, i -> Dense.dot(py, Dense.times(term(i), py)));
    return forms;
  }

  /** Returns c_k = tr(P_0 K_k) / (n - q), and 1. */
  public double[] scales() {
    double[] scales = new double[components()];
    for (int k = 0; k < scales.length; k++) {
      scales[k] =
          Dense.trace(Dense.times(Dense.contrasts(design), term(k)))
              / (y.length - design[0].length);
    }
    return scales;
  }

  /**
   * Returns the largest likelihood over non-negative components, some of them fixed, by ever
   * shorter moves along every axis and diagonal.
   *
   * @param fixed values, or NaN where a component is free
   */
  public double[] maximum(double... fixed) {
    double[][] p0 = Dense.contrasts(design);
    double unit = Dense.dot(y, Dense.times(p0, y)) / (y.length - design[0].length);
    double[] best = fixed.clone();
    double[] scales = scales();
    for (int k = 0; k < best.length; k++) {
      best[k] = Double.isNaN(fixed[k]) ? unit / scales[k] / best.length : fixed[k];
    }
    double value = likelihood(best);
    for (double radius = unit; radius > 1e-9 * unit; ) {
      double[] better = neighbour(best, value, radius, fixed, scales);
      if (better == null) {
        radius /= 2;
      } else {
        best = better;
        value = likelihood(best);
      }
    }
    return best;
  }

  private double[] neighbour(
      double[] centre, double value, double radius, double[] fixed, double[] scales) {
    double[] best = null;
    double highest = value + 1e-13 * Math.abs(value);
    int moves = (int) Math.pow(3, centre.length);
    for (int code = 0; code < moves; code++) {
      double[] candidate = centre.clone();
      for (int k = 0, rest = code; k < centre.length; k++, rest /= 3) {
        if (Double.isNaN(fixed[k])) {
          candidate[k] = Math.max(0, centre[k] + (rest % 3 - 1) * radius / scales[k]);
        }
      }
      double here = Arrays.stream(candidate).sum() > 0 ? likelihood(candidate) : Double.NaN;
      if (here > highest) {
        highest = here;
        best = candidate;
      }
    }
    return best;
  }

  /**
   * Returns the highest likelihood of two kernels at which some components have a given share of
   * the sum of s_k c_k: over their ratio by an ever finer grid, the sum profiled out.
   */
  public double highestAtShare(boolean[] members, double share) {
    double[] scales = scales();
    double centre = 0.5;
    double best = Double.NEGATIVE_INFINITY;
    for (double width = 0.5; width > 1e-9; width /= 4) {
      double from = centre;
      for (int step = -10; step <= 10; step++) {
        double split = Math.min(1, Math.max(0, from + step * width / 10));
        double[] components = new double[3];
        double[] parts = {split, 1 - split};
        int inside = 0;
        int outside = 0;
        boolean twoInside = (members[0] ? 1 : 0) + (members[1] ? 1 : 0) == 2;
        for (int k = 0; k < 3; k++) {
          double part = members[k] == twoInside ? parts[twoInside ? inside++ : outside++] : 1;
          components[k] = part * (members[k] ? share : 1 - share) / scales[k];
        }
        double[][] p = projection(components);
        double r = Dense.dot(y, Dense.times(p, y)) / (y.length - design[0].length);
        double value = likelihood(Arrays.stream(components).map(s -> r * s).toArray());
        if (value > best) {
          best = value;
          centre = split;
        }
      }
    }
    return best;
  }
}
