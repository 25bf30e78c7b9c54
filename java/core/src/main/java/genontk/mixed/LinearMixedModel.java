package genontk.mixed;

import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.design.WorkingTrait;
import genontk.error.DidNotConverge;
import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import genontk.variance.component.Convergence;
import genontk.variance.component.Intervals;
import genontk.variance.component.VarianceComponents;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.moment.MomentEstimate;
import genontk.variance.solution.VarianceFit;
import java.util.List;

/**
 * The linear mixed model y = Zb + sum_k g_k + e with g_k ~ N(0, s_k K_k), e ~ N(0, s_e W^-1), with
 * weights W = I by default.
 *
 * @param method the estimator of the variances
 * @param constrain whether variances are kept from being negative
 * @param accuracy whether standard errors, intervals, PEV and reliabilities are computed; without
 *     them each step of minque0 takes O(n^2)
 * @param intervals the kind of 95 % intervals under reml
 */
public record LinearMixedModel(
    VarianceMethod method, boolean constrain, boolean accuracy, Intervals intervals) {

  /**
   * Makes a model.
   *
   * @throws InvalidInput if accuracy is left out with a method that needs a factorisation anyway
   */
  public LinearMixedModel {
    if (!accuracy && method != VarianceMethod.MINQUE0) {
      throw InvalidInput.of(
          "accuracy = FALSE was given with method = '%s', which takes a factorisation anyway; it is"
              + " for method = 'minque0'.",
          method.label());
    }
  }

  /** Makes a model with standard errors and PEV, and intervals by profile likelihood under REML. */
  public LinearMixedModel(VarianceMethod method, boolean constrain) {
    this(method, constrain, true, Intervals.PROFILE);
  }

  /**
   * A fitted model.
   *
   * @param variances the variance components and heritabilities
   * @param blup the fixed and random effects at these variances
   */
  public record Fit(VarianceComponents variances, Blup blup) {

    /** Returns the end of the estimation. */
    public Convergence convergence() {
      return variances.convergence();
    }
  }

  /**
   * Returns the number of doubles that a fit holds at its peak, in addition to the kernels. These
   * are four n x n matrices; for the standard errors of minque0 and minque1 with several kernels,
   * one per kernel and three more; without accuracy, none.
   */
  public double doublesNeeded(int people, int kernels) {
    if (!accuracy) {
      return 0;
    }
    boolean sandwich = method == VarianceMethod.MINQUE0 || method == VarianceMethod.MINQUE1;
    int matrices = sandwich && kernels > 1 ? kernels + 3 : 4;
    return (double) matrices * people * people;
  }

  /**
   * Fits the model.
   *
   * @param kernels K_k (n x n each, symmetric), not written to
   * @param fixed the fixed effects of the design Z (n x q)
   * @param y the trait (n)
   * @throws genontk.error.InvalidInput if sizes differ, y or a kernel does not vary beyond Z, or a
   *     kernel is the identity there
   * @throws genontk.error.DidNotConverge if the estimator does not converge
   * @throws genontk.error.NotPositiveDefinite if V is singular at the estimate, or a kernel has
   *     negative eigenvalues
   */
  public Fit fit(
      List<Matrix> kernels,
      FixedEffects fixed,
      double[] y,
      LinearAlgebra algebra,
      Execution execution) {
    return fit(kernels, Records.oneEach(fixed.people()), fixed, y, algebra, execution);
  }

  /**
   * Fits the model where people may have several records, and records may weigh differently.
   *
   * @param kernels K_k between people (n x n each, symmetric), not written to
   * @param records the person of each record, and its weight
   * @param fixed the fixed effects of the design W^1/2 Z ({@link Records#scaled(Matrix)})
   * @param y the trait (records)
   * @throws genontk.error.InvalidInput if sizes differ, y or a kernel does not vary beyond Z, or a
   *     kernel is the identity there
   * @throws genontk.error.DidNotConverge if the estimator does not converge
   * @throws genontk.error.NotPositiveDefinite if V is singular at the estimate, or a kernel has
   *     negative eigenvalues
   */
  public Fit fit(
      List<Matrix> kernels,
      Records records,
      FixedEffects fixed,
      double[] y,
      LinearAlgebra algebra,
      Execution execution) {
    WorkingTrait trait = WorkingTrait.of(y, records, fixed);
    int degreesOfFreedom = y.length - fixed.rank();
    VarianceFit estimate;
    try {
      estimate = estimate(kernels, records, fixed, trait.values(), algebra, execution);
    } catch (DidNotConverge end) {
      throw end.inUnits(trait.unit(), degreesOfFreedom);
    }
    return new Fit(
        estimate.variances().inUnits(trait.unit(), degreesOfFreedom),
        Blup.of(estimate.solution(), trait));
  }

  private VarianceFit estimate(
      List<Matrix> kernels,
      Records records,
      FixedEffects fixed,
      double[] y,
      LinearAlgebra algebra,
      Execution execution) {
    return accuracy
        ? method.estimate(
            ScaledKernels.of(kernels, records, fixed, y, algebra, execution), constrain, intervals)
        : MomentEstimate.solved(kernels, records, fixed, y, constrain, algebra, execution);
  }
}
