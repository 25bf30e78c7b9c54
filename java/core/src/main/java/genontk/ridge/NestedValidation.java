package genontk.ridge;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.variance.FixedEffects;
import java.util.ArrayList;
import java.util.List;

/**
 * The error of a choice, made honestly (Varma and Simon 2006): every outer fold is predicted by a
 * kernel, share and penalty chosen by folds among the others alone.
 *
 * @param error the mean over people (and rounds) of the squared error of these predictions
 * @param standardError of it, from the means of the outer folds
 * @param correlation of predictions and trait
 * @param errors y minus prediction of each person, averaged over rounds (n)
 * @param fits what was chosen for each outer fold, round by round
 */
public record NestedValidation(
    double error, double standardError, double correlation, double[] errors, List<RidgeFit> fits) {

  /**
   * Validates.
   *
   * @param y the trait (n)
   * @param outer the folds that are predicted
   * @param inner how the others are dealt to the folds by which the choice is made
   * @throws genontk.error.InvalidInput as {@link KernelRidge} does of any outer fold
   */
  public static NestedValidation of(
      KernelRidge ridge,
      List<Candidate> candidates,
      FixedEffects fixed,
      double[] y,
      FoldPlan outer,
      FoldScheme inner,
      LinearAlgebra algebra,
      Execution execution) {
    outer.requirePeople(y.length);
    Matrix basis = fixed.basis(execution.threads());
    FoldSpace.of(outer, basis, algebra);
    Execution within = new Execution(execution.threads(), execution.cancellation(), Progress.NONE);
    double[] errors = new double[outer.rounds().size() * y.length];
    List<RidgeFit> fits = new ArrayList<>();
    for (int round = 0; round < outer.rounds().size(); round++) {
      Folds folds = outer.rounds().get(round);
      for (int fold = 0; fold < folds.count(); fold++) {
        execution.step("nested cross-validation", (double) fits.size() / outer.foldCount());
        int[] others = folds.others(fold);
        double[] trait = new double[others.length];
        for (int i = 0; i < others.length; i++) {
          trait[i] = y[others[i]];
        }
        List<Candidate> training =
            candidates.stream().map(candidate -> candidate.among(others)).toList();
        RidgeFit fit =
            ridge.fit(
                training,
                FixedEffects.of(basis.selectRows(others), fixed.names()),
                trait,
                inner.of(others).deal(trait),
                algebra,
                within);
        int[] held = folds.members(fold);
        List<Matrix> cross = new ArrayList<>();
        for (Matrix kernel : chosen(candidates, fit).kernels()) {
          cross.add(kernel.select(held, others));
        }
        double[] predicted = fit.predict(basis.selectRows(held), cross, algebra);
        for (int i = 0; i < held.length; i++) {
          errors[round * y.length + held[i]] = y[held[i]] - predicted[i];
        }
        fits.add(fit);
      }
    }
    HeldOutScores summaries = new HeldOutScores(y, outer);
    HeldOutScores.Summary summary = summaries.of(errors);
    return new NestedValidation(
        summary.error(),
        summary.standardError(),
        summary.correlation(),
        summaries.meanOverRounds(errors),
        List.copyOf(fits));
  }

  private static Candidate chosen(List<Candidate> candidates, RidgeFit fit) {
    return candidates.stream()
        .filter(candidate -> candidate.name().equals(fit.kernel()))
        .findFirst()
        .orElseThrow();
  }
}
