package genontk.variance;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Threads;
import java.util.Arrays;

/**
 * The traces tr(P V_i P V_j) and what P explains of every person's random effects, diag(M K_i P K_i
 * M), from the products P K_i.
 *
 * <p>One of the k products is had for nothing, from sum_i s_i P K_i = PV - s_e P = I - W Q_1' - s_e
 * P. P and two or (from three kernels on) three more n x n matrices are held.
 */
final class TermProducts {

  /**
   * A kernel whose scaled component is a smaller share of the total than this is multiplied rather
   * than had from the others, which would lose its digits.
   */
  static final double SUBTRACTABLE = 1e-3;

  private final KernelTerms terms;
  private final LikelihoodPoint point;
  private final LinearAlgebra algebra;
  private final Threads threads;
  private final double[][] traces;
  private final double[][] explained;
  private final double[][] prior;

  private TermProducts(KernelTerms terms, LikelihoodPoint point) {
    this.terms = terms;
    this.point = point;
    this.algebra = terms.algebra();
    this.threads = terms.threads();
    int count = terms.components();
    this.traces = new double[count][count];
    this.explained = new double[count][];
    this.prior = new double[count][];
  }

  /**
   * What was computed.
   *
   * @param traces S_ij = tr(P V_i P V_j), for kernels scaled to c = 1
   * @param prior s_i diag(M K_i M) of each kernel, and of their sum (n each)
   * @param explained s_i^2 diag(M K_i P K_i M) of each kernel, and of their sum (n each)
   */
  record Result(double[][] traces, double[][] prior, double[][] explained) {}

  static Result at(KernelTerms terms, LikelihoodPoint point) {
    TermProducts products = new TermProducts(terms, point);
    products.kernels();
    products.residual();
    products.sum();
    return new Result(products.traces, products.prior, products.explained);
  }

  private int residualIndex() {
    return terms.components() - 1;
  }

  private Matrix kernel(int k) {
    return terms.kernels().get(k);
  }

  private double scale(int k) {
    return terms.scales()[k];
  }

  /** Returns the kernel whose product follows from the others, or -1. */
  private int follower() {
    int largest = 0;
    for (int k = 1; k < residualIndex(); k++) {
      boolean more = Math.abs(point.components()[k]) > Math.abs(point.components()[largest]);
      largest = more ? k : largest;
    }
    return Math.abs(point.components()[largest]) > SUBTRACTABLE * Math.abs(point.total())
        ? largest
        : -1;
  }

  private void kernels() {
    int follower = follower();
    Matrix rest = follower < 0 ? null : explainedIdentity();
    for (int k = 0; k < residualIndex(); k++) {
      if (k != follower) {
        terms.execution().cancellation().checkpoint();
        Matrix product = algebra.product(point.projection(), false, kernel(k), false);
        take(k, product);
        othersOf(k, product, follower);
        if (rest != null && point.components()[k] != 0) {
          subtract(point.components()[k] / scale(k), product, rest);
        }
      }
    }
    if (follower >= 0) {
      divide(rest, point.components()[follower] / scale(follower));
      take(follower, rest);
      tracesOfFollower(follower);
    }
  }

  /** Takes from PK_k what concerns kernel k and the residual alone. */
  private void take(int k, Matrix product) {
    double c = scale(k);
    traces[k][k] = FrobeniusProducts.transposed(product, product, threads) / (c * c);
    double withResidual = FrobeniusProducts.of(product, point.projection(), threads) / c;
    traces[k][residualIndex()] = withResidual;
    traces[residualIndex()][k] = withResidual;
    double s = point.components()[k] / c;
    Matrix kernel = kernel(k);
    double[] means = rowMeans(kernel);
    prior[k] = times(s, centred(diagonal(kernel), means));
    double[] squares = FrobeniusProducts.columns(product, kernel, threads);
    double[] squaresMeans =
        FrobeniusProducts.times(
            kernel, FrobeniusProducts.times(point.projection(), means, threads), threads);
    explained[k] = times(s * s, centred(squares, squaresMeans));
  }

  /** Takes tr(PK_k PK_l) of the kernels l that have yet to come. */
  private void othersOf(int k, Matrix product, int follower) {
    boolean any = false;
    for (int l = k + 1; l < residualIndex(); l++) {
      any |= l != follower;
    }
    if (any) {
      Matrix both = algebra.product(product, false, point.projection(), false);
      for (int l = k + 1; l < residualIndex(); l++) {
        traces[k][l] = FrobeniusProducts.of(both, kernel(l), threads) / (scale(k) * scale(l));
        traces[l][k] = traces[k][l];
      }
    }
  }

