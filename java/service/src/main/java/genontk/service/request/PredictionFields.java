package genontk.service.request;

/**
 * Predictions from a model.
 *
 * @param model where the model is
 * @param kernelDiagonal K_ii of each new person, for a kernel matrix of the user's own; or null
 * @param interval "prediction" or "confidence", or null for none
 * @param components whether each component's share is returned
 * @param level coverage of the intervals
 */
public record PredictionFields(
    MatrixReference model,
    MatrixReference kernelDiagonal,
    String interval,
    @Default("false") boolean components,
    @Default("0.95") double level)
    implements Group {}
