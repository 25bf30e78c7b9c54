package genontk.variance.moment;

import genontk.error.Message;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.Matrix;
import genontk.linalg.small.FrobeniusProducts;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.onekernel.RestrictedSpectrum;
import java.util.Arrays;

/**
 * The check that a kernel has no eigenvalue far below zero on the error contrasts ({@link
 * RestrictedSpectrum#SLIGHT}), by one Cholesky factorisation of K + d I + t Q_1 Q_1', d what is
 * allowed and t so large that the span of Z does not matter.
 */
public final class Semidefinite {

  private static final double LARGE = 1e8;
  private static final int POWER_STEPS = 30;

  private Semidefinite() {}

  /**
   * Checks kernel k.
   *
   * @throws NotPositiveDefinite if it has an eigenvalue far below zero
   */
  public static void require(ScaledKernels terms, int k) {
    Matrix kernel = terms.kernels().get(k);
    double largest = largest(terms, kernel);
    Matrix shifted = kernel.copy();
    Matrix basis = terms.basis();
    terms.algebra().multiply(LARGE * largest, basis, false, basis, true, 1, shifted);
    double allowed = RestrictedSpectrum.SLIGHT * terms.scales()[k];
    for (int i = 0; i < shifted.rows(); i++) {
      shifted.set(i, i, shifted.get(i, i) + allowed);
    }
    try {
      terms.algebra().cholesky(shifted);
    } catch (NotPositiveDefinite negative) {
      throw new NotPositiveDefinite(
          Message.of(
              "Kernel %d has a negative eigenvalue (the largest is about %.3g); a covariance has"
                  + " none. Give positive semidefinite kernels, for instance K + c I.",
              k + 1, largest));
    }
  }

  /** Returns about the largest |eigenvalue| on the contrasts, by the power method from P_0 y. */
  private static double largest(ScaledKernels terms, Matrix kernel) {
    double[] x = terms.contrast().clone();
    double length = Math.sqrt(SmallMatrix.dot(x, x));
    for (int step = 0; step < POWER_STEPS; step++) {
      double last = length;
      double[] from = x;
      Arrays.setAll(from, i -> from[i] / last);
      Matrix image = Matrix.column(FrobeniusProducts.times(kernel, from, terms.threads()));
      Matrix along = terms.algebra().product(terms.basis(), true, image, false);
      terms.algebra().multiply(-1, terms.basis(), false, along, false, 1, image);
      x = image.data();
      length = Math.sqrt(SmallMatrix.dot(x, x));
    }
    return length;
  }
}
