package genontk.service.request;

import genontk.variance.VarianceMethod;
import genontk.variance.component.Intervals;

/**
 * How the mixed model is estimated.
 *
 * @param method "reml", "minque0", "minque1" or "iminque"
 * @param constrain whether components are kept from being negative
 * @param accuracy whether standard errors and prediction error variances are computed
 * @param intervals "profile" or "wald"
 * @param prevalence share of cases among all people, or null
 */
public record MixedModelOptions(
    @Default("\"reml\"") String method,
    @Default("true") boolean constrain,
    @Default("true") boolean accuracy,
    @Default("\"profile\"") String intervals,
    Double prevalence)
    implements Group {

  public MixedModelOptions {
    VarianceMethod.named(method);
    Intervals.named(intervals);
  }
}
