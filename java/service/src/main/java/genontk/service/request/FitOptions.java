package genontk.service.request;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** The options of a fit as its result tells them, defaults filled in. */
public record FitOptions(
    @JsonUnwrapped KernelOptions kernel,
    @JsonUnwrapped SnpOptions snps,
    @JsonUnwrapped MixedModelOptions mixedModel,
    @JsonUnwrapped RidgeOptions ridge,
    String precision,
    int threads) {

  /** Returns the options of a request. */
  public static FitOptions of(Request request) {
    return new FitOptions(
        request.kernel(),
        request.snps(),
        request.mixedModel(),
        request.ridge(),
        request.computing().precision(),
        request.computing().chosenThreads().count());
  }
}
