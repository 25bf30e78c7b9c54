package genontk.service.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import genontk.service.request.FitOptions;
import java.util.List;

/**
 * The part of a result that both methods have. Its fields lie side by side in the JSON, in this
 * order.
 *
 * @param subject trait, sizes, kernel and backend
 * @param ending the end of the estimation
 * @param variances variance components, heritability and their tests
 * @param fixedEffects the fixed effects
 * @param components the names of the kernels
 * @param people the IDs of the people
 * @param records the ID of each record
 * @param dropped people and SNPs that were left out
 * @param messages notes for the user
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

  /** Trait, sizes, kernel and backend of a fit. */
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

  /** The end of an estimation. */
  public record Ending(
      boolean converged, int iterations, double logLikelihood, Change convergence) {

    /** Returns the end of a method that has no likelihood and does not iterate. */
    public static Ending direct() {
      return new Ending(true, 0, Double.NaN, new Change(Double.NaN, Double.NaN));
    }
  }

  /** The gradient after the last step, and the change of the likelihood by it. */
  public record Change(double gradientNorm, double likelihoodChange) {}
}
