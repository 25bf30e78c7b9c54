package genontk.variance.onekernel;

import genontk.design.FixedEffects;
import genontk.error.Message;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.SymmetricEigen;
import genontk.linalg.small.SmallMatrix;
import genontk.run.Execution;
import java.util.Arrays;

/**
 * One eigendecomposition, A'KA = U diag(d) U' with A = null(Z'), by which what y = Zb + g + e says
 * of variances is O(n).
 *
 * <p>With W = AU (n x m, m = n - q), V = s K + e I and w = s d + e, P = V^-1 - V^-1 Z (Z'V^-1 Z)^-1
 * Z'V^-1 = W diag(1/w) W' (Kang et al. 2008, restricted form).
 */
public final class RestrictedSpectrum {

  /** Eigenvalues down to minus this share of the largest count as rounding. */
  private static final double ROUNDING = 1e-6;

  /** Eigenvalues below this share of the kernel's mean |diagonal|, times n, are rounding too. */
  private static final double RELATIVE_ROUNDING = 1e-14;

  /**
   * Eigenvalues of a kernel down to minus this share of their mean are borne by methods that keep V
   * positive definite themselves: where each entry is a mean over the SNPs that two people have in
   * common, as in GCTA's relationship matrix, some lie below zero.
   */
  public static final double SLIGHT = 0.5;

  private final FixedEffects fixed;
  private final double[] values;
  private final Matrix vectors;

  private RestrictedSpectrum(FixedEffects fixed, double[] values, Matrix vectors) {
    this.fixed = fixed;
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * Decomposes a kernel on the error contrasts.
   *
   * @param kernel K (n x n, symmetric)
   * @throws NotPositiveDefinite if K has negative eigenvalues on the contrasts
   */
  public static RestrictedSpectrum of(
      Matrix kernel, FixedEffects fixed, LinearAlgebra algebra, Execution execution) {
    int q = fixed.rank();
    int m = fixed.people() - q;
    execution.step("eigenvalues", 0);
    SymmetricEigen eigen = algebra.eigen(fixed.contrasts(kernel, execution));
    execution.step("eigenvalues", 0.9);
    double mean = SmallMatrix.sum(eigen.values()) / m;
    double[] values = settled(eigen.values(), mean, rounding(kernel), "The kernel");
    if (values[0] < 0) {
      throw negative(values, "The kernel");
    }
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
    return new RestrictedSpectrum(fixed, values, vectors);
  }

  /** Returns below what an eigenvalue of a kernel is rounding. */
  public static double rounding(Matrix kernel) {
    double sum = 0;
    for (int i = 0; i < kernel.rows(); i++) {
      sum += Math.abs(kernel.get(i, i));
    }
    return RELATIVE_ROUNDING * sum;
  }

  /**
   * Returns eigenvalues of a kernel, those that are rounding as zero; slightly negative ones stay.
   *
   * @param values ascending, the smallest and the largest among them
   * @param mean of all eigenvalues
   * @param which what the kernel is called in an error
   * @throws NotPositiveDefinite if one is far below zero
   */
  static double[] settled(double[] values, double mean, double rounding, String which) {
    double smallest = values[0];
    double largest = Math.max(values[values.length - 1], -smallest);
    double zero = Math.max(rounding, ROUNDING * largest);
    if (smallest < -Math.max(zero, SLIGHT * mean)) {
      throw negative(values, which);
    }
    return Arrays.stream(values)
        .map(value -> value > rounding || value < -zero ? value : 0)
        .toArray();
  }

  private static NotPositiveDefinite negative(double[] values, String which) {
    return new NotPositiveDefinite(
        Message.of(
            "%s has the eigenvalue %.3g (the largest is %.3g); a covariance has none below zero."
                + " Give a positive semidefinite kernel, for instance K + c I.",
            which, values[0], values[values.length - 1]));
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
  int degreesOfFreedom() {
    return values.length;
  }

  /** Returns c = tr(P_0 K) / (n - q), the mean of the eigenvalues. */
  double meanValue() {
    return Arrays.stream(values).sum() / values.length;
  }

  /**
   * Returns W'y of a trait whose variance can be split.
   *
   * @throws genontk.error.InvalidInput if y or the kernel does not vary beyond the fixed effects
   */
  double[] rotateVarying(double[] y) {
    VariationChecks.requireOfKernel(meanValue(), "The kernel");
    double[] eta = rotate(y);
    VariationChecks.requireOfTrait(eta, y);
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

  /** Returns log|Z'Z|, the part of the restricted likelihood that the contrasts do not see. */
  double logDeterminantOfDesign() {
    return fixed.logDeterminant();
  }
}
