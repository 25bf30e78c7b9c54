package genontk.variance.moment;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.small.FrobeniusProducts;
import genontk.linalg.small.SmallMatrix;
import genontk.run.Threads;
import genontk.variance.likelihood.ScaledKernels;
import java.util.ArrayList;
import java.util.List;

/**
 * The covariance of MINQUE, S^-1 C S^-1 with C_ij = 2 tr(P V_i P V P V_j P V). P is that of the
 * prior weights v, and V that of the estimate.
 *
 * <p>With G = PV and X_i = P V_i G it is C_ij = 2 tr(X_i X_j), and X of the residual follows from
 * sum_i v_i X_i = G.
 */
final class Sandwich {

  private Sandwich() {}

  /** Returns the sandwich product B F B of bread B and filling F. */
  static double[][] of(double[][] bread, double[][] filling) {
    int n = bread.length;
    double[][] result = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          result[i][j] += bread[i][k] * SmallMatrix.dot(filling[k], bread[j]);
        }
      }
    }
    return result;
  }

  /**
   * Returns C. It holds two n x n matrices, and one per kernel, beside P.
   *
   * @param weights v, scaled; that of the residual is above zero
   * @param projection P at v, or null where it is P_0
   * @param components the scaled estimates
   */
  static double[][] filling(
      ScaledKernels terms, double[] weights, Matrix projection, double[] components) {
    LinearAlgebra algebra = terms.algebra();
    Threads threads = terms.threads();
    int residual = components.length - 1;
    Matrix p = projection == null ? contrasts(terms) : projection;
    Matrix rest = algebra.product(p, false, covariance(terms, components), false);
    List<Matrix> products = new ArrayList<>();
    for (int k = 0; k < residual; k++) {
      terms.execution().cancellation().checkpoint();
      Matrix moved = algebra.product(p, false, terms.kernels().get(k), false);
      Matrix product = Matrix.zeros(p.rows(), p.rows());
      algebra.multiply(1 / terms.scales()[k], moved, false, rest, false, 0, product);
      products.add(product);
    }
    for (int i = 0; i < rest.data().length; i++) {
      for (int k = 0; k < residual; k++) {
        rest.data()[i] -= weights[k] * products.get(k).data()[i];
      }
      rest.data()[i] /= weights[residual];
    }
    products.add(rest);
    double[][] filling = new double[residual + 1][residual + 1];
    for (int i = 0; i <= residual; i++) {
      for (int j = 0; j <= i; j++) {
        filling[i][j] = 2 * FrobeniusProducts.transposed(products.get(i), products.get(j), threads);
        filling[j][i] = filling[i][j];
      }
    }
    return filling;
  }

  private static Matrix contrasts(ScaledKernels terms) {
    Matrix p = Matrix.identity(terms.people());
    terms.algebra().multiply(-1, terms.basis(), false, terms.basis(), true, 1, p);
    return p;
  }

  private static Matrix covariance(ScaledKernels terms, double[] components) {
    int n = terms.people();
    double[] given = terms.unscaled(components);
    Matrix v = Matrix.zeros(n, n);
    for (int k = 0; k < given.length - 1; k++) {
      Matrix kernel = terms.kernels().get(k);
      double s = given[k];
      terms
          .threads()
          .forEach(
              n,
              j -> {
                for (int i = 0; i < n; i++) {
                  v.set(i, j, v.get(i, j) + s * kernel.get(i, j));
                }
              });
    }
    for (int i = 0; i < n; i++) {
      v.set(i, i, v.get(i, i) + given[given.length - 1]);
    }
    return v;
  }
}
