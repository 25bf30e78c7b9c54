package genontk.variance.moment;

import genontk.linalg.Matrix;
import genontk.linalg.small.FrobeniusProducts;
import genontk.linalg.small.SmallMatrix;
import genontk.run.Threads;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.onekernel.VariationChecks;

/**
 * The equations S s = u of MINQUE(0) for several kernels, in O(n^2 k^2): the Haseman-Elston
 * regression of all n^2 entries of rr' on those of P_0 K_k P_0 and P_0.
 *
 * <pre>
 *   S_ij = (K_i, K_j) - 2 (K_i Q_1, K_j Q_1) + (Q_1'K_i Q_1, Q_1'K_j Q_1),   u_i = r'K_i r,  r = P_0 y
 * </pre>
 *
 * @param matrix S, for kernels scaled to c = 1
 * @param right u
 */
public record MomentEquations(double[][] matrix, double[] right) {

  /** A kernel whose S_kk exceeds n - q by no more than this share of it is the identity. */
  private static final double IDENTITY = 1e-14;

  /**
   * Sets up the equations.
   *
   * @throws genontk.error.InvalidInput if a kernel cannot be told from the identity
   */
  public static MomentEquations of(ScaledKernels terms) {
    int kernels = terms.kernels().size();
    int m = terms.degreesOfFreedom();
    Threads one = Threads.of(1);
    Matrix[] byBasis = new Matrix[kernels];
    Matrix[] within = new Matrix[kernels];
    double[][] s = new double[kernels + 1][kernels + 1];
    double[] u = new double[kernels + 1];
    for (int i = 0; i < kernels; i++) {
      terms.execution().cancellation().checkpoint();
      Matrix kernel = terms.kernels().get(i);
      Matrix moved = terms.timesBasisAndTrait().get(i);
      byBasis[i] = moved.block(0, 0, moved.rows(), terms.basis().columns());
      within[i] = terms.algebra().product(terms.basis(), true, byBasis[i], false);
      for (int j = 0; j <= i; j++) {
        double entries =
            i == j
                ? terms.squares()[i]
                : FrobeniusProducts.of(kernel, terms.kernels().get(j), terms.threads());
        double product =
            entries
                - 2 * FrobeniusProducts.of(byBasis[i], byBasis[j], one)
                + FrobeniusProducts.of(within[i], within[j], one);
        s[i][j] = product / (terms.scales()[i] * terms.scales()[j]);
        s[j][i] = s[i][j];
      }
      requireNotIdentity(s[i][i], m, kernels == 1 ? "The kernel" : "Kernel " + (i + 1));
      s[i][kernels] = m;
      s[kernels][i] = m;
      double[] ofContrast = moved.columnValues(terms.basis().columns());
      u[i] = SmallMatrix.dot(terms.contrast(), ofContrast) / terms.scales()[i];
    }
    s[kernels][kernels] = m;
    u[kernels] = SmallMatrix.dot(terms.contrast(), terms.contrast());
    return new MomentEquations(s, u);
  }

  private static void requireNotIdentity(double squares, int m, String which) {
    if (!(squares - m > IDENTITY * squares)) {
      throw VariationChecks.notSeparable(which);
    }
  }
}
