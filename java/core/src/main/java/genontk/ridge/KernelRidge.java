package genontk.ridge;

import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Execution;
import genontk.variance.FixedEffects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Kernel ridge regression with unpenalised fixed effects: min |y - Zb - K a|^2 + lambda a'Ka, the
 * kernel, its mixing share and the penalty chosen on the same folds.
 *
 * <p>There is no 1/n in the loss, so that lambda = s_e / s_g gives the BLUP. Of a mixture of two
 * kernels both are scaled to c = tr(P_0 K) / (n - q) = 1, so that the share is a share of the
 * variance among these people. By the rule REML that share is estimated with the variances, and the
 * path is of it alone.
 *
 * @param penalties the lambdas to choose from, or null for the default grid
 * @param rule how one is chosen
 * @param shares the shares of the first part of a mixture to choose from, or null for 0, .1, ..., 1
 * @param traced whether paths have degrees of freedom where these take longer than all else, too
 */
public record KernelRidge(double[] penalties, Rule rule, double[] shares, boolean traced) {

  private static final int SHARES = 11;

  /** Matrices of n x n at the peak of a decomposition: a mixture, its form and its vectors. */
  private static final double SQUARES = 5;

  /** Vectors of n numbers that a column of Lanczos steps keeps, where the spectrum is not hard. */
  private static final double VECTORS_PER_COLUMN = 200;

  /** y counts as explained by Z alone when this share of its squares is left. */
  private static final double NO_VARIANCE = 1e-26;

  /**
   * Checks the penalties and shares and puts the former in order.
   *
   * @throws InvalidInput if a penalty is not a finite number above 0, or a share outside 0 to 1
   */
  public KernelRidge {
    penalties = new PenaltyGrid(penalties).given();
    if (shares == null) {
      shares = new double[SHARES];
      for (int k = 0; k < SHARES; k++) {
        shares[k] = (double) k / (SHARES - 1);
      }
    }
    shares = shares.clone();
    for (double share : shares) {
      if (!(share >= 0 && share <= 1)) {
        throw InvalidInput.of("The share %s was given; allowed are numbers from 0 to 1.", share);
      }
    }
    if (shares.length == 0) {
      throw new InvalidInput("No share was given; give one or more from 0 to 1.");
    }
  }

  /** Makes a regression with the default shares. */
  public KernelRidge(double[] penalties, Rule rule) {
    this(penalties, rule, null, false);
  }

  /**
   * Returns how many doubles a fit takes besides its kernels. Where a hard spectrum turns Lanczos
   * steps into a decomposition, that asks for its own.
   *
   * @param people n
   * @param columns folds of all rounds, times traits
   * @param mixture whether a candidate has two kernels
   */
  public double doublesNeeded(int people, int columns, boolean mixture) {
    double dense = SQUARES * people * people;
    boolean traces = rule.needsTrace() || traced;
    boolean steps = !traces && !mixture && LanczosFolds.pays(people, columns);
    return steps ? Math.min(dense, VECTORS_PER_COLUMN * columns * people) : dense;
  }

  /**
   * Fits one trait.
   *
   * @param y the trait (n)
   * @see #fit(List, FixedEffects, Matrix, FoldPlan, boolean, LinearAlgebra, Execution)
   */
  public RidgeFit fit(
      List<Candidate> candidates,
      FixedEffects fixed,
      double[] y,
      FoldPlan folds,
      LinearAlgebra algebra,
      Execution execution) {
    return fit(candidates, fixed, Matrix.column(y), folds, false, algebra, execution).get(0);
  }

  /**
   * Fits several traits of the same people, which share every factorisation.
   *
   * @param candidates the kernels compared, at least one
   * @param y the traits, a column each (n x t)
   * @param folds the folds of the cross-validation
   * @param diagnosed whether to give {@link Diagnostics}, in O(n^3) for each kernel and penalty
   *     that traits take and two matrices of n x n
   * @return a fit for each trait
   * @throws InvalidInput if a fold cannot be left out, or y or a kernel does not vary beyond Z
   * @throws genontk.error.NotPositiveDefinite if a kernel has negative eigenvalues
   */
  public List<RidgeFit> fit(
      List<Candidate> candidates,
      FixedEffects fixed,
      Matrix y,
      FoldPlan folds,
      boolean diagnosed,
      LinearAlgebra algebra,
      Execution execution) {
    requireFitting(candidates, fixed, y, folds);
    requireVarying(fixed, y, execution);
    PathFinder finder = new PathFinder(rule, traced, fixed, y, folds, algebra, execution);
    PenaltyGrid grid = new PenaltyGrid(penalties);
    List<List<KernelPath>> paths = new ArrayList<>();
    for (int trait = 0; trait < y.columns(); trait++) {
      paths.add(new ArrayList<>());
    }
    for (Candidate candidate : candidates) {
      KernelScales parts = KernelScales.of(candidate, fixed, algebra, execution);
      List<KernelPath> own =
          rule == Rule.REML && candidate.isMixture()
              ? likeliest(parts, grid, fixed, y, algebra, execution)
              : all(parts, grid, y.columns());
      own.forEach(path -> paths.get(path.trait()).add(path));
      finder.complete(own);
    }
    List<RuleChoice> choices =
        paths.stream().map(ofTrait -> RuleChoice.of(rule, grid, ofTrait)).toList();
    return solve(choices, paths, fixed, y, diagnosed, algebra, execution);
  }

