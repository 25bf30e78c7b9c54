package genontk.service.predict;

import genontk.design.Records;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.service.model.FittedModel;
import genontk.service.model.ModelKernelsTask;
import genontk.service.model.ModelReader;
import genontk.service.request.Allowed;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The task predict: predictions of new people by a model, yhat = Z*b + sum_k s_k K*_k dual. */
public final class PredictTask implements Task {

  private final Request request;
  private final Exchange exchange;
  private final LinearAlgebra algebra;
  private final Execution execution;
  private final List<String> messages = new ArrayList<>();

  public PredictTask(
      Request request, Exchange exchange, LinearAlgebra algebra, Execution execution) {
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
    if (request.prediction().model() == null) {
      throw new InvalidInput("No fitted model was given; give one of ntk_lmm or ntk_krr.");
    }
    FittedModel model = ModelReader.read(exchange.model(request.prediction().model()));
    if (model.effects() != null) {
      EffectsPrediction prediction =
          EffectsPrediction.of(request, model, exchange, algebra, execution);
      messages.addAll(prediction.messages());
      return deliver(prediction.people(), prediction.values());
    }
    NewKernels fresh = NewKernels.of(request, model, exchange, algebra, execution);
    messages.addAll(fresh.messages());
    if (request.prediction().components()) {
      deliverComponents(model, fresh);
    }
    return deliver(fresh.people(), predict(model, fresh));
  }

  private Result deliver(NewPeople people, Matrix table) {
    List<String> columns =
        table.columns() == 1 ? List.of("prediction") : List.of("prediction", "lower", "upper");
    exchange.deliver("prediction", table, columns);
    return new Result(people.ids(), List.copyOf(messages), exchange.delivered());
  }

  private Matrix predict(FittedModel model, NewKernels fresh) {
    double[] scores = fresh.scores(model.summary().components());
    Matrix prediction =
        fresh.people().withFixedEffects(fresh.present(), scores, model.summary().fixedEffects());
    return request.prediction().interval() == null
        ? prediction
        : withInterval(model, fresh, prediction);
  }

  /** Delivers the parts of each prediction: Z*b, and s_k K*_k dual of every component. */
  private void deliverComponents(FittedModel model, NewKernels fresh) {
    List<FittedModel.Component> components = model.summary().components();
    Matrix design = fresh.people().design();
    List<String> columns = new ArrayList<>(List.of("fixed"));
    Matrix parts = Matrix.zeros(design.rows(), components.size() + 1);
    Arrays.fill(parts.data(), Double.NaN);
    Matrix effects = Matrix.column(model.summary().fixedEffects());
    Matrix fixed = algebra.product(design, false, effects, false);
    for (int i : fresh.present()) {
      parts.set(i, 0, fixed.get(i, 0));
    }
    for (int k = 0; k < components.size(); k++) {
      columns.add(components.get(k).name());
      double variance = components.get(k).variance();
      for (int j = 0; j < fresh.present().length; j++) {
        parts.set(fresh.present()[j], k + 1, variance * fresh.products().get(j, k));
      }
    }
    exchange.deliver("components", parts, columns);
  }

  /** Returns the weights w* of the people present; 1 where no weights are given. */
  private double[] weights(NewKernels fresh) {
    double[] weights = new double[fresh.people().design().rows()];
    Arrays.fill(weights, 1);
    if (request.data().weights() != null) {
      double[] given = exchange.matrix(request.data().weights(), "weights").toArray();
      if (given.length != weights.length) {
        throw InvalidInput.of(
            "weights has %s values for %s predictions; give each one.",
            given.length, weights.length);
      }
      for (int i = 0; i < given.length; i++) {
        Records.requireWeight(given[i], i);
      }
      weights = given;
    }
    double[] all = weights;
    return Arrays.stream(fresh.present()).mapToDouble(i -> all[i]).toArray();
  }

  private Matrix withInterval(FittedModel model, NewKernels fresh, Matrix prediction) {
    String interval =
        Allowed.oneOf("interval", request.prediction().interval(), "prediction", "confidence");
    double level = request.prediction().level();
    if (!(level > 0 && level < 1)) {
      throw InvalidInput.of(
          "level = %s was given; allowed is above 0 and below 1, for instance 0.95.", level);
    }
    if (model.summary().residual() == 0) {
      messages.add(
          "The fit's residual variance is at its bound of 0: the interval is too narrow, and"
              + " prediction and confidence intervals are the same.");
    }
    double[] diagonal = fresh.geneticDiagonal(model.summary().components());
    int n = model.dual().length;
    int components = model.summary().components().size();
    String what = Message.of("Intervals from a fit of %s people", n);
    long bytes =
        MemoryBudget.require(
            MemoryBudget.doubles((components + 2.0) * n * n + 2.0 * n * diagonal.length), what);
    MemoryBudget.requireNative(bytes, MemoryBudget.doubles(algebra.nativeDoubles(n, false)), what);
    double[] halfWidths =
        new PredictionIntervals(model, trainingCovariance(model), algebra)
            .halfWidths(
                fresh.genetic(model.summary().components()),
                diagonal,
                fresh.people().design().selectRows(fresh.present()),
                weights(fresh),
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
    return NewKernels.weightedSum(
        ModelKernelsTask.trainingKernels(model, algebra, execution), model.summary().components());
  }
}
