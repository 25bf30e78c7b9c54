package genontk.service.fit;

import genontk.design.FixedEffects;
import genontk.linalg.Matrix;
import genontk.mixed.Blup;
import genontk.mixed.LinearMixedModel;
import genontk.mixed.RandomEffects;
import genontk.service.kernel.KernelChoice;
import genontk.service.model.FittedModel;
import genontk.service.model.ModelFile;
import genontk.service.request.Exchange;
import genontk.service.request.FitOptions;
import genontk.service.request.TaskContext;
import genontk.service.request.Version;
import genontk.service.result.FitAccount;
import genontk.service.result.FitReport;
import genontk.service.result.FitResult;
import genontk.service.result.FitTables;
import genontk.service.result.RidgeOutcome;
import genontk.service.training.TrainingKernels;
import genontk.service.wire.Archive;
import genontk.variance.component.Liability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Delivers the fit of one trait: its matrices, its model, its result.
 *
 * @param context the request, and where results go
 * @param training people and kernels of the fit
 * @param fixed fixed-effects design of these people
 * @param stored the user's own kernels with their checksums, which the models of all traits share
 */
record FitDelivery(
    TaskContext context,
    TrainingKernels training,
    FixedEffects fixed,
    Map<Matrix, Archive.Stored> stored) {

  /**
   * The fit of one trait by either method.
   *
   * @param kernel name of the kernel
   * @param components kernels of the fit, with what they learnt
   * @param tables variance components, heritability and their tests
   * @param variances s_k of each component, and last s_e
   * @param blup fixed and random effects
   * @param ending end of the estimation
   * @param ridge the choice of the penalty; null for a mixed model
   * @param messages further notes for the user
   */
  record Outcome(
      String kernel,
      List<KernelChoice.Component> components,
      FitTables.Variances tables,
      double[] variances,
      Blup blup,
      FitReport.Ending ending,
      RidgeOutcome ridge,
      List<String> messages) {

    static Outcome of(
        LinearMixedModel.Fit fit,
        String kernel,
        List<KernelChoice.Component> components,
        Liability liability,
        List<String> messages) {
      List<String> names = components.stream().map(KernelChoice.Component::name).toList();
      return new Outcome(
          kernel,
          components,
          FitTables.Variances.of(names, fit.variances(), liability),
          fit.variances().estimate(),
          fit.blup(),
          new FitReport.Ending(
              fit.convergence().converged(),
              fit.convergence().iterations(),
              fit.variances().logLikelihood(),
              new FitReport.Change(
                  fit.convergence().gradientNorm(), fit.convergence().likelihoodChange())),
          null,
          messages);
    }
  }

  /**
   * Delivers the result of one trait.
   *
   * @param suffix ending of the names of matrices and models, one per trait
   */
  FitResult deliver(Outcome outcome, String yName, String suffix) {
    FitReport report = report(outcome, yName);
    FitAccount account = FitAccount.of(report, outcome.ridge);
    String model =
        context
            .exchange()
            .deliverModel(
                out ->
                    ModelFile.write(
                        summary(outcome),
                        training,
                        outcome.blup.dual(),
                        given(outcome),
                        account,
                        out),
                suffix);
    return new FitResult(report, matrices(outcome, suffix), model, outcome.ridge);
  }

  private FitReport report(Outcome outcome, String yName) {
    List<String> messages = new ArrayList<>(training.messages());
    messages.addAll(LeftOut.notes(context.request().data().covariates(), fixed, training.people()));
    messages.addAll(outcome.messages);
    return new FitReport(
        new FitReport.Subject(
            context.request().task(),
            Version.CURRENT,
            yName,
            training.people().count(),
            training.people().records().count(),
            training.snps(),
            outcome.kernel,
            context.algebra().name(),
            context.execution().threads().count()),
        outcome.ending,
        outcome.tables,
        FitTables.FixedEffectsTable.of(fixed, outcome.blup),
        outcome.components.stream().map(KernelChoice.Component::name).toList(),
        training.people().ids(),
        training.people().recordIds(),
        FitTables.DroppedTable.of(training.dropped()),
        List.copyOf(messages),
        FitOptions.of(context.request()));
  }

  private Map<String, Exchange.DeliveredMatrix> matrices(Outcome outcome, String suffix) {
    Blup blup = outcome.blup;
    Map<String, Exchange.DeliveredMatrix> matrices = new LinkedHashMap<>();
    matrices.put(
        "people",
        context
            .exchange()
            .deliver(
                "people" + suffix,
                Matrix.ofColumns(blup.fitted(), blup.residuals(), rowsOfData()),
                List.of("fitted", "residuals", "row")));
    matrices.put(
        "fixed_effects_covariance",
        context
            .exchange()
            .deliver(
                "fixed_effects_covariance" + suffix, blup.fixedEffectsCovariance(), fixed.names()));
    matrices.put(
        "random_effects",
        context
            .exchange()
            .deliver(
                "random_effects" + suffix,
                stacked(blup.components()),
                List.of("value", "pev", "reliability")));
    if (outcome.tables.covariance() != null) {
      matrices.put(
          "variance_components_covariance",
          context
              .exchange()
              .deliver(
                  "variance_components_covariance" + suffix,
                  outcome.tables.covariance(),
                  outcome.tables.varianceComponents().component()));
    }
    if (outcome.ridge != null && outcome.ridge.leaveOneOut() != null) {
      matrices.put(
          "leave_one_out",
          context
              .exchange()
              .deliver(
                  "leave_one_out" + suffix,
                  outcome.ridge.leaveOneOut(),
                  List.of("prediction", "residual")));
    }
    return matrices;
  }

  /** Returns each person's row in the data, counted from 1. */
  private double[] rowsOfData() {
    return Arrays.stream(training.people().dataRows()).mapToDouble(row -> row + 1.0).toArray();
  }

  /** Returns one block of rows per component. */
  private static Matrix stacked(List<RandomEffects> components) {
    int n = components.get(0).values().length;
    Matrix stacked = Matrix.zeros(n * components.size(), 3);
    for (int k = 0; k < components.size(); k++) {
      RandomEffects effects = components.get(k);
      System.arraycopy(effects.values(), 0, stacked.data(), stacked.start(0) + k * n, n);
      System.arraycopy(
          effects.predictionErrorVariance(), 0, stacked.data(), stacked.start(1) + k * n, n);
      System.arraycopy(effects.reliability(), 0, stacked.data(), stacked.start(2) + k * n, n);
    }
    return stacked;
  }

  private FittedModel.Summary summary(Outcome outcome) {
    List<FittedModel.Component> components = new ArrayList<>();
    for (int k = 0; k < outcome.components.size(); k++) {
      KernelChoice.Component component = outcome.components.get(k);
      components.add(
          new FittedModel.Component(
              component.name(),
              outcome.variances[k],
              component.kernel(),
              component.isGiven() ? training.givenRows(component) : null,
              component.snps(),
              component.identity()));
    }
    boolean made = training.standardization() != null;
    return new FittedModel.Summary(
        context.request().task(),
        Version.CURRENT,
        outcome.kernel,
        components,
        outcome.variances[components.size()],
        fixed.names(),
        outcome.blup.fixedEffects(),
        training.people().count(),
        training.people().ids(),
        made ? training.genotypes().snps().size() : 0,
        made && training.genotypes().hasSnpNames(),
        context.request().computing().precision(),
        training.people().records().isPlain() ? null : training.people().records().count());
  }

  /** Returns each component's matrix of the user's own, null for other kernels. */
  private List<Archive.Stored> given(Outcome outcome) {
    List<Archive.Stored> given = new ArrayList<>();
    for (KernelChoice.Component component : outcome.components) {
      given.add(
          component.isGiven()
              ? stored.computeIfAbsent(training.matrix(component), Archive.Stored::of)
              : null);
    }
    return given;
  }
}
