package genontk.variance;

import genontk.error.NotPositiveDefinite;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.SymmetricEigen;
import genontk.run.Execution;
import java.util.Arrays;

/**
 * One eigendecomposition, A'KA = U diag(d) U' with A = null(Z'), by which everything about y = Zb +
 * g + e is O(n) or O(n^2).
 *
 * <p>With W = AU (n x m, m = n - q), V = s K + e I and w = s d + e:
 *
 * <pre>
 *   P = V^-1 - V^-1 Z (Z'V^-1 Z)^-1 Z'V^-1 = W diag(1/w) W'      (Kang et al. 2008, restricted form)
 *   K W = W diag(d) + Q_1 E',  E = W'K Q_1
 *   Z'V^-1 Z = (R^-1 [s M + e I - s^2 E' diag(1/w) E] R^-T)^-1,  M = Q_1'K Q_1
 * </pre>
 */
public final class RestrictedSpectrum {

  /** Eigenvalues down to minus this share of the largest count as rounding. */
  private static final double ROUNDING = 1e-6;

  /** Eigenvalues below this share of the kernel's mean |diagonal|, times n, are rounding too. */
  private static final double RELATIVE_ROUNDING = 1e-14;

  private final FixedEffects fixed;
  private final double[] values;
  private final Matrix vectors;
  private final Matrix basis;
  private final Matrix crossing;
  private final Matrix within;

  private RestrictedSpectrum(
      FixedEffects fixed,
      double[] values,
      Matrix vectors,
      Matrix basis,
      Matrix crossing,
      Matrix within) {
    this.fixed = fixed;
    this.values = values;
    this.vectors = vectors;
    this.basis = basis;
    this.crossing = crossing;
    this.within = within;
  }

  /**
   * Decomposes a kernel on the error contrasts.
   *
   * @param kernel K (n x n, symmetric), which is overwritten
   * @throws NotPositiveDefinite if K has negative eigenvalues on the contrasts
   */
  public static RestrictedSpectrum of(
      Matrix kernel, FixedEffects fixed, LinearAlgebra algebra, Execution execution) {
    int q = fixed.rank();
    int m = fixed.people() - q;
    execution.step("eigenvalues", 0);
    double rounding = rounding(kernel);
    fixed.rotate(kernel, execution.threads());
    Matrix within = kernel.block(0, 0, q, q).copy();
    Matrix contrastsByBasis = kernel.block(q, 0, m, q).copy();
    SymmetricEigen eigen = algebra.eigen(kernel.block(q, q, m, m).copy());
    execution.step("eigenvalues", 0.9);
    double[] values = nonNegative(eigen.values(), rounding);
    Matrix crossing = algebra.product(eigen.vectors(), true, contrastsByBasis, false);
    Matrix vectors = Matrix.zeros(fixed.people(), m);
    for (int j = 0; j < m; j++) {
      System.arraycopy(
          eigen.vectors().data(),
          eigen.vectors().start(j),
          vectors.data(),
          vectors.start(j) + q,
          m);
    }
    fixed.apply(vectors, execution.threads());
    return new RestrictedSpectrum(
        fixed, values, vectors, fixed.basis(execution.threads()), crossing, within);
  }

  /** Returns below what an eigenvalue of a kernel is rounding. */
  static double rounding(Matrix kernel) {
    double sum = 0;
    for (int i = 0; i < kernel.rows(); i++) {
      sum += Math.abs(kernel.get(i, i));
    }
    return RELATIVE_ROUNDING * sum;
  }

  /** Returns the eigenvalues of a kernel, those that are rounding as zero. */
  static double[] nonNegative(double[] values, double rounding) {
    double smallest = values[0];
    double largest = Math.max(values[values.length - 1], -smallest);
    if (smallest < -Math.max(rounding, ROUNDING * largest)) {
      throw new NotPositiveDefinite(
          String.format(
              "The kernel has the eigenvalue %.3g (the largest is %.3g); a covariance has none"
                  + " below zero. Give a positive semidefinite kernel, for instance K + c I.",
              smallest, largest));
    }
    return Arrays.stream(values).map(value -> value > rounding ? value : 0).toArray();
  }

  /** Returns the fixed effects. */
  public FixedEffects fixed() {
    return fixed;
  }

  /** Returns d, the m eigenvalues of A'KA, ascending. */
  public double[] values() {
    return values;
  }

