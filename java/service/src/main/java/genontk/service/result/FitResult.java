package genontk.service.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import genontk.service.request.Exchange;
import genontk.service.request.FitOptions;
import java.util.List;
import java.util.Map;

/**
 * The result of a fit, as docs/protocol.md describes it. Seconds and memory are added when the job
 * ends.
 */
public record FitResult(
    String task,
    String version,
    String yName,
    int nPeople,
    int nRecords,
    int nSnps,
    String kernel,
    String backend,
    int threads,
    boolean converged,
    int iterations,
    double logLikelihood,
    Ending convergence,
    FitTables.VarianceTable varianceComponents,
    FitTables.HeritabilityTable heritability,
    FitTables.LiabilityTable heritabilityLiability,
    FitTables.LikelihoodRatioTable likelihoodRatio,
    FitTables.FixedEffectsTable fixedEffects,
    List<String> components,
    List<String> people,
    List<String> records,
    FitTables.DroppedTable dropped,
    List<String> messages,
    FitOptions options,
    Map<String, Exchange.DeliveredMatrix> matrices,
    String model,
    @JsonUnwrapped RidgeOutcome ridge) {

  /** Returns the result with where the model is. */
  public FitResult with(String model) {
    return new FitResult(
        task,
        version,
        yName,
        nPeople,
        nRecords,
        nSnps,
        kernel,
        backend,
        threads,
        converged,
        iterations,
        logLikelihood,
        convergence,
        varianceComponents,
        heritability,
        heritabilityLiability,
        likelihoodRatio,
        fixedEffects,
        components,
        people,
        records,
        dropped,
        messages,
        options,
        matrices,
        model,
        ridge);
  }

  /** How an estimation ended. */
  public record Ending(
      @JsonIgnore boolean converged,
      @JsonIgnore int iterations,
      double gradientNorm,
      double likelihoodChange,
      @JsonIgnore double logLikelihood) {

    /** Returns the end of a method that has no likelihood and does not iterate. */
    public static Ending direct() {
      return new Ending(true, 0, Double.NaN, Double.NaN, Double.NaN);
    }
  }
}
