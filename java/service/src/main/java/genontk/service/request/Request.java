package genontk.service.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import genontk.error.InvalidInput;
import genontk.genotype.Scale;
import genontk.service.wire.Json;
import java.util.List;
import java.util.Map;

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

  /**
   * Where a matrix or a file is.
   *
   * @param name under which it was handed over
   * @param npy the path of an .npy file
   * @param file the path of a model file
   */
  public record MatrixReference(String name, String npy, String file) {}

  /**
   * The fixed-effects design.
   *
   * @param values n x q, NaN is missing
   * @param names the q column names
   * @param leftOut terms that have no column, since all people with a trait and covariates have one
   *     level: the variable and that level. Or null
   */
  public record Covariates(
      MatrixReference values, List<String> names, Map<String, String> leftOut) {

    /** The name of the column of ones, and of the only column where no covariates are given. */
    public static final String INTERCEPT = "(Intercept)";
  }

  /**
   * Where genotypes are.
   *
   * @param bed the path of a PLINK 1 .bed
   * @param values or a matrix of people x SNPs
   * @param ids the people's IDs, or null
   * @param snps the SNPs' names, or null
   * @param bk or a file of a byte a genotype
   * @param selectedPeople which of the people; null: all
   * @param selectedSnps which of the SNPs; null: all
   */
  public record GenotypeReference(
      String bed,
      MatrixReference values,
      List<String> ids,
      List<String> snps,
      ByteReference bk,
      JsonNode selectedPeople,
      JsonNode selectedSnps) {}

  /**
   * A file of a byte a genotype, column-major.
   *
   * @param path where it is
   * @param people how many people it has
   * @param codes what the 256 bytes stand for, null for missing
   * @param chromosome of each SNP, as the following
   */
  public record ByteReference(
      String path,
      int people,
      Double[] codes,
      List<String> chromosome,
      long[] position,
      List<String> allele1,
      List<String> allele2) {}

  /**
   * A kernel matrix of the user's own.
   *
   * @param values n x n, or new people x training people
   * @param ids the IDs of its rows, or null
   * @param name what to call it
   */
  public record KernelReference(MatrixReference values, List<String> ids, String name) {}

  /**
   * Kernels with a variance component each.
   *
   * @param components one after the other
   */
  public record KernelList(List<NamedKernel> components) {}

  /**
   * One of several kernels.
   *
   * @param name what to call it
   * @param kernel its name as a text, or a {@link KernelReference}
   */
  public record NamedKernel(String name, JsonNode kernel) {}
}
