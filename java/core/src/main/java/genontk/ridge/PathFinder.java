package genontk.ridge;

import genontk.design.FixedEffects;
import genontk.error.Message;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.variance.onekernel.RestrictedSpectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes the paths of kernels and traits on the same folds, each by the faster route. */
final class PathFinder {

  /** Matrices of n x n that a decomposition holds at once: the kernel formed, and its vectors. */
  private static final double DECOMPOSITION_MATRICES = 3;

  private final Rule rule;
  private final boolean traced;
  private final FixedEffects fixed;
  private final PersonWeights weights;

  /** W^1/2 times the traits. */
  private final Matrix y;

  private final int rounds;
  private final List<FoldSpace> folds;
  private final List<HeldOutScores> summaries;
  private final LinearAlgebra algebra;
  private final Execution execution;

  /**
   * Makes a finder.
   *
   * @param problem whose traits are working values
   * @param summaries the scores of each trait
   */
  PathFinder(
      Rule rule,
      boolean traced,
      RidgeProblem problem,
      FoldPlan plan,
      List<HeldOutScores> summaries,
      LinearAlgebra algebra,
      Execution execution) {
    this.rule = rule;
    this.traced = traced;
    this.fixed = problem.fixed();
    this.weights = problem.personWeights();
    this.y = weights.scaled(problem.y());
    this.rounds = plan.rounds().size();
    this.folds = FoldSpace.of(plan, fixed.basis(execution.threads()), algebra);
    this.summaries = List.copyOf(summaries);
    this.algebra = algebra;
    this.execution = execution;
  }

  /** Completes the paths of one candidate, whose shares REML may have chosen already. */
  void complete(List<KernelPath> paths) {
    int columns = folds.size() * y.columns();
    boolean decided = paths.get(0).reml() != null;
    boolean steps = (decided || !rule.needsTrace()) && LanczosFolds.pays(y.rows(), columns);
    Map<KernelMixture, List<KernelPath>> remaining = new LinkedHashMap<>();
    for (KernelPath path : steps ? stepped(paths) : paths) {
      remaining.computeIfAbsent(path.kernel(), key -> new ArrayList<>()).add(path);
    }
    remaining.forEach(this::decompose);
  }

  /** Completes paths by Lanczos steps and returns those whose spectrum is hard. */
  private List<KernelPath> stepped(List<KernelPath> paths) {
    LanczosFolds solver = new LanczosFolds(y, folds, rounds, algebra, execution);
    Map<KernelMixture, HatTrace> traces = new IdentityHashMap<>();
    List<KernelPath> hard = new ArrayList<>();
    List<KernelPath> open = paths;
    while (!open.isEmpty()) {
      List<KernelPath> asking = new ArrayList<>();
      List<LanczosFolds.Wanted> wanted = new ArrayList<>();
      for (KernelPath path : open) {
        double[] next = path.next();
        if (next.length > 0) {
          asking.add(path);
          wanted.add(new LanczosFolds.Wanted(path.kernel(), path.trait(), next));
        }
      }
      List<Optional<double[][]>> found = solver.errors(wanted);
      open = new ArrayList<>();
      for (int k = 0; k < asking.size(); k++) {
        KernelPath path = asking.get(k);
        if (found.get(k).isEmpty()) {
          hard.add(path);
          continue;
        }
        double[] penalties = wanted.get(k).penalties();
        double[] df = traces(traces, path.kernel(), penalties);
        path.absorb(penalties, summaries(path, found.get(k).get()), df, null, Route.LANCZOS);
        open.add(path);
      }
    }
    return hard;
  }

  /** Returns the traces of the hat matrix, or null where they would cost more than the path. */
  private double[] traces(
      Map<KernelMixture, HatTrace> traces, KernelMixture kernel, double[] penalties) {
    if (!traced && y.rows() > HatTrace.MOST_PEOPLE) {
      return null;
    }
    return traces
        .computeIfAbsent(kernel, key -> HatTrace.of(key.form(execution), fixed, algebra, execution))
        .at(penalties);
  }

  private List<HeldOutScores.Summary> summaries(KernelPath path, double[][] errors) {
    HeldOutScores scores = summaries.get(path.trait());
    return Arrays.stream(errors).map(weights::unscaled).map(scores::of).toList();
  }

  /** Completes the paths of one kernel by its eigenvalues. */
  private void decompose(KernelMixture kernel, List<KernelPath> paths) {
    MemoryBudget.require(
        MemoryBudget.doubles(DECOMPOSITION_MATRICES * y.rows() * y.rows()),
        Message.of("An eigendecomposition of the kernel of %s people", y.rows()));
    RestrictedSpectrum spectrum =
        RestrictedSpectrum.of(kernel.form(execution), fixed, algebra, execution);
    SpectralFolds solver =
        new SpectralFolds(spectrum, y, weights.total(), folds, algebra, execution);
    paths.forEach(KernelPath::clear);
    double[] grid = paths.get(0).next();
    double[][][] common = solver.errors(grid, rounds, traits(paths));
    for (int k = 0; k < paths.size(); k++) {
      KernelPath path = paths.get(k);
      absorb(path, grid, common[k], solver);
      for (double[] next = path.next(); next.length > 0; next = path.next()) {
        absorb(path, next, solver.errors(next, rounds, traits(List.of(path)))[0], solver);
      }
      if (rule == Rule.REML && path.reml() == null) {
        path.setReml(RemlChoice.of(spectrum, y.columnValues(path.trait()), grid));
      }
    }
  }

  private static int[] traits(List<KernelPath> paths) {
    return paths.stream().mapToInt(KernelPath::trait).toArray();
  }

  private void absorb(
      KernelPath path, double[] penalties, double[][] errors, SpectralFolds solver) {
    double[] scores =
        switch (rule) {
          case GENERALIZED -> solver.generalized(path.trait(), penalties);
          case LEAVE_ONE_OUT -> solver.leaveOneOut(path.trait(), penalties);
          default -> null;
        };
    path.absorb(
        penalties,
        summaries(path, errors),
        solver.degreesOfFreedom(penalties),
        scores,
        Route.EIGENDECOMPOSITION);
  }
}
