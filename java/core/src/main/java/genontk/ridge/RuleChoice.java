package genontk.ridge;

import genontk.error.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel and penalty that a rule chooses for one trait.
 *
 * @param path of the kernel
 * @param penalty lambda
 * @param messages what a user should know about the choice
 */
record RuleChoice(KernelPath path, double penalty, List<String> messages) {

  /**
   * Chooses the kernel with the least score, the first among equals, and the penalty on its path.
   *
   * @param paths of the trait
   */
  static RuleChoice of(Rule rule, PenaltyGrid grid, List<KernelPath> paths) {
    if (rule == Rule.REML) {
      return likeliest(paths);
    }
    KernelPath best = paths.get(0);
    for (KernelPath path : paths) {
      best = path.bestScore() < best.bestScore() ? path : best;
    }
    PenaltyPath found = best.path();
    double[] all = found.penalty();
    int place = best.bestPlace();
    place = rule == Rule.ONE_STANDARD_ERROR ? found.withinOneStandardError(place) : place;
    List<String> messages = new ArrayList<>();
    if (best.isExtended()) {
      messages.add(
          Message.of(
              "The least error was at an end of the default grid of penalties, which was extended:"
                  + " it is from %.3g to %.3g now.",
              all[0], all[all.length - 1]));
    }
    if (best.isAtEnd(place)) {
      messages.add(atEnd(place == 0, grid.isDefault()));
    }
    return new RuleChoice(best, all[place], List.copyOf(messages));
  }

  private static String atEnd(boolean smallest, boolean isDefault) {
    return Message.of(
        "The chosen penalty is the %s of the grid: %sthe kernel explains almost %s",
        smallest ? "smallest" : "largest",
        isDefault ? "" : "a wider grid may do better, or ",
        smallest ? "everything." : "nothing.");
  }

  private static RuleChoice likeliest(List<KernelPath> paths) {
    KernelPath best = paths.get(0);
    for (KernelPath path : paths) {
      best = path.reml().logLikelihood() > best.reml().logLikelihood() ? path : best;
    }
    String message = best.reml().message();
    return new RuleChoice(
        best, best.reml().penalty(), message == null ? List.of() : List.of(message));
  }

  /** Returns the fit of a solution. */
  RidgeFit fit(RidgeSolution solution, List<PenaltyPath> paths) {
    KernelMixture kernel = path.kernel();
    return new RidgeFit(
        kernel.candidate().name(),
        kernel.shares(),
        penalty,
        kernel.factors().clone(),
        kernel.parts().copyOfScales(),
        solution,
        paths,
        path.path().route(),
        messages);
  }
}
