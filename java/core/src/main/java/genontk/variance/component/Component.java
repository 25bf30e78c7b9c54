package genontk.variance.component;

import genontk.linalg.Matrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One estimated variance, of a genetic component or of the residual, on the scale of its kernel as
 * given.
 *
 * @param estimate the estimate
 * @param standardError its standard error
 * @param unconstrained the estimate where components may be negative; where the likelihood of
 *     several kernels has no such maximum, one scoring step out of bounds from the constrained one
 * @param lower lower end of the 95 % interval
 * @param upper upper end of it
 * @param boundary whether the estimate lies at zero because it may not be negative
 * @param scale c = tr(P_0 K) / (n - q) of the kernel, 1 for the residual
 */
public record Component(
    double estimate,
    double standardError,
    double unconstrained,
    double lower,
    double upper,
    boolean boundary,
    double scale) {

  /**
   * Returns the components, residual last, from one array per property.
   *
   * @param covariance covariance of the estimates
   * @param ends lower and upper ends
   */
  public static List<Component> of(
      double[] estimate,
      Matrix covariance,
      double[] unconstrained,
      double[][] ends,
      boolean[] boundary,
      double[] scales) {
    return IntStream.range(0, estimate.length)
        .mapToObj(
            k ->
                new Component(
                    estimate[k],
                    Math.sqrt(covariance.get(k, k)),
                    unconstrained[k],
                    ends[0][k],
                    ends[1][k],
                    boundary[k],
                    scales[k]))
        .toList();
  }

  /** Returns the component of a trait that is {@code unit} times as large. */
  Component inUnits(double unit) {
    return new Component(
        squared(unit, estimate),
        squared(unit, standardError),
        squared(unit, unconstrained),
        squared(unit, lower),
        squared(unit, upper),
        boundary,
        scale);
  }

  /** The square of a unit may be beyond the range of double where the variance is not. */
  private static double squared(double unit, double variance) {
    return unit * (unit * variance);
  }
}
