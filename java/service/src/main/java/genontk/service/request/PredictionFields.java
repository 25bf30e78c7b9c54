package genontk.service.request;

import java.util.List;

/**
 * Predictions from a model.
 *
 * @param model where the model is
 * @param kernelDiagonal K_ii of each new person, for a kernel matrix of the user's own; or null
 * @param interval "prediction" or "confidence", or null for none
 * @param components whether each component's share is returned
 * @param level coverage of the intervals
 * @param refit whether variances are estimated anew for each chromosome that is left out
 * @param chromosomes chromosome of each SNP of the training genotypes, or null
 */
public record PredictionFields(
    MatrixReference model,
    MatrixReference kernelDiagonal,
    String interval,
    @Default("false") boolean components,
    @Default("0.95") double level,
    @Default("false") boolean refit,
    List<String> chromosomes)
    implements Group {}