  /** Returns W (n x m). */
  public Matrix vectors() {
    return vectors;
  }

  /** Returns m = n - q. */
  public int degreesOfFreedom() {
    return values.length;
  }

  /** Returns c = tr(P_0 K) / (n - q), the mean of the eigenvalues. */
  public double meanValue() {
    return Arrays.stream(values).sum() / values.length;
  }

  /**
   * Returns W'y of a trait whose variance can be split.
   *
   * @throws genontk.error.InvalidInput if y or the kernel does not vary beyond the fixed effects
   */
  public double[] rotateVarying(double[] y) {
    Variation.requireOfKernel(meanValue(), "The kernel");
    double[] eta = rotate(y);
    Variation.requireOfTrait(eta, y);
    return eta;
  }

  /** Returns W'x. */
  public double[] rotate(double[] x) {
    double[] rotated = new double[values.length];
    for (int k = 0; k < rotated.length; k++) {
      double sum = 0;
      int start = vectors.start(k);
      for (int i = 0; i < x.length; i++) {
        sum += vectors.data()[start + i] * x[i];
      }
      rotated[k] = sum;
    }
    return rotated;
  }

  /** Returns Wx. */
  public double[] rotateBack(double[] x) {
    double[] back = new double[vectors.rows()];
    for (int k = 0; k < x.length; k++) {
      int start = vectors.start(k);
      for (int i = 0; i < back.length; i++) {
        back[i] += vectors.data()[start + i] * x[k];
      }
    }
    return back;
  }

  /** Returns KWx = W(d x) + Q_1 E'x. */
  public double[] kernelTimesRotatedBack(double[] x) {
    double[] scaled = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      scaled[k] = values[k] * x[k];
    }
    double[] product = rotateBack(scaled);
    double[] alongBasis = crossingTransposedTimes(x);
    for (int j = 0; j < alongBasis.length; j++) {
      for (int i = 0; i < product.length; i++) {
        product[i] += basis.get(i, j) * alongBasis[j];
      }
    }
    return product;
  }

  /** Returns E'x. */
  double[] crossingTransposedTimes(double[] x) {
    double[] product = new double[fixed.rank()];
    for (int j = 0; j < product.length; j++) {
      for (int k = 0; k < x.length; k++) {
        product[j] += crossing.get(k, j) * x[k];
      }
    }
    return product;
  }

  /** Returns E (m x q). */
  public Matrix crossing() {
    return crossing;
  }

  /** Returns M = Q_1'K Q_1 (q x q). */
  public Matrix within() {
    return within;
  }

  /** Returns Q_1 (n x q). */
  public Matrix basis() {
    return basis;
  }

  /** Returns the fixed effects b of given s K + e I, from eta = W'y. */
  public double[] fixedEffects(double[] y, double[] eta, double s, double e) {
    double[] weighted = new double[eta.length];
    for (int k = 0; k < eta.length; k++) {
      weighted[k] = eta[k] / (s * values[k] + e);
    }
    double[] alongBasis = crossingTransposedTimes(weighted);
    Matrix right = Matrix.zeros(fixed.rank(), 1);
    for (int j = 0; j < fixed.rank(); j++) {
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += basis.get(i, j) * y[i];
      }
      right.set(j, 0, sum - s * alongBasis[j]);
    }
    fixed.solve(right);
    return right.toArray();
  }

  /** Returns the covariance (Z'V^-1 Z)^-1 (q x q) of the fixed effects for V = s K + e I. */
  public Matrix fixedEffectsCovariance(double s, double e) {
    int q = fixed.rank();
    Matrix covariance = Matrix.zeros(q, q);
    for (int i = 0; i < q; i++) {
      for (int j = 0; j < q; j++) {
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
          sum += crossing.get(k, i) * crossing.get(k, j) / (s * values[k] + e);
        }
        covariance.set(i, j, s * within.get(i, j) + (i == j ? e : 0) - s * s * sum);
      }
    }
    fixed.solve(covariance);
    Matrix transposed = covariance.transpose();
    fixed.solve(transposed);
    return transposed;
  }

  /** Returns log|Z'Z|, the part of the restricted likelihood that the contrasts do not see. */
  double logDeterminantOfDesign() {
    return fixed.logDeterminant();
  }
}
