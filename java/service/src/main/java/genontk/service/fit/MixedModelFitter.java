package genontk.service.fit;

import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.linalg.LinearAlgebra;
import genontk.mixed.LinearMixedModel;
import genontk.run.Execution;
import genontk.service.kernel.KernelChoice;
import genontk.service.kernel.SnpSets;
import genontk.service.request.MixedModelOptions;
import genontk.service.request.Request;
import genontk.service.training.TrainingKernels;
import genontk.variance.VarianceMethod;
import genontk.variance.component.Intervals;
import genontk.variance.component.Liability;
import genontk.variance.component.TwoClasses;
import java.util.ArrayList;
import java.util.List;

/** The linear mixed model with a variance component for each kernel. */
final class MixedModelFitter implements Fitter {

  private final MixedModelOptions options;
  private final KernelChoice.Candidate kernel;
  private final LinearMixedModel model;

  MixedModelFitter(Request request) {
    this.options = request.mixedModel();
    KernelChoice.Candidate only = KernelChoice.of(request).only();
    SnpSets sets = SnpSets.of(request.genotypes().sets());
    this.kernel = sets == null ? only : sets.expand(only);
    this.model =
        new LinearMixedModel(
            VarianceMethod.named(options.method()),
            options.constrain(),
            options.accuracy(),
            Intervals.named(options.intervals()));
  }

  @Override
  public List<KernelChoice.Component> components() {
    return kernel.components();
  }

  @Override
  public double doubles(int people, int traits) {
    return model.doublesNeeded(people, kernel.components().size());
  }

  @Override
  public boolean decomposes() {
    return false;
  }

  @Override
  public List<FitDelivery.Outcome> fit(
      TrainingKernels training, FixedEffects fixed, LinearAlgebra algebra, Execution execution) {
    List<FitDelivery.Outcome> outcomes = new ArrayList<>();
    for (double[] given : training.people().traits()) {
      double[] y = options.prevalence() == null ? given : TwoClasses.asZeroAndOne(given);
      Liability liability =
          options.prevalence() == null ? null : Liability.of(y, options.prevalence());
      Records records = training.people().records();
      LinearMixedModel.Fit fit =
          model.fit(training.matrices(), records, fixed, y, algebra, execution);
      List<String> messages =
          new ArrayList<>(BoundaryMessages.of(options, kernel, fit.variances()));
      messages.addAll(ClassMessages.of(given, liability, fit.variances()));
      outcomes.add(
          FitDelivery.Outcome.of(fit, kernel.label(), training.components(), liability, messages));
    }
    return outcomes;
  }
}
