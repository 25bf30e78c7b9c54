package genontk.service.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import genontk.service.request.FitOptions;
import java.util.List;

/**
 * What a fit of either method says. Its fields stand side by side in the result, in this order.
 *
 * @param subject what was fitted, and by what
 * @param ending how the estimation ended
 * @param variances variance components, heritability and their tests
 * @param fixedEffects the fixed effects
 * @param components the names of the kernels
 * @param people the IDs of the people
 * @param records the ID of each record
 * @param dropped people and SNPs that were left out
 * @param messages what a user should know
 * @param options the options, with their defaults
 */
public record FitReport(
    @JsonUnwrapped Subject subject,
    @JsonUnwrapped Ending ending,
    @JsonUnwrapped FitTables.Variances variances,
    FitTables.FixedEffectsTable fixedEffects,
    List<String> components,
    List<String> people,
    List<String> records,
    FitTables.DroppedTable dropped,
    List<String> messages,
    FitOptions options) {

  /** What was fitted, and by what. */
  public record Subject(
      String task,
      String version,
      String yName,
      int nPeople,
      int nRecords,
      int nSnps,
      String kernel,
      String backend,
      int threads) {}

  /** How an estimation ended. */
  public record Ending(
      boolean converged, int iterations, double logLikelihood, Change convergence) {

    /** Returns the end of a method that has no likelihood and does not iterate. */
    public static Ending direct() {
      return new Ending(true, 0, Double.NaN, new Change(Double.NaN, Double.NaN));
    }
  }

  /** The last step of an iteration. */
  public record Change(double gradientNorm, double likelihoodChange) {}
}
