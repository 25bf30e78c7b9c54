package genontk.ridge;

import genontk.design.FixedEffects;
import genontk.design.WorkingTrait;
import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Kernel ridge regression with unpenalised fixed effects: min sum_i w_i (y_i - z_i'b - g_i)^2 +
 * lambda g'K^-1 g. The kernel, its shares and the penalty are chosen on the same folds.
 *
 * <p>There is no 1/n in the loss, so that lambda = s_e / s_g gives the BLUP. The kernels of a
 * mixture are scaled to c = tr(P_0 W^1/2 K W^1/2) / (sum w - q) = 1, so that a share is a share of
 * the variance among these people. The rule REML estimates the shares with the variances and
 * computes the path at these shares alone.
 *
 * @param penalties the lambdas to choose from, or null for the default grid
 * @param rule by which one is chosen
 * @param shares the shares of the first of two kernels to choose from, or null for 0, .1, ..., 1;
 *     three kernels have shares by steps of .2
 * @param traced whether paths have degrees of freedom even where these take longer than the rest
 */
public record KernelRidge(double[] penalties, Rule rule, double[] shares, boolean traced) {

  /** Matrices of n x n at the peak of a decomposition: a mixture, its form and its vectors. */
  private static final double DECOMPOSITION_MATRICES = 5;

  /** Vectors of n numbers that a column of Lanczos steps keeps, where the spectrum is not hard. */
  private static final double VECTORS_PER_COLUMN = 200;

  /**
   * Checks the penalties and shares and sorts the penalties.
   *
   * @throws InvalidInput if a penalty is not a finite number above 0, or a share outside 0 to 1
   */
  public KernelRidge {
    penalties = new PenaltyGrid(penalties).given();
    shares = shares == null ? Shares.ofFirst() : shares.clone();
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
   * Returns the number of doubles a fit holds at its peak, without its kernels. A hard spectrum,
   * which turns Lanczos steps into a decomposition, is not counted here: it asks for its own
   * memory.
   *
   * @param people n
   * @param columns folds of all rounds, times traits
   * @param kernels the number of kernels of the largest candidate
   * @param weighted whether people have weights
   */
  public double doublesNeeded(int people, int columns, int kernels, boolean weighted) {
    boolean copies = weighted && kernels > 1 && rule == Rule.REML;
    double matrices = DECOMPOSITION_MATRICES + (copies ? kernels : 0);
    double dense = matrices * people * people;
    boolean traces = rule.needsTrace() || traced;
    boolean steps = !traces && kernels == 1 && LanczosFolds.pays(people, columns);
    return steps ? Math.min(dense, VECTORS_PER_COLUMN * columns * people) : dense;
  }

  /**
   * Fits one trait, all weights 1.
   *
   * @param y the trait (n)
   * @see #fit(RidgeProblem, FoldPlan, boolean, LinearAlgebra, Execution)
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
   * Fits several traits, all weights 1.
   *
   * @see #fit(RidgeProblem, FoldPlan, boolean, LinearAlgebra, Execution)
   */
  public List<RidgeFit> fit(
      List<Candidate> candidates,
      FixedEffects fixed,
      Matrix y,
      FoldPlan folds,
      boolean diagnosed,
      LinearAlgebra algebra,
      Execution execution) {
    RidgeProblem problem = new RidgeProblem(candidates, fixed, y, null);
    return fit(problem, folds, diagnosed, algebra, execution);
  }

  /**
   * Fits the traits of a problem, which share every factorisation.
   *
   * @param folds the folds of the cross-validation
   * @param diagnosed whether to give {@link Diagnostics}, in O(n^3) for each kernel and penalty
   *     that traits take and two matrices of n x n
   * @return a fit for each trait
   * @throws InvalidInput if a fold cannot be left out, or y or a kernel does not vary beyond Z
   * @throws genontk.error.NotPositiveDefinite if a kernel has negative eigenvalues
   */
  public List<RidgeFit> fit(
      RidgeProblem problem,
      FoldPlan folds,
      boolean diagnosed,
      LinearAlgebra algebra,
      Execution execution) {
    folds.requirePeople(problem.people());
    List<WorkingTrait> traits = problem.workingTraits();
    RidgeProblem working = problem.of(traits);
    List<HeldOutScores> scores =
        traits.stream()
            .map(trait -> new HeldOutScores(trait.centred(), problem.personWeights(), folds))
            .toList();
    PathFinder finder = new PathFinder(rule, traced, working, folds, scores, algebra, execution);
    PenaltyGrid grid = new PenaltyGrid(penalties);
    List<List<KernelPath>> paths = new ArrayList<>();
    for (int trait = 0; trait < problem.y().columns(); trait++) {
      paths.add(new ArrayList<>());
    }
    PersonWeights weights = problem.personWeights();
    for (Candidate candidate : problem.candidates()) {
      KernelScales parts = KernelScales.of(candidate, weights, problem.fixed(), algebra, execution);
      List<KernelPath> own =
          rule == Rule.REML && candidate.isMixture()
              ? likeliest(parts, grid, working, algebra, execution)
              : all(parts, grid, problem.y().columns());
      own.forEach(path -> paths.get(path.trait()).add(path));
      finder.complete(own);
    }
    List<RuleChoice> choices =
        paths.stream().map(ofTrait -> RuleChoice.of(rule, grid, ofTrait)).toList();
    List<RidgeFit> fits = solve(choices, paths, working, diagnosed, algebra, execution);
    return IntStream.range(0, fits.size())
        .mapToObj(trait -> fits.get(trait).of(traits.get(trait)))
        .toList();
  }

  /** Returns the paths of every trait on the single kernel or every mixture. */
  private List<KernelPath> all(KernelScales parts, PenaltyGrid grid, int traits) {
    List<KernelPath> paths = new ArrayList<>();
    for (double[] own : Shares.of(parts.candidate().kernels().size(), shares)) {
      KernelMixture kernel = parts.mixture(own);
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
      RidgeProblem problem,
      LinearAlgebra algebra,
      Execution execution) {
    List<KernelPath> paths = new ArrayList<>();
    for (int trait = 0; trait < problem.y().columns(); trait++) {
      double[] y = parts.weights().scaled(problem.y().columnValues(trait));
      RemlChoice reml = RemlChoice.ofMixture(parts, problem.fixed(), y, grid, algebra, execution);
      KernelPath path = new KernelPath(parts.mixture(reml.shares()), trait, grid, false);
      path.setReml(reml);
      paths.add(path);
    }
    return paths;
  }

  /** Solves traits that chose the same kernel together. */
  private static List<RidgeFit> solve(
      List<RuleChoice> choices,
      List<List<KernelPath>> paths,
      RidgeProblem problem,
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
      RidgeSolver solver = new RidgeSolver(entry.getKey(), problem.fixed(), algebra, execution);
      List<double[]> ofTraits = own.stream().map(problem.y()::columnValues).toList();
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
