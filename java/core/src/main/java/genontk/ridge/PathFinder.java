package genontk.ridge;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.FixedEffects;
import genontk.variance.RestrictedSpectrum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Computes the paths of kernels on the same folds, by the route that suits each. */
final class PathFinder {

  private final Rule rule;
  private final FixedEffects fixed;
  private final Matrix y;
  private final int rounds;
  private final List<FoldSpace> folds;
  private final List<HeldOut> summaries = new ArrayList<>();
  private final LinearAlgebra algebra;
  private final Execution execution;
  private final Map<KernelPath, HatTrace> traces = new HashMap<>();
  private final Map<KernelPath, RemlChoice[]> reml = new HashMap<>();

  PathFinder(
      Rule rule,
      FixedEffects fixed,
      Matrix y,
      FoldPlan plan,
      LinearAlgebra algebra,
      Execution execution) {
    this.rule = rule;
    this.fixed = fixed;
    this.y = y;
    this.rounds = plan.rounds().size();
    this.folds = FoldSpace.of(plan, fixed.basis(execution.threads()), algebra);
    for (int trait = 0; trait < y.columns(); trait++) {
      summaries.add(new HeldOut(y.columnValues(trait), plan));
    }
    this.algebra = algebra;
    this.execution = execution;
  }

  /** Completes the paths of one candidate. */
  void complete(List<KernelPath> paths) {
    boolean steps = !rule.needsTrace() && lanczosPays();
    for (KernelPath path : steps ? stepped(paths) : paths) {
      decompose(path);
    }
  }

  private boolean lanczosPays() {
    return y.rows() >= LanczosFolds.PEOPLE_PER_COLUMN * folds.size() * y.columns();
  }

  /** Completes paths by Lanczos steps and returns those whose spectrum is hard. */
  private List<KernelPath> stepped(List<KernelPath> paths) {
    LanczosFolds solver = new LanczosFolds(y, folds, rounds, algebra, execution);
    List<KernelPath> hard = new ArrayList<>();
    List<KernelPath> open = paths;
    List<double[]> pending = open.stream().map(KernelPath::pending).toList();
    while (!open.isEmpty()) {
      List<MixedKernel> kernels = open.stream().map(KernelPath::kernel).toList();
      List<Optional<double[][][]>> found = solver.errors(kernels, pending);
      List<KernelPath> next = new ArrayList<>();
      List<double[]> nextPending = new ArrayList<>();
      for (int k = 0; k < open.size(); k++) {
        KernelPath path = open.get(k);
        if (found.get(k).isEmpty()) {
          hard.add(path);
          continue;
        }
        absorb(path, pending.get(k), found.get(k).get(), null, Route.LANCZOS);
        double[] more = path.pending();
        if (more.length > 0) {
          next.add(path);
          nextPending.add(more);
        }
      }
      open = next;
      pending = nextPending;
    }
    return hard;
  }

  private void decompose(KernelPath path) {
    path.clear();
    RestrictedSpectrum spectrum =
        RestrictedSpectrum.of(path.kernel().form(execution), fixed, algebra, execution);
    SpectralFolds solver = new SpectralFolds(spectrum, y, folds, algebra, execution);
    for (double[] next = path.pending(); next.length > 0; next = path.pending()) {
      absorb(path, next, solver.errors(next, rounds), solver, Route.EIGENDECOMPOSITION);
    }
    if (rule == Rule.REML) {
      double[] grid = path.path(0).penalty();
      reml.put(
          path,
          IntStream.range(0, y.columns())
              .mapToObj(trait -> RemlChoice.of(spectrum, y.columnValues(trait), grid))
              .toArray(RemlChoice[]::new));
    }
  }

  private void absorb(
      KernelPath path,
      double[] penalties,
      double[][][] errors,
      SpectralFolds spectral,
      Route route) {
    double[] df = spectral == null ? trace(path, penalties) : spectral.degreesOfFreedom(penalties);
    for (int trait = 0; trait < y.columns(); trait++) {
      double[] scores =
          switch (rule) {
            case GENERALIZED -> spectral.generalized(trait, penalties);
            case LEAVE_ONE_OUT -> spectral.leaveOneOut(trait, penalties);
            default -> null;
          };
      path.absorb(trait, penalties, errors[trait], scores, df, summaries.get(trait), route);
    }
  }

  /** Returns the traces of the hat matrix, or null where they would cost more than all else. */
  private double[] trace(KernelPath path, double[] penalties) {
    if (y.rows() > HatTrace.MOST_PEOPLE) {
      return null;
    }
    return traces
        .computeIfAbsent(
            path, key -> HatTrace.of(key.kernel().form(execution), fixed, algebra, execution))
        .at(penalties);
  }

  /** Returns what REML found for a kernel and trait. */
  RemlChoice reml(KernelPath path, int trait) {
    return reml.get(path)[trait];
  }
}
