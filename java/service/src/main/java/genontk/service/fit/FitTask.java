package genontk.service.fit;

import genontk.design.FixedEffects;
import genontk.linalg.LinearAlgebra;
import genontk.run.Execution;
import genontk.service.people.Traits;
import genontk.service.request.Exchange;
import genontk.service.request.Options;
import genontk.service.request.Request;
import genontk.service.request.Task;
import genontk.service.result.FitResult;
import genontk.service.training.TrainingKernels;
import genontk.service.training.TrainingPeople;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The tasks ntk_lmm and ntk_krr: join people, make the kernels, fit each trait, deliver. */
public final class FitTask implements Task {

  private final Request request;
  private final Options options;
  private final Exchange exchange;
  private final LinearAlgebra algebra;
  private final Execution execution;
  private long estimatedBytes;
  private long estimatedNativeBytes;

  public FitTask(
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

  /** The fits of several traits. */
  record Fits(String task, List<String> yNames, List<FitResult> fits) {}

  @Override
  public long estimatedBytes() {
    return estimatedBytes;
  }

  @Override
  public long estimatedNativeBytes() {
    return estimatedNativeBytes;
  }

  @Override
  public Object run() {
    Traits traits = Traits.of(request, exchange);
    Fitter method =
        request.task().equals("ntk_lmm")
            ? new MixedModelFitter(options)
            : new RidgeFitter(request, options);
    FitResult[] results = new FitResult[traits.count()];
    for (int[] group : traits.groups()) {
      fit(traits, group, method, results);
    }
    return results.length == 1
        ? results[0]
        : new Fits(request.task(), traits.names(), Arrays.asList(results));
  }

  /** Fits the traits of a group, which have their people and kernels in common. */
  private void fit(Traits traits, int[] group, Fitter method, FitResult[] results) {
    TrainingKernels training =
        TrainingKernels.of(
            request,
            options,
            traits,
            group,
            method.components(),
            n -> method.doubles(n, group.length),
            n -> algebra.nativeDoubles(n, method.decomposes()),
            exchange,
            algebra,
            execution);
    estimatedBytes = Math.max(estimatedBytes, training.estimatedBytes());
    estimatedNativeBytes = Math.max(estimatedNativeBytes, training.estimatedNativeBytes());
    TrainingPeople people = training.people();
    FixedEffects fixed = FixedEffects.of(people.records().scaled(people.design()), people.terms());
    List<FitDelivery.Outcome> outcomes = method.fit(training, fixed, algebra, execution);
    execution.step("delivery", 0);
    FitDelivery delivery =
        new FitDelivery(
            request.task(), options, exchange, algebra, training, fixed, new ConcurrentHashMap<>());
    execution
        .threads()
        .forEach(
            group.length,
            k -> {
              int trait = group[k];
              String suffix = suffix(traits, trait);
              FitDelivery.Outcome outcome = outcomes.get(k);
              FitResult result = delivery.deliver(outcome, traits.names().get(trait), suffix);
              results[trait] = delivery.deliverModel(outcome, result, suffix);
            });
  }

  private static String suffix(Traits traits, int trait) {
    return traits.count() == 1 ? "" : "-" + (trait + 1);
  }
}
