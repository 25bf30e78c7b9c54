package genontk.variance.onekernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.linalg.Matrix;
import genontk.variance.component.Convergence;
import genontk.variance.component.VarianceComponents;
import genontk.variance.onekernel.Minque.Prior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MinqueTest {

  private static final int N = 16;

  private record Case(double[][] kernel, double[][] design, double[] y) {

    static Case of(int q, double h2, long seed) {
      double[][] kernel = TestData.kernel(N, 24, seed);
      double[][] design = TestData.design(N, q, seed + 1);
      return new Case(
          kernel, design, TestData.trait(kernel, design, 4 * h2, 4 * (1 - h2), seed + 2));
    }

    RestrictedSpectrum spectrum() {
      return TestData.spectrum(kernel, design);
    }

    VarianceComponents fit(Prior prior, boolean constrained) {
      return new Minque(prior, constrained).estimate(spectrum(), y);
    }

    double meanValue() {
      return Dense.trace(Dense.times(Dense.contrasts(design), kernel)) / (N - design[0].length);
    }

    /** Returns P of V_0: the identity, or the kernel scaled to c = 1 plus the identity. */
    double[][] projection(Prior prior) {
      return prior == Prior.RESIDUAL
          ? Dense.contrasts(design)
          : Dense.projection(Dense.covariance(kernel, 1 / meanValue(), 1), design);
    }

    /** Returns S, S_ij = tr(P V_i P V_j). */
    double[][] normalMatrix(double[][] p) {
      double[][] pk = Dense.times(p, kernel);
      double cross = Dense.trace(Dense.times(pk, p));
      return new double[][] {
        {Dense.trace(Dense.times(pk, pk)), cross}, {cross, Dense.trace(Dense.times(p, p))}
      };
    }

    /** Returns the solution of S s = u, u_i = y'P V_i P y. */
    double[] solution(double[][] p) {
      double[] py = Dense.times(p, y);
      double[] u = {Dense.dot(py, Dense.times(kernel, py)), Dense.dot(py, py)};
      return Dense.times(Dense.inverse(normalMatrix(p)), u);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RESIDUAL, 1, .5, 1", "RESIDUAL, 3, .5, 2", "RESIDUAL, 1, 0, 2", "RESIDUAL, 1, 1, 5",
    "EQUAL, 1, .5, 1", "EQUAL, 3, .5, 2", "EQUAL, 1, 0, 2", "EQUAL, 1, 1, 5"
  })
  void theUnconstrainedEstimateSolvesTheDefinition(Prior prior, int q, double h2, long seed) {
    Case data = Case.of(q, h2, seed);
    double[] solution = data.solution(data.projection(prior));
    assertArrayEquals(solution, data.fit(prior, true).unconstrained(), 1e-10);
    assertArrayEquals(solution, data.fit(prior, false).estimate(), 1e-10);
  }

  /** The regression of all n^2 entries of rr' on those of P_0 K P_0 and P_0, no intercept. */
  @ParameterizedTest
  @CsvSource({"1, .5, 1", "3, .5, 2", "1, 0, 2"})
  void minque0IsTheHasemanElstonRegressionOfAllEntries(int q, double h2, long seed) {
    Case data = Case.of(q, h2, seed);
    double[][] p0 = Dense.contrasts(data.design);
    double[] r = Dense.times(p0, data.y);
    double[][] pkp = Dense.times(p0, data.kernel, p0);
    double[][] moments = new double[2][2];
    double[] right = new double[2];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        double[] x = {pkp[i][j], p0[i][j]};
        for (int a = 0; a < 2; a++) {
          right[a] += x[a] * r[i] * r[j];
          for (int b = 0; b < 2; b++) {
            moments[a][b] += x[a] * x[b];
          }
        }
      }
    }
    assertArrayEquals(
        Dense.times(Dense.inverse(moments), right),
        data.fit(Prior.RESIDUAL, true).unconstrained(),
        1e-10);
  }

  /** S^-1 C S^-1, C_ij = 2 tr(P V_i P V P V_j P V), V at the constrained estimate. */
  @ParameterizedTest
  @CsvSource({
    "RESIDUAL, 1, .5, 1",
    "RESIDUAL, 3, .5, 2",
    "RESIDUAL, 1, 0, 3",
    "EQUAL, 1, .5, 1",
    "EQUAL, 3, .5, 2",
    "EQUAL, 1, 1, 4"
  })
  void standardErrorsAreTheSandwichAtTheEstimate(Prior prior, int q, double h2, long seed) {
    Case data = Case.of(q, h2, seed);
    VarianceComponents fit = data.fit(prior, true);
    double[][] p = data.projection(prior);
    double[][] v = Dense.covariance(data.kernel, fit.genetic(0), fit.residual());
    double[][][] terms = {
      Dense.times(Dense.times(p, data.kernel, p), v), Dense.times(Dense.times(p, p), v)
    };
    double[][] filling = new double[2][2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        filling[i][j] = 2 * Dense.trace(Dense.times(terms[i], terms[j]));
      }
    }
    double[][] bread = Dense.inverse(data.normalMatrix(p));
    double[][] covariance = Dense.times(bread, filling, bread);
    assertTrue(
        Dense.distance(covariance, Dense.of(fit.covariance())) < 1e-10 * Dense.largest(covariance));
    for (int k = 0; k < 2; k++) {
      double half = 1.959963984540054 * Math.sqrt(covariance[k][k]);
      assertEquals(Math.max(0, fit.estimate()[k] - half), fit.lower()[k], 1e-9);
      assertEquals(fit.estimate()[k] + half, fit.upper()[k], 1e-9);
    }
    assertEquals(Dense.restrictedLikelihood(v, data.design, data.y), fit.logLikelihood(), 1e-9);
  }

  /** min (s - s_0)'S(s - s_0) over s >= 0: the minimum of two rays and the solution itself. */
  @ParameterizedTest
  @CsvSource({
    "RESIDUAL, 1, 0, 2, 0",
    "RESIDUAL, 3, 0, 4, 0",
    "EQUAL, 1, 0, 2, 0",
    "RESIDUAL, 1, 1, 5, 1",
    "EQUAL, 1, 1, 5, 1",
    "RESIDUAL, 1, .5, 1, -1"
  })
  void negativeComponentsAreProjected(Prior prior, int q, double h2, long seed, int negative) {
    Case data = Case.of(q, h2, seed);
    VarianceComponents fit = data.fit(prior, true);
    double[] free = fit.unconstrained();
    double[][] s = data.normalMatrix(data.projection(prior));
    double best = Double.POSITIVE_INFINITY;
    double[] nearest = null;
    double size = Math.abs(free[0]) + Math.abs(free[1]);
    for (int k = 0; k <= 200_000; k++) {
      double step = 2 * size * k / 200_000;
      for (double[] candidate : new double[][] {{0, step}, {step, 0}}) {
        double[] d = {candidate[0] - free[0], candidate[1] - free[1]};
        double distance = Dense.dot(d, Dense.times(s, d));
        if (distance < best) {
          best = distance;
          nearest = candidate;
        }
      }
    }
    boolean inside = free[0] >= 0 && free[1] >= 0;
    assertArrayEquals(inside ? free : nearest, fit.estimate(), 2e-5 * size);
    for (int k = 0; k < 2; k++) {
      assertEquals(k == negative, free[k] < 0, "component " + k);
      assertEquals(k == negative, fit.boundary()[k]);
    }
    assertTrue(fit.estimate()[0] >= 0 && fit.estimate()[1] >= 0);
  }

  @ParameterizedTest
  @CsvSource({"1, .5, 1", "3, .5, 4", "1, .4, 3", "2, .6, 2"})
  void iteratedMinqueIsRemlWhereBothAreInside(int q, double h2, long seed) {
    Case data = Case.of(q, h2, seed);
    VarianceComponents reml = new Reml(true).estimate(data.spectrum(), data.y);
    assertArrayEquals(new boolean[2], reml.boundary(), "the example is inside");
    VarianceComponents iterated = data.fit(Prior.ITERATED, true);
    for (int k = 0; k < 2; k++) {
      assertEquals(reml.estimate()[k], iterated.estimate()[k], 1e-8 * reml.estimate()[k]);
      assertEquals(reml.standardError(k), iterated.standardError(k), 1e-7);
    }
    assertEquals(reml.logLikelihood(), iterated.logLikelihood(), 1e-9);
    assertEnds(iterated.convergence());
  }

  private static void assertEnds(Convergence convergence) {
    assertTrue(convergence.gradientNorm() > 0, "it is computed");
    assertTrue(convergence.gradientNorm() < 1e-8, convergence::toString);
    assertTrue(Math.abs(convergence.likelihoodChange()) < 1e-12, convergence::toString);
  }

  /** Half-way, gradient and promised change are those of the explicit likelihood. */
  @Test
  void scoringStepsReportTheGradientOfTheLikelihood() {
    Case data = Case.of(2, .5, 3);
    ScaledProblem problem = ScaledProblem.of(data.spectrum(), data.y);
    double c = data.meanValue();
    double[] from = {1.5, 2.5};
    double[][] p =
        Dense.projection(Dense.covariance(data.kernel, from[0] / c, from[1]), data.design);
    double[][] normal = data.normalMatrix(p);
    double[][] s = {{normal[0][0] / c / c, normal[0][1] / c}, {normal[0][1] / c, normal[1][1]}};
    double[] solution = data.solution(p);
    double[] to = {solution[0] * c, solution[1]};
    double[] gradient = new double[2];
    double step = 1e-5;
    for (int k = 0; k < 2; k++) {
      double[] up = from.clone();
      double[] down = from.clone();
      up[k] += step;
      down[k] -= step;
      gradient[k] = (value(problem, up) - value(problem, down)) / (2 * step);
    }
    double norm = 0;
    double change = 0;
    for (int k = 0; k < 2; k++) {
      norm = Math.max(norm, Math.abs(gradient[k]) / Math.sqrt(s[k][k] / 2));
      change += gradient[k] * (to[k] - from[k]) / 2;
    }
    Convergence found = Convergence.ofScoring(4, s, from, to, to);
    assertEquals(4, found.iterations());
    assertEquals(norm, found.gradientNorm(), 1e-6 * norm);
    assertEquals(change, found.likelihoodChange(), 1e-6 * Math.abs(change));
  }

  private static double value(ScaledProblem problem, double[] s) {
    RestrictedLikelihood.Point point = problem.likelihood().at(Math.atan2(s[0], s[1]));
    return problem
        .likelihood()
        .value(Math.hypot(s[0], s[1]), point.quadratic(), point.logDeterminant());
  }

  /** Whole steps swing between two values here, or leave the region where V is regular. */
  @ParameterizedTest
  @CsvSource({"1, .4, 2", "3, .5, 2", "2, .4, 27", "3, .4, 8", "1, 1, 13"})
  void iteratedMinqueConvergesWhereWholeStepsWouldSwing(int q, double h2, long seed) {
    Case data = Case.of(q, h2, seed);
    VarianceComponents reml = new Reml(true).estimate(data.spectrum(), data.y);
    assertArrayEquals(new boolean[2], reml.boundary(), "the example is inside");
    VarianceComponents iterated = data.fit(Prior.ITERATED, true);
    for (int k = 0; k < 2; k++) {
      assertEquals(reml.estimate()[k], iterated.estimate()[k], 1e-8 * reml.estimate()[k]);
    }
  }

  @Test
  void iteratedMinqueConvergesOnASingularKernel() {
    for (int seed = 1; seed <= 12; seed++) {
      double[][] kernel = TestData.kernel(60, 30, seed);
      double[][] design = TestData.design(60, 1, seed + 1);
      double[] y = TestData.trait(kernel, design, 1, 1e-3, seed + 2);
      RestrictedSpectrum spectrum = TestData.spectrum(kernel, design);
      VarianceComponents reml = new Reml(true).estimate(spectrum, y);
      VarianceComponents iterated = new Minque(Prior.ITERATED, true).estimate(spectrum, y);
      assertEquals(reml.residual(), iterated.residual(), 1e-6 * reml.residual());
    }
  }

  @Test
  void iteratedMinqueStaysAtAGeneticVarianceOfZero() {
    Case data = Case.of(1, 0, 2);
    VarianceComponents fit = data.fit(Prior.ITERATED, true);
    assertArrayEquals(new boolean[] {true, false}, fit.boundary());
    double[] r = Dense.times(Dense.contrasts(data.design), data.y);
    assertEquals(Dense.dot(r, r) / (N - 1), fit.residual(), 1e-10);
  }

  @ParameterizedTest
  @EnumSource(Prior.class)
  void theScaleOfTheKernelDoesNotMatterToHeritability(Prior prior) {
    Case data = Case.of(1, .5, 1);
    double[][] scaled = Dense.combine(10, data.kernel, 0, data.kernel);
    VarianceComponents fit = data.fit(prior, true);
    VarianceComponents other = new Case(scaled, data.design, data.y).fit(prior, true);
    assertEquals(fit.genetic(0) / 10, other.genetic(0), 1e-9);
    assertArrayEquals(fit.heritability().estimate(), other.heritability().estimate(), 1e-9);
    assertArrayEquals(
        fit.heritability().standardError(), other.heritability().standardError(), 1e-9);
  }

  @ParameterizedTest
  @EnumSource(Prior.class)
  void aConstantInTheKernelIsAbsorbedByTheIntercept(Prior prior) {
    Case data = Case.of(1, .5, 1);
    double[][] shifted = Dense.combine(1, data.kernel, 5, Dense.constant(N, 1));
    assertArrayEquals(
        data.fit(prior, true).estimate(),
        new Case(shifted, data.design, data.y).fit(prior, true).estimate(),
        1e-9);
  }

  @Test
  void namesAreThoseThatUsersType() {
    assertEquals("minque0", new Minque(Prior.RESIDUAL, true).name());
    assertEquals("minque1", new Minque(Prior.EQUAL, true).name());
    assertEquals("iminque", new Minque(Prior.ITERATED, true).name());
  }

  /**
   * Where the prior, equal variances, is true, MINQUE(1) has the variance 2 S^-1, and no quadratic
   * unbiased estimator has a smaller one.
   */
  @Test
  void minque1AtTheTruthIsMostEfficient() {
    int n = 150;
    double[][] kernel = TestData.kernel(n, 60, 5);
    double[][] design = TestData.design(n, 1, 6);
    RestrictedSpectrum spectrum = TestData.spectrum(kernel, design);
    double[][] root = TestData.choleskyRoot(kernel);
    double genetic = 1 / spectrum.meanValue();
    ScaledProblem any = ScaledProblem.of(spectrum, TestData.normal(n, 1));
    double[] weights = any.variances(1, 1);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.5 / (weights[i] * weights[i]);
    }
    Matrix bound = any.unscaledCovariance(ScaledProblem.inverse(any.quadraticForm(weights)));
    int replicates = 600;
    double[] ofZero = new double[2];
    double[] ofOne = new double[2];
    for (int r = 0; r < replicates; r++) {
      double[] y = TestData.traitFromRoot(root, design, genetic, 1, 5000 + r);
      double[] truth = {genetic, 1};
      double[] zero = new Minque(Prior.RESIDUAL, false).estimate(spectrum, y).estimate();
      double[] one = new Minque(Prior.EQUAL, false).estimate(spectrum, y).estimate();
      for (int k = 0; k < 2; k++) {
        ofZero[k] += Math.pow(zero[k] - truth[k], 2) / replicates;
        ofOne[k] += Math.pow(one[k] - truth[k], 2) / replicates;
      }
    }
    for (int k = 0; k < 2; k++) {
      assertEquals(1, ofOne[k] / bound.get(k, k), 0.2, "component " + k);
      assertTrue(ofZero[k] > 1.05 * ofOne[k], "component " + k + ": " + ofZero[k] / ofOne[k]);
    }
  }

  @Test
  void estimatesAndStandardErrorsHoldInSimulation() {
    int n = 150;
    double[][] kernel = TestData.kernel(n, 60, 5);
    double[][] design = TestData.design(n, 1, 6);
    RestrictedSpectrum spectrum = TestData.spectrum(kernel, design);
    double[][] root = TestData.choleskyRoot(kernel);
    int replicates = 400;
    for (VarianceEstimator estimator :
        new VarianceEstimator[] {new Reml(true), new Minque(Prior.RESIDUAL, false)}) {
      double mean = 0;
      double square = 0;
      double error = 0;
      int covered = 0;
      for (int k = 0; k < replicates; k++) {
        double[] y = TestData.traitFromRoot(root, design, 1, 1, 1000 + k);
        VarianceComponents fit = estimator.estimate(spectrum, y);
        double h2 = fit.heritability().estimate()[0];
        mean += h2 / replicates;
        square += h2 * h2 / replicates;
        error += fit.heritability().standardError()[0] / replicates;
        double truth = fit.scales()[0] / (fit.scales()[0] + 1);
        covered +=
            fit.heritability().lower()[0] <= truth && truth <= fit.heritability().upper()[0]
                ? 1
                : 0;
      }
      double spread = Math.sqrt(square - mean * mean);
      String name = estimator.name();
      double truth = spectrum.meanValue() / (spectrum.meanValue() + 1);
      assertEquals(truth, mean, 4 * spread / Math.sqrt(replicates) + 0.01, name);
      assertEquals(spread, error, 0.15 * spread, name + ": SD " + spread);
      assertTrue(covered >= 0.91 * replicates, name + " covers " + covered);
    }
  }
}