  /** Returns the paths of every trait on the single kernel or every share of a mixture. */
  private List<KernelPath> all(KernelScales parts, PenaltyGrid grid, int traits) {
    List<KernelPath> paths = new ArrayList<>();
    for (KernelMixture kernel : parts.mixtures(shares)) {
      for (int trait = 0; trait < traits; trait++) {
        paths.add(new KernelPath(kernel, trait, grid, rule != Rule.REML));
      }
    }
    return paths;
  }

  /** Returns the path of every trait on the mixture that REML finds for it. */
  private static List<KernelPath> likeliest(
      KernelScales parts,
      PenaltyGrid grid,
      FixedEffects fixed,
      Matrix y,
      LinearAlgebra algebra,
      Execution execution) {
    List<KernelPath> paths = new ArrayList<>();
    for (int trait = 0; trait < y.columns(); trait++) {
      RemlChoice reml =
          RemlChoice.ofMixture(parts, fixed, y.columnValues(trait), grid, algebra, execution);
      KernelPath path = new KernelPath(parts.mixtures(reml.share()).get(0), trait, grid, false);
      path.setReml(reml);
      paths.add(path);
    }
    return paths;
  }

  private static void requireFitting(
      List<Candidate> candidates, FixedEffects fixed, Matrix y, FoldPlan folds) {
    if (candidates.isEmpty()) {
      throw new InvalidInput("No kernel was given; give one or more.");
    }
    folds.requirePeople(y.rows());
    for (Candidate candidate : candidates) {
      if (candidate.people() != y.rows() || fixed.people() != y.rows()) {
        throw InvalidInput.of(
            "kernel '%s' is of %s people, the covariates of %s and y of %s; give all of the same"
                + " people.",
            candidate.name(), candidate.people(), fixed.people(), y.rows());
      }
    }
  }

  private static void requireVarying(FixedEffects fixed, Matrix y, Execution execution) {
    Matrix basis = fixed.basis(execution.threads());
    for (int trait = 0; trait < y.columns(); trait++) {
      double[] left = y.columnValues(trait);
      double squares = Vectors.dot(left, 0, left, 0, left.length);
      for (int j = 0; j < basis.columns(); j++) {
        double along = Vectors.dot(basis.data(), basis.start(j), left, 0, left.length);
        Vectors.add(-along, basis.data(), basis.start(j), left, 0, left.length);
      }
      if (!(Vectors.dot(left, 0, left, 0, left.length) > NO_VARIANCE * squares)) {
        throw new InvalidInput(
            "y does not vary beyond the fixed effects (is it constant?), so nothing of it can be"
                + " predicted. Give a trait that varies among these people.");
      }
    }
  }

  /** Solves traits that chose the same kernel together. */
  private static List<RidgeFit> solve(
      List<RuleChoice> choices,
      List<List<KernelPath>> paths,
      FixedEffects fixed,
      Matrix y,
      boolean diagnosed,
      LinearAlgebra algebra,
      Execution execution) {
    Map<KernelMixture, List<Integer>> traits = new LinkedHashMap<>();
    for (int trait = 0; trait < choices.size(); trait++) {
      traits
          .computeIfAbsent(choices.get(trait).path().kernel(), kernel -> new ArrayList<>())
          .add(trait);
    }
    RidgeFit[] fits = new RidgeFit[choices.size()];
    for (Map.Entry<KernelMixture, List<Integer>> entry : traits.entrySet()) {
      List<Integer> own = entry.getValue();
      RidgeSolver solver = new RidgeSolver(entry.getKey(), fixed, algebra, execution);
      List<double[]> ofTraits = own.stream().map(y::columnValues).toList();
      double[] chosen = own.stream().mapToDouble(trait -> choices.get(trait).penalty()).toArray();
      List<RidgeSolution> solutions =
          diagnosed ? solver.diagnosed(ofTraits, chosen) : solver.solve(ofTraits, chosen);
      for (int k = 0; k < own.size(); k++) {
        int trait = own.get(k);
        List<PenaltyPath> found = paths.get(trait).stream().map(KernelPath::path).toList();
        fits[trait] = choices.get(trait).fit(solutions.get(k), found);
      }
    }
    return List.of(fits);
  }
}
