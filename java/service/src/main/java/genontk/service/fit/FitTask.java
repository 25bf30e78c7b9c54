package genontk.service.fit;

import genontk.design.FixedEffects;
import genontk.service.people.Traits;
import genontk.service.request.Request;
import genontk.service.request.Task;
import genontk.service.request.TaskContext;
import genontk.service.result.FitResult;
import genontk.service.training.TrainingKernels;
import genontk.service.training.TrainingPeople;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The tasks ntk_lmm and ntk_krr: join people, make the kernels, fit each trait, deliver. */
public final class FitTask implements Task {

  private final TaskContext context;
  private long estimatedBytes;
  private long estimatedNativeBytes;

  public FitTask(TaskContext context) {
    this.context = context;
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
    Request request = context.request();
    Traits traits = Traits.of(request, context.exchange());
    Fitter fitter =
        request.task().equals("ntk_lmm") ? new MixedModelFitter(request) : new RidgeFitter(request);
    FitResult[] results = new FitResult[traits.count()];
    for (int[] group : traits.groups()) {
      fit(traits, group, fitter, results);
    }
    return results.length == 1
        ? results[0]
        : new Fits(request.task(), traits.names(), Arrays.asList(results));
  }

  /** Fits the traits of a group, which have their people and kernels in common. */
  private void fit(Traits traits, int[] group, Fitter fitter, FitResult[] results) {
    TrainingKernels joined =
        TrainingKernels.of(
            context,
            fitter.components(),
            sources ->
                TrainingPeople.of(context.request(), context.exchange(), traits, group, sources),
            new TrainingKernels.Needs(
                n -> fitter.doubles(n, group.length),
                n -> context.algebra().nativeDoubles(n, fitter.decomposes())));
    estimatedBytes = Math.max(estimatedBytes, joined.estimatedBytes());
    estimatedNativeBytes = Math.max(estimatedNativeBytes, joined.estimatedNativeBytes());
    TrainingPeople people = joined.people();
    FixedEffects fixed = FixedEffects.of(people.records().scaled(people.design()), people.terms());
    TrainingKernels training =
        new CovarianceCheck(context.request(), fixed, context.algebra(), context.execution())
            .checked(joined);
    List<FitDelivery.Outcome> outcomes =
        fitter.fit(training, fixed, context.algebra(), context.execution());
    context.execution().step("delivery", 0);
    FitDelivery delivery = new FitDelivery(context, training, fixed, new ConcurrentHashMap<>());
    context
        .execution()
        .threads()
        .forEach(
            group.length,
            k -> {
              int trait = group[k];
              String suffix = suffix(traits, trait);
              results[trait] = delivery.deliver(outcomes.get(k), traits.names().get(trait), suffix);
            });
  }

  private static String suffix(Traits traits, int trait) {
    return traits.count() == 1 ? "" : "-" + (trait + 1);
  }
}
