package genontk.variance.moment;

import genontk.error.DidNotConverge;
import genontk.error.Message;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;
import genontk.linalg.small.NonNegative;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.component.Component;
import genontk.variance.component.Convergence;
import genontk.variance.component.Heritability;
import genontk.variance.component.LikelihoodRatio;
import genontk.variance.component.VarianceComponents;
import genontk.variance.component.Wald;
import genontk.variance.likelihood.DenseLikelihood;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.likelihood.TermProducts;
import genontk.variance.onekernel.Minque.Prior;
import genontk.variance.onekernel.Radius;
import genontk.variance.solution.ModelSolver;
import genontk.variance.solution.VarianceFit;
import java.util.Arrays;
import java.util.Optional;

/**
 * MINQUE for several kernels: S s = u with S_ij = tr(P V_i P V_j), u_i = y'P V_i P y at prior
 * weights.
 *
 * <p>Negative components are projected, min (s - s_0)'S(s - s_0) over s >= 0. Intervals are Wald
 * intervals.
 */
public final class SeveralKernelsMinque {

  private static final double RELATIVE_CHANGE = 1e-12;
  private static final int MAX_ITERATIONS = 2000;

  /** Number of whole steps, which can go to and fro for ever, after which steps are halved. */
  private static final int FULL_STEPS = 30;

  private final ScaledKernels terms;
  private final DenseLikelihood likelihood;
  private final Prior prior;
  private final boolean constrained;
  private final boolean[] all;

  public SeveralKernelsMinque(ScaledKernels terms, Prior prior, boolean constrained) {
    this.terms = terms;
    this.likelihood = new DenseLikelihood(terms);
    this.prior = prior;
    this.constrained = constrained;
    this.all = new boolean[terms.components()];
    Arrays.fill(all, true);
  }

  /** One solution of the equations, and the weights and the matrix P at which they stood. */
  private record Solved(
      double[] weights,
      Matrix projection,
      double[][] matrix,
      double[] unconstrained,
      double[] estimate) {}

  /**
   * Estimates the components.
   *
   * @throws DidNotConverge if the iteration does not end
   * @throws NotPositiveDefinite if V is singular at the estimate
   */
  public VarianceFit estimate() {
    terms.execution().step("fit", 0);
    MomentEquations moments = MomentEquations.of(terms);
    int iterations = 1;
    Solved solved;
    if (prior == Prior.RESIDUAL) {
      solved = solve(residualOnly(), null, moments.matrix(), moments.right());
    } else {
      double[] equal = new double[terms.components()];
      Arrays.fill(equal, 1);
      solved = at(equal).orElseThrow(SeveralKernelsMinque::singular);
      while (prior == Prior.ITERATED && change(solved) > RELATIVE_CHANGE) {
        if (iterations == MAX_ITERATIONS) {
          throw new DidNotConverge(
              Message.of(
                  "I-MINQUE did not converge in %d steps; its last scaled components were %s. Use"
                      + " method = 'reml'.",
                  MAX_ITERATIONS, Arrays.toString(solved.estimate)),
              new DidNotConverge.State(
                  iterations, terms.unscaled(solved.estimate), Double.NaN, null));
        }
        terms.execution().step("fit", 0.5 * iterations / (iterations + 10.0));
        solved = next(solved, iterations < FULL_STEPS);
        iterations++;
      }
    }
    return delivered(solved, iterations);
  }

  private static NotPositiveDefinite singular() {
    return new NotPositiveDefinite(
        "The covariance of y is not positive definite at the estimates, so that no prediction"
            + " exists there. Use constrain = TRUE, or method = 'reml'.");
  }

  private double[] residualOnly() {
    double[] weights = new double[terms.components()];
    weights[weights.length - 1] = 1;
    return weights;
  }

  private static double change(Solved solved) {
    double change = 0;
    double total = 0;
    for (int k = 0; k < solved.weights.length; k++) {
      change += Math.abs(solved.estimate[k] - solved.weights[k]);
      total += Math.abs(solved.estimate[k]);
    }
    return change / total;
  }

  /** Returns the solution at the last one, or half the way there. */
  private Solved next(Solved last, boolean whole) {
    Optional<Solved> next = whole ? at(last.estimate) : Optional.empty();
    double[] weights = last.estimate;
    for (int k = 0; next.isEmpty() && k < FULL_STEPS; k++) {
      weights = middle(last.weights, weights);
      next = at(weights);
    }
    return next.orElseThrow(SeveralKernelsMinque::singular);
  }

  private static double[] middle(double[] from, double[] to) {
    double[] middle = new double[from.length];
    Arrays.setAll(middle, k -> (from[k] + to[k]) / 2);
    return middle;
  }

  private Optional<Solved> at(double[] weights) {
    return likelihood
        .at(weights, all, Radius.AS_GIVEN)
        .map(
            point -> {
              double[][] matrix = TermProducts.at(terms, point).traces();
              double[] right = SmallMatrix.times(matrix, weights);
              for (int k = 0; k < right.length; k++) {
                right[k] += 2 * point.gradient()[k];
              }
              return solve(weights, point.projection(), matrix, right);
            });
  }

  private Solved solve(double[] weights, Matrix projection, double[][] matrix, double[] right) {
    double[] free = SmallMatrix.times(VarianceFit.inverse(matrix), right);
    double[] estimate = constrained ? NonNegative.minimum(matrix, right, weights) : free;
    return new Solved(weights, projection, matrix, free, estimate);
  }

  private VarianceFit delivered(Solved solved, int iterations) {
    double[][] bread = VarianceFit.inverse(solved.matrix);
    double[][] filling =
        Sandwich.filling(terms, solved.weights, solved.projection, solved.estimate);
    Matrix covariance = terms.unscaledCovariance(Sandwich.of(bread, filling));
    double[] estimate = terms.unscaled(solved.estimate);
    double[][] ends = Wald.intervals(estimate, VarianceFit.errors(covariance), constrained);
    Heritability heritability = Heritability.of(estimate, covariance, terms.scales());
    boolean[] boundary = new boolean[estimate.length];
    if (constrained) {
      heritability = heritability.withinBounds();
      for (int k = 0; k < boundary.length; k++) {
        boundary[k] = estimate[k] == 0;
      }
    }
    LikelihoodPoint point =
        likelihood
            .at(solved.estimate, all, Radius.AS_GIVEN)
            .orElseThrow(SeveralKernelsMinque::singular);
    TermProducts.Result products = TermProducts.at(terms, point);
    return new VarianceFit(
        new VarianceComponents(
            Component.of(
                estimate,
                covariance,
                terms.unscaled(solved.unconstrained),
                ends,
                boundary,
                terms.scales()),
            covariance,
            heritability,
            point.value(),
            LikelihoodRatio.none(terms.kernels().size()),
            prior == Prior.ITERATED
                ? Convergence.ofScoring(
                    iterations,
                    solved.matrix,
                    solved.weights,
                    solved.unconstrained,
                    solved.estimate)
                : Convergence.direct()),
        ModelSolver.of(likelihood, point, products));
  }
}
