package genontk.ridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The kernel and penalty that a rule takes for one trait.
 *
 * @param path of the kernel
 * @param penalty lambda
 * @param messages what a user should know of it
 */
record Choice(KernelPath path, double penalty, List<String> messages) {

  /** Chooses the kernel of the least score, of equals the first, and the penalty within it. */
  static Choice of(
      Rule rule, PenaltyGrid grid, List<KernelPath> paths, int trait, PathFinder finder) {
    if (rule == Rule.REML) {
      return likeliest(paths, trait, finder);
    }
    KernelPath best = paths.get(0);
    for (KernelPath path : paths) {
      best = path.best(trait).score() < best.best(trait).score() ? path : best;
    }
    double minimum = best.best(trait).penalty();
    double penalty = minimum;
    if (rule == Rule.ONE_STANDARD_ERROR) {
      PenaltyPath found = best.path(trait);
      int place = found.withinOneStandardError(Arrays.binarySearch(found.penalty(), minimum));
      penalty = found.penalty()[place];
    }
    List<String> messages = new ArrayList<>();
    if (best.isExtended()) {
      double[] all = best.path(trait).penalty();
      messages.add(
          String.format(
              "The least error was at an end of the default grid of penalties, which was extended"
                  + " to %.3g and %.3g.",
              all[0], all[all.length - 1]));
    }
    if (best.isAtEnd(penalty)) {
      messages.add(atEnd(penalty == best.path(trait).penalty()[0], grid.isDefault()));
    }
    return new Choice(best, penalty, List.copyOf(messages));
  }

  private static String atEnd(boolean smallest, boolean isDefault) {
    return "The chosen penalty is the "
        + (smallest ? "smallest" : "largest")
        + " of the grid: "
        + (isDefault ? "" : "a wider grid may do better, or ")
        + "the kernel explains almost "
        + (smallest ? "everything." : "nothing.");
  }

  private static Choice likeliest(List<KernelPath> paths, int trait, PathFinder finder) {
    KernelPath best = paths.get(0);
    for (KernelPath path : paths) {
      double value = finder.reml(path, trait).logLikelihood();
      best = value > finder.reml(best, trait).logLikelihood() ? path : best;
    }
    RemlChoice chosen = finder.reml(best, trait);
    return new Choice(
        best, chosen.penalty(), chosen.message() == null ? List.of() : List.of(chosen.message()));
  }

  /** Returns the fit that a solution makes of it. */
  RidgeFit fit(RidgeSolution solution, List<PenaltyPath> paths) {
    MixedKernel kernel = path.kernel();
    return new RidgeFit(
        kernel.candidate().name(),
        kernel.share(),
        penalty,
        kernel.weights().clone(),
        kernel.parts().copyOfScales(),
        solution,
        paths,
        path.path(0).route(),
        messages);
  }
}
