package genontk.service;

import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.mixed.Blup;
import genontk.mixed.LinearMixedModel;
import genontk.ridge.Candidate;
import genontk.ridge.Diagnostics;
import genontk.ridge.FoldPlan;
import genontk.ridge.Folds;
import genontk.ridge.KernelRidge;
import genontk.ridge.RidgeFit;
import genontk.ridge.RidgeSolution;
import genontk.ridge.Rule;
import genontk.run.Execution;
import genontk.variance.FixedEffects;
import genontk.variance.Minque;
import genontk.variance.Reml;
import genontk.variance.RestrictedSpectrum;
import genontk.variance.VarianceEstimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tasks ntk_lmm and ntk_krr: join people, make the kernel, fit, deliver. */
final class FitTask implements Task {

  private final Request request;
  private final Exchange exchange;
  private final LinearAlgebra algebra;
  private final Execution execution;
  private final Options options;
  private final List<String> messages = new ArrayList<>();
  private long estimatedBytes;

  FitTask(
      Request request,
      Options options,
      Exchange exchange,
      LinearAlgebra algebra,
      Execution execution) {
    this.request = request;
    this.options = options;
    this.exchange = exchange;
    this.algebra = algebra;
    this.execution = execution;
  }

  @Override
  public long estimatedBytes() {
    return estimatedBytes;
  }

  @Override
  public FitResult run() {
    KernelRidge ridge = new KernelRidge(options.penalty(), Rule.named(options.rule()));
    TrainingKernel training = TrainingKernel.of(request, options, exchange, algebra, execution);
    estimatedBytes = training.estimatedBytes();
    messages.addAll(training.messages());
    TrainingPeople people = training.people();
    FixedEffects fixed = FixedEffects.of(people.design(), people.terms());
    if (!fixed.dropped().isEmpty()) {
      messages.add(
          "Covariates dropped because others determine them: "
              + String.join(", ", fixed.dropped())
              + ".");
    }
    byte[] givenKernel = training.isGiven() ? ModelFile.bytes(training.kernel()) : null;
    execution.step("fit", 0);
    FitResult.Builder result = new FitResult.Builder(request.task(), options, algebra, fixed);
    Blup blup;
    double[] variances;
    if (request.task().equals("ntk_lmm")) {
      RestrictedSpectrum spectrum =
          RestrictedSpectrum.of(training.kernel(), fixed, algebra, execution);
      LinearMixedModel.Fit fit = new LinearMixedModel(estimator()).fit(spectrum, people.y());
      messages.addAll(BoundaryMessages.of(options, training.isGiven(), fit.variances()));
      result.mixedModel(fit);
      blup = fit.blup();
      variances = fit.variances().estimate();
    } else {
      Folds folds = folds(people);
      Candidate candidate = new Candidate(options.kernel(), List.of(training.kernel()));
      RidgeFit fit =
          ridge.fit(List.of(candidate), fixed, people.y(), FoldPlan.of(folds), algebra, execution);
      messages.addAll(fit.messages());
      blup = blup(fit, Diagnostics.of(fit, candidate, fixed, people.y(), algebra, execution));
      result.ridge(fit, folds, blup);
      variances = fit.variances();
    }
    execution.step("delivery", 0);
    deliver(blup);
    FittedModel.Summary summary = summary(training, fixed, blup, variances);
    String model =
        exchange.deliverModel(ModelFile.write(summary, training, blup.dual(), givenKernel));
    return result.build(
        people.ids(),
        training.isGiven() ? 0 : training.standardization().snps().size(),
        training.dropped(),
        messages,
        exchange.delivered(),
        model);
  }

  /** Returns a ridge regression in the terms of the equivalent mixed model. */
  private static Blup blup(RidgeFit fit, Diagnostics diagnostics) {
    RidgeSolution solution = fit.solution();
    return new Blup(
        Arrays.stream(solution.dual()).map(value -> value / solution.geneticVariance()).toArray(),
        solution.fixedEffects(),
        solution.fixedEffectsCovariance(),
        solution.randomEffects().columnValues(0),
        diagnostics.predictionErrorVariance(),
        diagnostics.reliability(),
        solution.fitted(),
        solution.residuals());
  }

  private VarianceEstimator estimator() {
    boolean constrain = options.constrain();
    return switch (options.method()) {
      case "minque0" -> new Minque(Minque.Prior.RESIDUAL, constrain);
      case "minque1" -> new Minque(Minque.Prior.EQUAL, constrain);
      case "iminque" -> new Minque(Minque.Prior.ITERATED, constrain);
      default -> new Reml(constrain);
    };
  }

  private Folds folds(TrainingPeople people) {
    List<String> labels = Options.foldLabels(request.folds());
    if (labels == null) {
      return Folds.random(people.y().length, options.folds(), options.seed());
    }
    if (labels.size() != people.rowsOfData()) {
      throw new InvalidInput(
          "folds has "
              + labels.size()
              + " labels and y has "
              + people.rowsOfData()
              + " rows; give each row a label, or a number of folds.");
    }
    return Folds.labelled(Arrays.stream(people.dataRows()).mapToObj(labels::get).toList());
  }

  private void deliver(Blup blup) {
    exchange.deliver(
        "people",
        Matrix.ofColumns(blup.fitted(), blup.residuals()),
        List.of("fitted", "residuals"));
    exchange.deliver(
        "random_effects",
        Matrix.ofColumns(blup.randomEffects(), blup.predictionErrorVariance(), blup.reliability()),
        List.of("value", "pev", "reliability"));
  }

  private FittedModel.Summary summary(
      TrainingKernel training, FixedEffects fixed, Blup blup, double[] variances) {
    boolean given = training.isGiven();
    return new FittedModel.Summary(
        request.task(),
        Version.CURRENT,
        options.kernel(),
        options.depth(),
        variances[0],
        variances[1],
        fixed.names(),
        blup.fixedEffects(),
        training.people().ids(),
        given ? 0 : training.genotypes().snps().size(),
        !given && training.genotypes().hasSnpNames(),
        given
            ? new FittedModel.KernelRows(training.people().genotypeRows(), training.givenRows())
            : null);
  }
}
