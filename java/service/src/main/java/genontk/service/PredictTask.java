package genontk.service;

import genontk.error.InvalidInput;
import genontk.kernel.Kernels;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The task predict: new people's traits from a fitted model, yhat = Z*b + sum_k s_k K*_k dual. */
final class PredictTask implements Task {

  private static final double DEFAULT_LEVEL = 0.95;

  private final Request request;
  private final Exchange exchange;
  private final LinearAlgebra algebra;
  private final Execution execution;
  private final List<String> messages = new ArrayList<>();

  PredictTask(Request request, Exchange exchange, LinearAlgebra algebra, Execution execution) {
    this.request = request;
    this.exchange = exchange;
    this.algebra = algebra;
    this.execution = execution;
  }

  /** Predictions are delivered as the matrix {@code prediction}. */
  record Result(
      List<String> people, List<String> messages, Map<String, Exchange.DeliveredMatrix> matrices) {}

  @Override
  public Result run() {
    if (request.model() == null) {
      throw new InvalidInput("No fitted model was given; give one of ntk_lmm or ntk_krr.");
    }
    FittedModel model = ModelFile.read(exchange.model(request.model()));
    if (model.effects() != null) {
      EffectsPrediction prediction =
          EffectsPrediction.of(request, model, exchange, algebra, execution);
      messages.addAll(prediction.messages());
      return deliver(prediction.people(), prediction.values());
    }
    NewKernels fresh = NewKernels.of(request, model, exchange, algebra, execution);
    messages.addAll(fresh.messages());
    return deliver(fresh.people(), predict(model, fresh));
  }

  private Result deliver(NewPeople people, Matrix table) {
    List<String> columns =
        table.columns() == 1 ? List.of("prediction") : List.of("prediction", "lower", "upper");
    exchange.deliver("prediction", table, columns);
    return new Result(people.ids(), List.copyOf(messages), exchange.delivered());
  }

  private Matrix predict(FittedModel model, NewKernels fresh) {
    Matrix genetic = fresh.genetic(model.summary().components());
    Matrix random = algebra.product(genetic, false, Matrix.column(model.dual()), false);
    Matrix prediction =
        fresh
            .people()
            .withFixedEffects(fresh.present(), random.toArray(), model.summary().fixedEffects());
    return request.interval() == null
        ? prediction
        : withInterval(model, fresh, genetic, prediction);
  }

  private Matrix withInterval(
      FittedModel model, NewKernels fresh, Matrix genetic, Matrix prediction) {
    String interval = Options.oneOf("interval", request.interval(), "prediction", "confidence");
    double level = request.level() == null ? DEFAULT_LEVEL : request.level();
    if (!(level > 0 && level < 1)) {
      throw new InvalidInput(
          "level = " + level + " was given; allowed is above 0 and below 1, for instance 0.95.");
    }
    if (model.summary().residual() == 0) {
      messages.add(
          "The fit's residual variance is at its bound of 0: the interval is too narrow, and"
              + " prediction and confidence intervals are the same.");
    }
    double[] diagonal = fresh.geneticDiagonal(model.summary().components());
    int n = model.dual().length;
    int components = model.summary().components().size();
    MemoryBudget.require(
        MemoryBudget.doubles((components + 2.0) * n * n + 2.0 * n * diagonal.length),
        "Intervals from a fit of " + n + " people");
    double[] halfWidths =
        new PredictionIntervals(model, trainingCovariance(model), algebra)
            .halfWidths(
                genetic,
                diagonal,
                fresh.people().design().selectRows(fresh.present()),
                interval.equals("prediction"),
                level);
    Matrix table = Matrix.zeros(prediction.rows(), 3);
    Arrays.fill(table.data(), Double.NaN);
    for (int k = 0; k < halfWidths.length; k++) {
      int i = fresh.present()[k];
      table.set(i, 0, prediction.get(i, 0));
      table.set(i, 1, prediction.get(i, 0) - halfWidths[k]);
      table.set(i, 2, prediction.get(i, 0) + halfWidths[k]);
    }
    return table;
  }

  /** Returns G = sum_k s_k K_k of the training people (n x n). */
  private Matrix trainingCovariance(FittedModel model) {
    List<Matrix> matrices = new ArrayList<>(model.given());
    for (FittedModel.SnpGroup group : model.snpGroups()) {
      List<Matrix> made =
          Kernels.train(
                  group.kernels(),
                  model.training().subset(group.snps()),
                  model.tilePrecision(),
                  algebra,
                  execution)
              .matrices();
      for (int k = 0; k < made.size(); k++) {
        matrices.set(group.components().get(k), made.get(k));
      }
    }
    return NewKernels.weightedSum(matrices, model.summary().components());
  }
}
