package genontk.comparison;

import genontk.kernel.Kernel;
import genontk.ridge.Candidate;
import genontk.ridge.FoldScheme;
import genontk.ridge.KernelRidge;
import genontk.ridge.RidgeFit;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernel ridge regression, with kernel, share and penalty chosen among the training people. Its
 * error on the test people is therefore that of nested cross-validation.
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
  public double[] predict(SplitData data) {
    List<Candidate> named = new ArrayList<>();
    int first = 0;
    for (List<Kernel> candidate : candidates) {
      int end = first + candidate.size();
      named.add(new Candidate(String.valueOf(first), data.kernels().subList(first, end)));
      first = end;
    }
    RidgeFit fit =
        ridge.fit(
            named,
            data.fixed(),
            data.y(),
            folds.of(data.split().training()).deal(data.y()),
            data.algebra(),
            data.execution());
    int chosen = Integer.parseInt(fit.kernel());
    return fit.predict(
        data.freshDesign(),
        data.cross().subList(chosen, chosen + fit.factors().length),
        data.algebra());
  }
}
