package genontk.comparison;

import genontk.kernel.Kernel;
import genontk.ridge.Candidate;
import genontk.ridge.FoldScheme;
import genontk.ridge.KernelRidge;
import genontk.ridge.RidgeFit;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernel ridge regression, kernel, share and penalty chosen among the training people: its error on
 * the others is that of nested cross-validation.
 *
 * @param candidates the kernels of each candidate, one to three
 * @param ridge how it chooses
 * @param folds how the training people are dealt to folds; its groups are of everyone
 */
public record RidgeMethod(List<List<Kernel>> candidates, KernelRidge ridge, FoldScheme folds)
    implements Method {

  @Override
  public List<Kernel> kernels() {
    return candidates.stream().flatMap(List::stream).toList();
  }

  @Override
  public double[] predict(Round round) {
    List<Candidate> named = new ArrayList<>();
    int first = 0;
    for (List<Kernel> candidate : candidates) {
      int end = first + candidate.size();
      named.add(new Candidate(String.valueOf(first), round.kernels().subList(first, end)));
      first = end;
    }
    RidgeFit fit =
        ridge.fit(
            named,
            round.fixed(),
            round.y(),
            folds.of(round.split().training()).deal(round.y()),
            round.algebra(),
            round.execution());
    int chosen = Integer.parseInt(fit.kernel());
    return fit.predict(
        round.freshDesign(),
        round.cross().subList(chosen, chosen + fit.factors().length),
        round.algebra());
  }
}
