package genontk.ridge;

import genontk.design.WorkingTrait;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * The honest error of a choice (Varma and Simon 2006): every outer fold is predicted by a kernel,
 * shares and a penalty chosen by folds among the others alone.
 *
 * @param error the weighted mean over people (and rounds) of the squared error of these predictions
 * @param standardError of the error, from the means of the outer folds
 * @param correlation of predictions and trait
 * @param errors y minus prediction of each person, averaged over rounds (n)
 * @param fits the fit of each outer fold, round by round
 */
public record NestedValidation(
    double error, double standardError, double correlation, double[] errors, List<RidgeFit> fits) {

  /**
   * Validates a choice.
   *
   * @param problem with one trait
   * @param outer the folds that are predicted
   * @param inner the way in which the others are dealt to the folds that choose
   * @throws genontk.error.InvalidInput as {@link KernelRidge} does for any outer fold
   */
  public static NestedValidation of(
      KernelRidge ridge,
      RidgeProblem problem,
      FoldPlan outer,
      FoldScheme inner,
      LinearAlgebra algebra,
      Execution execution) {
    double[] y = problem.y().columnValues(0);
    PersonWeights weights = problem.personWeights();
    outer.requirePeople(y.length);
    Matrix basis = problem.fixed().basis(execution.threads());
    FoldSpace.of(outer, basis, algebra);
    Execution within = new Execution(execution.threads(), execution.cancellation(), Progress.NONE);
    double[] errors = new double[outer.rounds().size() * y.length];
    List<RidgeFit> fits = new ArrayList<>();
    for (int round = 0; round < outer.rounds().size(); round++) {
      Folds folds = outer.rounds().get(round);
      for (int fold = 0; fold < folds.count(); fold++) {
        execution.step("nested cross-validation", (double) fits.size() / outer.foldCount());
        int[] others = folds.others(fold);
        RidgeProblem training = problem.among(others, basis);
        FoldPlan plan = inner.of(others).deal(training.y().columnValues(0));
        RidgeFit fit = ridge.fit(training, plan, false, algebra, within).get(0);
        int[] held = folds.members(fold);
        List<Matrix> cross = new ArrayList<>();
        for (Matrix kernel : chosen(problem.candidates(), fit).kernels()) {
          cross.add(kernel.select(held, others));
        }
        Matrix design = weights.among(held).unscaled(basis.selectRows(held));
        double[] predicted = fit.predict(design, cross, algebra);
        for (int i = 0; i < held.length; i++) {
          errors[round * y.length + held[i]] = y[held[i]] - predicted[i];
        }
        fits.add(fit);
      }
    }
    WorkingTrait trait = problem.workingTraits().get(0);
    HeldOutScores scores = new HeldOutScores(trait.centred(), weights, outer);
    HeldOutScores.Summary summary = scores.of(WorkingTrait.times(1 / trait.unit(), errors));
    return new NestedValidation(
        trait.squared(summary.error()),
        trait.squared(summary.standardError()),
        summary.correlation(),
        scores.meanOverRounds(errors),
        List.copyOf(fits));
  }

  private static Candidate chosen(List<Candidate> candidates, RidgeFit fit) {
    return candidates.stream()
        .filter(candidate -> candidate.name().equals(fit.kernel()))
        .findFirst()
        .orElseThrow();
  }
}
