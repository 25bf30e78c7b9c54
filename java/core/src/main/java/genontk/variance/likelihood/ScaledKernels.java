package genontk.variance.likelihood;

import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.small.FrobeniusProducts;
import genontk.linalg.small.SmallMatrix;
import genontk.run.Execution;
import genontk.run.Threads;
import genontk.variance.onekernel.VariationChecks;
import java.util.ArrayList;
import java.util.List;

/**
 * What the methods for several kernels share: y = Zb + sum_k g_k + e, every kernel scaled to c_k =
 * tr(P_0 K_k) / (n - q) = 1.
 *
 * <p>Records that weigh differently, or several of a person, are transformed first (see {@link
 * Records}); everything here but {@code ofPeople} is of the transformed ones.
 *
 * @param kernels K_k (n x n each, symmetric), never written to
 * @param scales c_k, and 1 for the residual
 * @param fixed the fixed effects
 * @param basis Q_1 (n x q), an orthonormal basis of Z
 * @param y the trait (n)
 * @param contrast r = P_0 y (n)
 * @param timesBasisAndTrait K_k (Q_1, r) of each kernel (n x q + 1)
 * @param squares the sum of the squares of the entries of each K_k
 * @param records the person of each of the n rows, and its weight
 * @param ofPeople the kernels between people, as they were given
 */
