package genontk.variance.onekernel;

import genontk.error.DidNotConverge;
import genontk.error.Message;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;
import genontk.variance.component.Component;
import genontk.variance.component.Convergence;
import genontk.variance.component.Heritability;
import genontk.variance.component.LikelihoodRatio;
import genontk.variance.component.VarianceComponents;
import genontk.variance.component.Wald;
import java.util.Arrays;

/**
 * Minimum norm quadratic unbiased estimation (Rao 1971): S s = u with S_ij = tr(P V_i P V_j), u_i =
 * y'P V_i P y at prior weights V_0.
 *
 * <p>Negative components are projected, min (s - s_0)'S(s - s_0) over s >= 0. Intervals are Wald
 * intervals.
 *
 * @param prior the weights V_0
 * @param constrained whether components are kept from being negative
 */
public record Minque(Prior prior, boolean constrained) implements VarianceEstimator {

  private static final double RELATIVE_CHANGE = 1e-12;
  private static final int MAX_ITERATIONS = 2000;

  /** Number of whole steps, which can go to and fro for ever, after which steps are halved. */
  private static final int FULL_STEPS = 30;

  /** What V_0 is. */
  public enum Prior {
    /** The identity: MINQUE(0), the Haseman-Elston regression of all n^2 entries. */
    RESIDUAL("minque0"),
    /** The kernel, scaled to c = 1, plus the identity: MINQUE(1). */
    EQUAL("minque1"),
    /** The estimate itself, iterated: I-MINQUE, which is REML where all components are positive. */
    ITERATED("iminque");

    private final String label;

    Prior(String label) {
      this.label = label;
    }
  }

  @Override
  public String name() {
    return prior.label;
  }

  @Override
  public VarianceComponents estimate(RestrictedSpectrum spectrum, double[] y) {
    return estimate(ScaledProblem.of(spectrum, y));
  }

  public VarianceComponents estimate(ScaledProblem problem) {
    double[] weights = {prior == Prior.RESIDUAL ? 0 : 1, 1};
    Step step = Step.at(problem, weights, constrained);
    int iterations = 1;
    while (prior == Prior.ITERATED && change(weights, step.estimate) > RELATIVE_CHANGE) {
      if (iterations == MAX_ITERATIONS) {
        throw new DidNotConverge(
            Message.of(
                "I-MINQUE did not converge in %d steps; its last scaled components were %s. Use"
                    + " method = 'reml'.",
                MAX_ITERATIONS, Arrays.toString(step.estimate)),
            new DidNotConverge.State(
                iterations,
                problem.unscaled(step.estimate[0], step.estimate[1]),
                Double.NaN,
                null));
      }
      boolean whole = iterations < FULL_STEPS && step.isPositiveDefinite(problem);
      weights = whole ? step.estimate : middle(weights, step.estimate);
      step = Step.at(problem, weights, constrained);
      iterations++;
    }
    Convergence convergence =
        prior == Prior.ITERATED
            ? Convergence.ofScoring(
                iterations, rows(step.information), weights, step.unconstrained, step.estimate)
            : Convergence.direct();
    return components(problem, step, convergence);
  }

  private static double[][] rows(Matrix s) {
    return new double[][] {{s.get(0, 0), s.get(0, 1)}, {s.get(1, 0), s.get(1, 1)}};
  }

  private static double[] middle(double[] from, double[] to) {
    return new double[] {(from[0] + to[0]) / 2, (from[1] + to[1]) / 2};
  }