  /** From sum_l s_l S_kl = tr(PK_k). */
  private void tracesOfFollower(int follower) {
    for (int k = 0; k < residualIndex(); k++) {
      if (k != follower) {
        double rest = FrobeniusProducts.of(point.projection(), kernel(k), threads) / scale(k);
        for (int l = 0; l < terms.components(); l++) {
          rest -= l == follower ? 0 : point.components()[l] * traces[k][l];
        }
        traces[k][follower] = rest / point.components()[follower];
        traces[follower][k] = traces[k][follower];
      }
    }
  }

  private void residual() {
    traces[residualIndex()][residualIndex()] =
        FrobeniusProducts.of(point.projection(), point.projection(), threads);
  }

  /** Fills in the sum of all kernels, from P sum_i s_i K_i column by column. */
  private void sum() {
    int n = terms.people();
    double[] diagonal = new double[n];
    double[] squares = new double[n];
    double[] means = new double[n];
    threads.forEach(
        n,
        j -> {
          double[] kernels = new double[n];
          addKernels(j, kernels);
          double[] product = new double[n];
          explainedIdentity(j, product, 0);
          diagonal[j] = kernels[j];
          means[j] = SmallMatrix.sum(kernels) / n;
          squares[j] = SmallMatrix.dot(product, kernels);
        });
    double[] projected = FrobeniusProducts.times(point.projection(), means, threads);
    double[] squaresMeans = new double[n];
    threads.forEach(
        n,
        j -> {
          double[] kernels = new double[n];
          addKernels(j, kernels);
          squaresMeans[j] = SmallMatrix.dot(kernels, projected);
        });
    prior[residualIndex()] = centred(diagonal, means);
    explained[residualIndex()] = centred(squares, squaresMeans);
  }

  private void addKernels(int j, double[] column) {
    for (int k = 0; k < residualIndex(); k++) {
      double s = point.components()[k] / scale(k);
      int from = kernel(k).start(j);
      for (int i = 0; s != 0 && i < column.length; i++) {
        column[i] += s * kernel(k).data()[from + i];
      }
    }
  }

  /** Returns I - W Q_1' - s_e P = P sum_i s_i K_i. */
  private Matrix explainedIdentity() {
    Matrix identity = Matrix.zeros(terms.people(), terms.people());
    threads.forEach(
        identity.columns(), j -> explainedIdentity(j, identity.data(), identity.start(j)));
    return identity;
  }

  private void explainedIdentity(int j, double[] column, int start) {
    Matrix weighted = point.weighted();
    int n = terms.people();
    int from = point.projection().start(j);
    for (int i = 0; i < n; i++) {
      column[start + i] = -point.residual() * point.projection().data()[from + i];
    }
    for (int l = 0; l < weighted.columns(); l++) {
      double factor = terms.basis().get(j, l);
      for (int i = 0; i < n; i++) {
        column[start + i] -= factor * weighted.get(i, l);
      }
    }
    column[start + j] += 1;
  }

  private void subtract(double factor, Matrix a, Matrix from) {
    threads.forEach(
        from.columns(),
        j -> Vectors.add(-factor, a.data(), a.start(j), from.data(), from.start(j), from.rows()));
  }

  private void divide(Matrix a, double by) {
    threads.forEach(
        a.columns(),
        j -> {
          int end = a.start(j) + a.rows();
          for (int i = a.start(j); i < end; i++) {
            a.data()[i] /= by;
          }
        });
  }

  private double[] rowMeans(Matrix kernel) {
    double[] share = new double[kernel.rows()];
    Arrays.fill(share, 1.0 / share.length);
    return FrobeniusProducts.times(kernel, share, threads);
  }

  static double[] diagonal(Matrix a) {
    double[] diagonal = new double[a.rows()];
    Arrays.setAll(diagonal, i -> a.get(i, i));
    return diagonal;
  }

  /** Returns the diagonal of MAM from that of A and A1/n. */
  static double[] centred(double[] diagonal, double[] means) {
    double grand = SmallMatrix.sum(means) / means.length;
    double[] centred = new double[diagonal.length];
    Arrays.setAll(centred, i -> diagonal[i] - 2 * means[i] + grand);
    return centred;
  }

  static double[] times(double factor, double[] x) {
    return Arrays.stream(x).map(value -> factor * value).toArray();
  }
}
