package genontk.service.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import genontk.error.InvalidInput;
import genontk.genotype.Scale;
import genontk.service.wire.Json;

/**
 * A request as R and Python send it: one flat JSON object, here in groups. docs/protocol.md
 * describes every field. What was left out has its default.
 */
public record Request(
    TaskFields job,
    DataFields data,
    GenotypeFields genotypes,
    SnpOptions snps,
    KernelOptions kernel,
    MixedModelOptions mixedModel,
    RidgeOptions ridge,
    ComputingOptions computing,
    ComparisonFields comparison,
    ConvergenceFields convergence,
    PredictionFields prediction,
    FileFields files,
    Simulation simulation) {

  /**
   * Reads a request.
   *
   * @throws InvalidInput if it is no JSON object, has an unknown field, or a value that is not
   *     allowed
   */
  public static Request read(String json) {
    String what = "The request";
    ObjectNode fields = Json.object(Json.tree(json, what), what);
    Request request = Fields.read(fields, Request.class, fields.path("task").asText(), what);
    request.requireServed();
    return request;
  }

  /** Returns the name of the task. */
  public String task() {
    return job.task();
  }

  /**
   * Returns the request of one fit on the same data.
   *
   * @param task ntk_lmm or ntk_krr
   * @param own options of this fit; the others are those of this request, but the kernel, which is
   *     the usual one of the task
   * @param what the name of the fit in errors
   */
  public Request fitted(String task, ObjectNode own, String what) {
    if (!Json.isGiven(own.get("kernel"))) {
      own.set("kernel", Fields.otherwise(KernelOptions.class, "kernel", task));
    }
    return new Request(
        new TaskFields(task, job.delivery(), job.folder()),
        data,
        genotypes,
        snps,
        Fields.with(kernel, own, what),
        Fields.with(mixedModel, own, what),
        Fields.with(ridge, own, what),
        computing,
        comparison,
        convergence,
        prediction,
        files,
        simulation);
  }

  /** Refuses options of one task in another one that would ignore them. */
  private void requireServed() {
    boolean mixed = "ntk_lmm".equals(task());
    boolean fit = mixed || "ntk_krr".equals(task());
    if (data.weights() != null && !fit && !"predict".equals(task())) {
      throw InvalidInput.of("weights was given; it is not for %s.", task());
    }
    if (mixedModel.prevalence() != null && !mixed) {
      throw new InvalidInput("prevalence was given; it is for ntk_lmm. Leave it out.");
    }
    if (Json.isGiven(genotypes.sets()) && !fit && !"kernel".equals(task())) {
      throw new InvalidInput(
          "sets was given; it is for ntk_lmm, ntk_krr and ntk_kernel. Leave it out.");
    }
    if (Scale.named(snps.scale()) == Scale.NONE && !"kernel".equals(task())) {
      throw new InvalidInput(
          "scale = 'none' was given; it is for ntk_kernel, whose matrix a fit takes as its kernel."
              + " Allowed here are 'center', 'sd' and 'hwe'.");
    }
  }
}
