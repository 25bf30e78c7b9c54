package genontk.service.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import genontk.service.request.Exchange;
import java.util.Map;

/**
 * The result of a fit, as docs/protocol.md describes it. Seconds and memory are added when the job
 * ends.
 *
 * @param report the part that both methods have
 * @param matrices references to its matrices
 * @param model reference to its model
 * @param ridge the choice of the penalty; null for a mixed model
 */
public record FitResult(
    @JsonUnwrapped FitReport report,
    Map<String, Exchange.DeliveredMatrix> matrices,
    String model,
    @JsonUnwrapped RidgeOutcome ridge) {}