  private static double change(double[] from, double[] to) {
    double total = Math.abs(to[0]) + Math.abs(to[1]);
    return (Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1])) / total;
  }

  private VarianceComponents components(ScaledProblem problem, Step step, Convergence convergence) {
    double[] variances = problem.variances(step.estimate[0], step.estimate[1]);
    double[] weights = new double[variances.length];
    for (int i = 0; i < weights.length; i++) {
      double prior2 = step.prior[i] * step.prior[i];
      weights[i] = 2 * variances[i] * variances[i] / (prior2 * prior2);
    }
    Matrix inverse = ScaledProblem.inverse(step.information);
    Matrix covariance =
        problem.unscaledCovariance(sandwich(inverse, problem.quadraticForm(weights)));
    double[] estimate = problem.unscaled(step.estimate[0], step.estimate[1]);
    double[] scales = {problem.scale(), 1};
    double[] errors = {Math.sqrt(covariance.get(0, 0)), Math.sqrt(covariance.get(1, 1))};
    double[][] intervals = Wald.intervals(estimate, errors, constrained);
    Heritability heritability = Heritability.of(estimate, covariance, scales);
    if (constrained) {
      heritability = heritability.withinBounds();
    }
    return new VarianceComponents(
        Component.of(
            estimate,
            covariance,
            problem.unscaled(step.unconstrained[0], step.unconstrained[1]),
            intervals,
            new boolean[] {
              constrained && step.estimate[0] == 0, constrained && step.estimate[1] == 0
            },
            scales),
        covariance,
        heritability,
        logLikelihood(problem, step.estimate),
        LikelihoodRatio.none(1),
        convergence);
  }

  private static double logLikelihood(ScaledProblem problem, double[] estimate) {
    double theta = Math.atan2(estimate[0], estimate[1]);
    RestrictedLikelihood.Point point = problem.likelihood().at(theta);
    double radius = Math.hypot(estimate[0], estimate[1]);
    return Double.isNaN(point.quadratic())
        ? Double.NaN
        : problem.likelihood().value(radius, point.quadratic(), point.logDeterminant());
  }

  private static Matrix sandwich(Matrix bread, Matrix filling) {
    Matrix result = Matrix.zeros(2, 2);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double sum = 0;
        for (int k = 0; k < 2; k++) {
          for (int l = 0; l < 2; l++) {
            sum += bread.get(i, k) * filling.get(k, l) * bread.get(l, j);
          }
        }
        result.set(i, j, sum);
      }
    }
    return result;
  }

  /**
   * One solution of S s = u.
   *
   * @param prior the eigenvalues of V_0 on the contrasts
   * @param information S
   * @param unconstrained the solution
   * @param estimate the solution, projected if that was asked for
   */
  private record Step(
      double[] prior, Matrix information, double[] unconstrained, double[] estimate) {

    static Step at(ScaledProblem problem, double[] components, boolean constrained) {
      double[] prior = problem.variances(components[0], components[1]);
      double[] weights = new double[prior.length];
      for (int i = 0; i < prior.length; i++) {
        if (!(prior[i] > 0)) {
          throw new NotPositiveDefinite(
              "MINQUE left the region where the covariance is positive definite. Use constrain ="
                  + " TRUE, or method = 'reml'.");
        }
        weights[i] = 1 / (prior[i] * prior[i]);
      }
      double[] right = problem.forms().ofMoments(components[0], components[1]);
      Matrix information = problem.quadraticForm(weights);
      Matrix inverse = ScaledProblem.inverse(information);
      double[] solution = {
        inverse.get(0, 0) * right[0] + inverse.get(0, 1) * right[1],
        inverse.get(1, 0) * right[0] + inverse.get(1, 1) * right[1]
      };
      return new Step(
          prior, information, solution, constrained ? projected(solution, information) : solution);
    }

    boolean isPositiveDefinite(ScaledProblem problem) {
      return Arrays.stream(problem.variances(estimate[0], estimate[1])).allMatch(v -> v > 0);
    }

    /**
     * At most one of two components is negative, since S s = u with u > 0. It goes to zero, and the
     * other moves along S.
     */
    private static double[] projected(double[] solution, Matrix s) {
      if (solution[0] < 0) {
        return new double[] {0, solution[1] + s.get(0, 1) * solution[0] / s.get(1, 1)};
      }
      if (solution[1] < 0) {
        return new double[] {solution[0] + s.get(0, 1) * solution[1] / s.get(0, 0), 0};
      }
      return solution;
    }
  }
}
