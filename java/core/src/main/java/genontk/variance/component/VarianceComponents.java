package genontk.variance.component;

import genontk.linalg.Matrix;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Estimated variances of a model, with what belongs to all of them.
 *
 * @param components the genetic components and, last, the residual (k + 1)
 * @param covariance the estimates' covariance (k + 1 x k + 1)
 * @param heritability the shares of variance
 * @param logLikelihood the restricted log-likelihood at the estimates, NaN where V is singular
 *     there
 * @param likelihoodRatio the test of each genetic component
 * @param convergence how the estimator ended
 */
public record VarianceComponents(
    List<Component> components,
    Matrix covariance,
    Heritability heritability,
    double logLikelihood,
    LikelihoodRatio likelihoodRatio,
    Convergence convergence) {

  /** Returns the variance of genetic component k, per unit of its kernel. */
  public double genetic(int k) {
    return components.get(k).estimate();
  }

  /** Returns the residual variance. */
  public double residual() {
    return genetic(components.size() - 1);
  }

  /** Returns the standard error of component k. */
  public double standardError(int k) {
    return components.get(k).standardError();
  }

  /** Returns the estimates, residual last (k + 1). */
  public double[] estimate() {
    return all(Component::estimate);
  }

  /** Returns the estimates where components may be negative (k + 1). */
  public double[] unconstrained() {
    return all(Component::unconstrained);
  }

  /** Returns the lower ends of the 95 % intervals (k + 1). */
  public double[] lower() {
    return all(Component::lower);
  }

  /** Returns the upper ends of the 95 % intervals (k + 1). */
  public double[] upper() {
    return all(Component::upper);
  }

  /** Returns c_k of each kernel, and 1 for the residual (k + 1). */
  public double[] scales() {
    return all(Component::scale);
  }

  /** Returns which estimates lie at zero because they may not be negative (k + 1). */
  public boolean[] boundary() {
    boolean[] boundary = new boolean[components.size()];
    for (int k = 0; k < boundary.length; k++) {
      boundary[k] = components.get(k).boundary();
    }
    return boundary;
  }

  /**
   * Returns the variances of a trait that is {@code unit} times as large. The covariance of
   * estimates goes with the fourth power: beyond the range of double it is infinite or zero.
   *
   * @param degreesOfFreedom n - q
   */
  public VarianceComponents inUnits(double unit, int degreesOfFreedom) {
    double square = unit * unit;
    return new VarianceComponents(
        components.stream().map(component -> component.inUnits(unit)).toList(),
        covariance.map(x -> square * (square * x)),
        heritability,
        logLikelihood - degreesOfFreedom * Math.log(unit),
        likelihoodRatio,
        convergence);
  }

  private double[] all(ToDoubleFunction<Component> property) {
    return components.stream().mapToDouble(property).toArray();
  }
}