public record ScaledKernels(
    List<Matrix> kernels,
    double[] scales,
    FixedEffects fixed,
    Matrix basis,
    double[] y,
    double[] contrast,
    List<Matrix> timesBasisAndTrait,
    double[] squares,
    Records records,
    List<Matrix> ofPeople,
    LinearAlgebra algebra,
    Execution execution) {

  /** Every face of the orthant of components is tried, which takes 2^(k + 1) trials. */
  private static final int MOST_KERNELS = 12;

  /** Returns the terms of one record a person. */
  public static ScaledKernels of(
      List<Matrix> kernels,
      FixedEffects fixed,
      double[] y,
      LinearAlgebra algebra,
      Execution execution) {
    return of(kernels, Records.oneEach(fixed.people()), fixed, y, algebra, execution);
  }

  /**
   * Checks the terms and scales them.
   *
   * @param ofPeople K_k between people
   * @param fixed of the design W^1/2 Z
   * @param given y (records)
   * @throws InvalidInput if sizes differ, or y or a kernel does not vary beyond Z
   * @throws NotPositiveDefinite if the eigenvalues of a kernel are negative on average
   */
  public static ScaledKernels of(
      List<Matrix> ofPeople,
      Records records,
      FixedEffects fixed,
      double[] given,
      LinearAlgebra algebra,
      Execution execution) {
    requireSizes(ofPeople, records, fixed, given);
    Threads threads = execution.threads();
    List<Matrix> kernels =
        ofPeople.stream().map(kernel -> records.spread(kernel, threads)).toList();
    double[] y = records.scaled(given);
    Matrix basis = fixed.basis(threads);
    double[] contrast = contrast(fixed, y, threads);
    VariationChecks.requireOfTrait(contrast, y);
    Matrix basisAndContrast = joined(basis, contrast);
    List<Matrix> moved = new ArrayList<>();
    double[] squares = new double[kernels.size()];
    double[] scales = new double[kernels.size() + 1];
    for (int k = 0; k < kernels.size(); k++) {
      execution.cancellation().checkpoint();
      KernelPass pass = KernelPass.of(kernels.get(k), basisAndContrast, algebra, threads);
      moved.add(pass.product());
      squares[k] = pass.square();
      scales[k] = meanValue(kernels.get(k), basis, moved.get(k));
      requireNotNegative(scales[k], k);
      VariationChecks.requireOfKernel(
          scales[k], kernels.size() == 1 ? "The kernel" : "Kernel " + (k + 1));
    }
    scales[kernels.size()] = 1;
    return new ScaledKernels(
        kernels,
        scales,
        fixed,
        basis,
        y,
        contrast,
        List.copyOf(moved),
        squares,
        records,
        List.copyOf(ofPeople),
        algebra,
        execution);
  }

  private static void requireSizes(
      List<Matrix> kernels, Records records, FixedEffects fixed, double[] y) {
    int n = records.people();
    if (kernels.isEmpty() || kernels.size() > MOST_KERNELS) {
      throw InvalidInput.of(
          "%s kernels were given; allowed are 1 to %s.", kernels.size(), MOST_KERNELS);
    }
    if (y.length != records.count() || fixed.people() != records.count()) {
      throw InvalidInput.of(
          "y has %s values and the design %s rows for %s records; give one for each.",
          y.length, fixed.people(), records.count());
    }
    for (int k = 0; k < kernels.size(); k++) {
      Matrix kernel = kernels.get(k);
      if (kernel.rows() != n || kernel.columns() != n) {
        throw InvalidInput.of(
            "Kernel %d is %d x %d for %d people; give kernels of the same people, %d x %d.",
            k + 1, kernel.rows(), kernel.columns(), n, n, n);
      }
    }
  }

  private static void requireNotNegative(double meanValue, int k) {
    if (meanValue < 0) {
      throw new NotPositiveDefinite(
          Message.of(
              "Kernel %d has eigenvalues of mean %.3g; a covariance has none below zero. Give a"
                  + " positive semidefinite kernel, for instance K + c I.",
              k + 1, meanValue));
    }
  }

  /** Returns tr(P_0 K) / (n - q). */
  private static double meanValue(Matrix kernel, Matrix basis, Matrix moved) {
    Matrix product = moved.block(0, 0, moved.rows(), basis.columns());
    double trace = 0;
    for (int i = 0; i < kernel.rows(); i++) {
      trace += kernel.get(i, i);
    }
    double explained = FrobeniusProducts.of(product, basis, Threads.of(1));
    double left = trace - explained;
    boolean rounding = Math.abs(left) <= 1e-12 * (Math.abs(trace) + Math.abs(explained));
    return rounding ? 0 : left / (kernel.rows() - basis.columns());
  }

  static Matrix joined(Matrix basis, double[] contrast) {
    Matrix joined = Matrix.zeros(basis.rows(), basis.columns() + 1);
    System.arraycopy(basis.data(), 0, joined.data(), 0, basis.data().length);
    System.arraycopy(contrast, 0, joined.data(), basis.data().length, contrast.length);
    return joined;
  }

  /** Returns P_0 y, by reflecting to the contrasts and back. */
  private static double[] contrast(FixedEffects fixed, double[] y, Threads threads) {
    Matrix column = Matrix.column(y.clone());
    fixed.applyTransposed(column, threads);
    for (int j = 0; j < fixed.rank(); j++) {
      column.set(j, 0, 0);
    }
    fixed.apply(column, threads);
    return column.data();
  }

  /** Returns k + 1, the residual counted. */
  public int components() {
    return scales.length;
  }

  public int people() {
    return y.length;
  }

  /**
   * Returns log|Z'Z| - log|W|: what the likelihood of the trait as given holds besides that of the
   * contrasts.
   */
  public double logDeterminantOfDesign() {
    return fixed.logDeterminant() - records.logDeterminant();
  }

  /** Returns n - q. */
  public int degreesOfFreedom() {
    return y.length - fixed.rank();
  }

  public Threads threads() {
    return execution.threads();
  }

  /** Returns the same for one thread, beside which others work. */
  public ScaledKernels onOneThread() {
    return new ScaledKernels(
        kernels,
        scales,
        fixed,
        basis,
        y,
        contrast,
        timesBasisAndTrait,
        squares,
        records,
        ofPeople,
        algebra.onOneThread(),
        execution.onOneThread());
  }

  /** Returns components per unit of the kernels scaled to c = 1. */
  public double[] scaled(double[] components) {
    double[] scaled = new double[components.length];
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = components[k] * scales[k];
    }
    return scaled;
  }

  /** Returns components per unit of the kernels as given. */
  public double[] unscaled(double[] components) {
    double[] unscaled = new double[components.length];
    for (int k = 0; k < unscaled.length; k++) {
      unscaled[k] = components[k] / scales[k];
    }
    return unscaled;
  }

  /** Returns the covariance of components per unit of the kernels as given. */
  public Matrix unscaledCovariance(double[][] covariance) {
    double[] factors = new double[scales.length];
    for (int k = 0; k < factors.length; k++) {
      factors[k] = 1 / scales[k];
    }
    return SmallMatrix.scaled(covariance, factors);
  }
}
