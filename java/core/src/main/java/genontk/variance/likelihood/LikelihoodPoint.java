package genontk.variance.likelihood;

import genontk.linalg.Matrix;
import genontk.linalg.small.SmallMatrix;

/**
 * The restricted likelihood of several kernels at one set of components, and what came with it.
 *
 * @param components s_k c_k and s_e
 * @param value the log-likelihood
 * @param gradient its derivatives, -1/2 [tr(P V_i) - y'P V_i P y]; 0 where a component is left out
 * @param information 1/2 y'P V_i P V_j P y, the average of observed and expected information
 *     (Gilmour, Thompson and Cullis 1995)
 * @param projection P (n x n, symmetric)
 * @param dual Py (n)
 * @param weighted W (n x q), PV = I - W Q_1'
 * @param basisCovariance C = (Q_1'V^-1 Q_1)^-1 (q x q)
 */
public record LikelihoodPoint(
    double[] components,
    double value,
    double[] gradient,
    double[][] information,
    Matrix projection,
    double[] dual,
    Matrix weighted,
    Matrix basisCovariance) {

  /** Returns the same without its matrices, for comparison with others. */
  public LikelihoodPoint bare() {
    return new LikelihoodPoint(components, value, gradient, information, null, dual, null, null);
  }

  public double residual() {
    return components[components.length - 1];
  }

  /** Returns the sum of the components: the variance of a person, on average. */
  public double total() {
    return SmallMatrix.sum(components);
  }
}
