package genontk.variance;

import genontk.design.FixedEffects;
import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.component.Intervals;
import genontk.variance.component.VarianceComponents;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.moment.Semidefinite;
import genontk.variance.moment.SeveralKernelsMinque;
import genontk.variance.onekernel.Minque;
import genontk.variance.onekernel.Reml;
import genontk.variance.onekernel.ScaledProblem;
import genontk.variance.reml.SeveralKernelsReml;
import genontk.variance.solution.OneKernel;
import genontk.variance.solution.VarianceFit;
import java.util.Arrays;
import java.util.List;

/** The ways to estimate variance components that users choose by name. */
public enum VarianceMethod {
  /** Restricted maximum likelihood. */
  REML("reml", null),
  /** MINQUE with the identity as prior: the Haseman-Elston regression of all n^2 entries. */
  MINQUE0("minque0", Minque.Prior.RESIDUAL),
  /** MINQUE with equal weights for all kernels, scaled to c = 1, and the identity. */
  MINQUE1("minque1", Minque.Prior.EQUAL),
  /** MINQUE iterated, which is REML where all components are positive. */
  IMINQUE("iminque", Minque.Prior.ITERATED);

  private final String label;
  private final Minque.Prior prior;

  VarianceMethod(String label, Minque.Prior prior) {
    this.label = label;
    this.prior = prior;
  }

  /** Returns the name by which users choose it. */
  public String label() {
    return label;
  }

  /**
   * Returns the method of that name.
   *
   * @throws InvalidInput if there is none
   */
  public static VarianceMethod named(String label) {
    return Arrays.stream(values())
        .filter(method -> method.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                InvalidInput.of(
                    "method = '%s' was given; allowed are 'reml', 'minque0', 'minque1' and"
                        + " 'iminque'.",
                    label));
  }

  /**
   * Estimates the components where everyone has one record, and all weigh the same, with intervals
   * by profile likelihood under REML.
   *
   * @param kernels K_k between people (n x n each, symmetric), not written to
   * @param y the trait (n)
   * @throws InvalidInput if sizes differ, y or a kernel does not vary beyond Z, or a kernel is the
   *     identity there
   */
  public VarianceFit estimate(
      List<Matrix> kernels,
      FixedEffects fixed,
      double[] y,
      boolean constrain,
      LinearAlgebra algebra,
      Execution execution) {
    ScaledKernels terms = ScaledKernels.of(kernels, fixed, y, algebra, execution);
    return estimate(terms, constrain, Intervals.PROFILE);
  }

  /**
   * Estimates the components of one or several kernels.
   *
   * @param terms kernels, records, fixed effects and trait
   * @param constrain whether components are kept from being negative
   * @param intervals kind of the intervals; MINQUE has Wald's
   * @throws InvalidInput if a kernel is the identity beyond Z
   * @throws genontk.error.DidNotConverge if an iteration does not reach its tolerance
   * @throws genontk.error.NotPositiveDefinite if V is singular at the estimate
   */
  public VarianceFit estimate(ScaledKernels terms, boolean constrain, Intervals intervals) {
    if (terms.kernels().size() == 1) {
      return OneKernel.estimate(terms, problem -> ofOne(problem, terms, constrain, intervals));
    }
    return ofSeveral(terms, constrain, intervals);
  }

  /**
   * Estimates non-negative components where everyone has one record, and all weigh the same, and
   * nothing that predictions need.
   */
  public VarianceComponents variances(
      List<Matrix> kernels,
      FixedEffects fixed,
      double[] y,
      Intervals intervals,
      LinearAlgebra algebra,
      Execution execution) {
    ScaledKernels terms = ScaledKernels.of(kernels, fixed, y, algebra, execution);
    return kernels.size() == 1
        ? ofOne(OneKernel.problem(terms, 0), terms, true, intervals)
        : ofSeveral(terms, true, intervals).variances();
  }

  private VarianceComponents ofOne(
      ScaledProblem problem, ScaledKernels terms, boolean constrain, Intervals intervals) {
    return prior == null
        ? new Reml(constrain, intervals).estimate(problem, terms.threads())
        : new Minque(prior, constrain).estimate(problem);
  }

  private VarianceFit ofSeveral(ScaledKernels terms, boolean constrain, Intervals intervals) {
    int kernels = terms.kernels().size();
    // REML of two kernels sees the eigenvalues of both.
    for (int k = 0; k < kernels && (prior != null || kernels > 2); k++) {
      Semidefinite.require(terms, k);
    }
    return prior == null
        ? new SeveralKernelsReml(terms, constrain, intervals).estimate()
        : new SeveralKernelsMinque(terms, prior, constrain).estimate();
  }
}
