package genontk.variance.likelihood;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.linalg.small.FrobeniusProducts;
import genontk.linalg.small.SmallMatrix;
import genontk.run.Threads;
import java.util.Arrays;

/**
 * The traces tr(P V_i P V_j) and what P explains of every person's random effects, diag(M K_i P K_i
 * M), from the products P K_i.
 *
 * <p>One of the k products is derived from the others: that of the kernel with the largest
 * component. It follows from E = sum_i s_i P K_i = PV - s_e P = I - W Q_1' - s_e P, whose columns
 * are made where they are used. P and one more n x n matrix are held, from three kernels on two
 * more.
 */
public final class TermProducts {

  /**
   * Share of the total below which a component's product is computed. Derived from the others it
   * would lose its digits.
   */
  public static final double SUBTRACTABLE = 1e-3;

  /**
   * Stricter limit for traces: the derived kernel's own trace is a difference of two differences.
   */
  private static final double LEAST_OF_DERIVED = 1e-2;

  private final ScaledKernels terms;
  private final LikelihoodPoint point;
  private final LinearAlgebra algebra;
  private final Threads threads;
  private final int residual;
  private final int derived;
  private final double[][] traces;
  private final double[][] squares;
  private final double[] betweenDerived;

  private TermProducts(ScaledKernels terms, LikelihoodPoint point) {
    this.terms = terms;
    this.point = point;
    this.algebra = terms.algebra();
    this.threads = terms.threads();
    this.residual = terms.components() - 1;
    this.derived = derived();
    this.traces = new double[residual + 1][residual + 1];
    this.squares = new double[residual + 1][terms.people()];
    this.betweenDerived = new double[terms.people()];
  }

  /**
   * What was computed.
   *
   * @param traces S_ij = tr(P V_i P V_j), for kernels scaled to c = 1
   * @param prior s_i diag(M K_i M) of each kernel, and of their sum (n each)
   * @param explained s_i^2 diag(M K_i P K_i M) of each kernel, and of their sum (n each)
   */
  public record Result(double[][] traces, double[][] prior, double[][] explained) {}

  public static Result at(ScaledKernels terms, LikelihoodPoint point) {
    TermProducts products = new TermProducts(terms, point);
    for (int k = 0; k < products.residual; k++) {
      if (k != products.derived) {
        terms.execution().cancellation().checkpoint();
        products.take(k);
      }
    }
    products.tracesOfFollower(products.takeProjection());
    return products.centred();
  }

  private Matrix kernel(int k) {
    return terms.kernels().get(k);
  }

  private double scale(int k) {
    return terms.scales()[k];
  }

  /** Returns s_k per unit of the kernel as given. */
  private double given(int k) {
    return point.components()[k] / scale(k);
  }

  /** Returns the kernel whose product follows from the others, or -1. */
  private int derived() {
    int largest = 0;
    for (int k = 1; k < residual; k++) {
      boolean more = Math.abs(point.components()[k]) > Math.abs(point.components()[largest]);
      largest = more ? k : largest;
    }
    double share = Math.abs(point.components()[largest]);
    return share > LEAST_OF_DERIVED * Math.abs(point.total()) ? largest : -1;
  }

  /** Takes from PK_k its traces with itself and the residual, and diag(K_k P K_k). */
  private void take(int k) {
    Matrix kernel = kernel(k);
    Matrix product = algebra.product(point.projection(), false, kernel, false);
    double[] withResidual = new double[terms.people()];
    threads.forEach(
        withResidual.length,
        j -> {
          withResidual[j] = dot(product, point.projection(), j);
          squares[k][j] = dot(product, kernel, j);
          if (derived >= 0) {
            betweenDerived[j] += given(k) * dot(product, kernel(derived), j);
          }
        });
    traces[k][k] = FrobeniusProducts.transposed(product, product, threads) / square(scale(k));
    setTraces(k, residual, SmallMatrix.sum(withResidual) / scale(k));
    takeOthers(k, product);
  }

  /** Takes tr(PK_k PK_l) of the kernels l that have yet to come. */
  private void takeOthers(int k, Matrix product) {
    Matrix both = null;
    for (int l = k + 1; l < residual; l++) {
      if (l != derived) {
        both = both == null ? algebra.product(product, false, point.projection(), false) : both;
        setTraces(k, l, FrobeniusProducts.of(both, kernel(l), threads) / (scale(k) * scale(l)));
      }
    }
  }

  /**
   * Takes from P itself tr(PP) and what E explains of the derived kernel and of the sum of all
   * kernels.
   *
   * @return tr(P V_i) of each component
   */
  private double[] takeProjection() {
    int n = terms.people();
    double[][] diagonals = new double[residual + 1][n];
    double[] withItself = new double[n];
    threads.forEach(
        n,
        j -> {
          double[] product = new double[n];
          double[] sum = new double[n];
          setExplained(j, product);
          for (int k = 0; k < residual; k++) {
            Vectors.add(given(k), kernel(k).data(), kernel(k).start(j), sum, 0, n);
            diagonals[k][j] = dot(point.projection(), kernel(k), j) / scale(k);
          }
          diagonals[residual][j] = point.projection().get(j, j);
          withItself[j] = dot(point.projection(), point.projection(), j);
          squares[residual][j] = Vectors.dot(product, 0, sum, 0, n);
          if (derived >= 0) {
            Matrix kernel = kernel(derived);
            double all = Vectors.dot(product, 0, kernel.data(), kernel.start(j), n);
            squares[derived][j] = (all - betweenDerived[j]) / given(derived);
          }
        });
    traces[residual][residual] = SmallMatrix.sum(withItself);
    return Arrays.stream(diagonals).mapToDouble(SmallMatrix::sum).toArray();
  }

  /** Writes column j of E. */
  private void setExplained(int j, double[] column) {
    int n = column.length;
    Matrix projection = point.projection();
    Matrix weighted = point.weighted();
    Vectors.add(-point.residual(), projection.data(), projection.start(j), column, 0, n);
    for (int l = 0; l < weighted.columns(); l++) {
      double factor = -terms.basis().get(j, l);
      Vectors.add(factor, weighted.data(), weighted.start(l), column, 0, n);
    }
    column[j] += 1;
  }

  /** From sum_l s_l S_kl = tr(P V_k), that with itself last. */
  private void tracesOfFollower(double[] ofProjection) {
    for (int i = 0; derived >= 0 && i <= residual; i++) {
      int k = i == residual ? derived : i < derived ? i : i + 1;
      double rest = ofProjection[k];
      for (int l = 0; l <= residual; l++) {
        rest -= l == derived ? 0 : point.components()[l] * traces[k][l];
      }
      setTraces(k, derived, rest / point.components()[derived]);
    }
  }

  private void setTraces(int k, int l, double value) {
    traces[k][l] = value;
    traces[l][k] = value;
  }

  /** Returns what was taken, each diag(A) turned to diag(MAM). */
  private Result centred() {
    int n = terms.people();
    double[][] diagonals = new double[residual + 1][n];
    Matrix means = Matrix.zeros(n, residual + 1);
    for (int k = 0; k < residual; k++) {
      diagonals[k] = diagonal(kernel(k));
      double[] ofKernel = FrobeniusProducts.rowMeans(kernel(k), threads);
      System.arraycopy(ofKernel, 0, means.data(), means.start(k), n);
      Vectors.add(given(k), diagonals[k], 0, diagonals[residual], 0, n);
      Vectors.add(given(k), ofKernel, 0, means.data(), means.start(residual), n);
    }
    Matrix projected = FrobeniusProducts.times(point.projection(), means, threads);
    double[][] prior = new double[residual + 1][];
    double[][] explained = new double[residual + 1][];
    double[] meansOfSum = new double[n];
    for (int k = 0; k < residual; k++) {
      Matrix both = Matrix.zeros(n, 2);
      System.arraycopy(projected.data(), projected.start(k), both.data(), 0, n);
      System.arraycopy(projected.data(), projected.start(residual), both.data(), n, n);
      Matrix moved = FrobeniusProducts.times(kernel(k), both, threads);
      double s = given(k);
      prior[k] = times(s, centred(diagonals[k], means.columnValues(k)));
      explained[k] = times(s * s, centred(squares[k], moved.columnValues(0)));
      Vectors.add(s, moved.data(), n, meansOfSum, 0, n);
    }
    prior[residual] = centred(diagonals[residual], means.columnValues(residual));
    explained[residual] = centred(squares[residual], meansOfSum);
    return new Result(traces, prior, explained);
  }

  /** Returns the product of column j of two matrices. */
  private static double dot(Matrix a, Matrix b, int j) {
    return Vectors.dot(a.data(), a.start(j), b.data(), b.start(j), a.rows());
  }

  private static double square(double x) {
    return x * x;
  }

  public static double[] diagonal(Matrix a) {
    double[] diagonal = new double[a.rows()];
    Arrays.setAll(diagonal, i -> a.get(i, i));
    return diagonal;
  }

  /** Returns the diagonal of MAM from that of A and A1/n. */
  public static double[] centred(double[] diagonal, double[] means) {
    double grand = SmallMatrix.sum(means) / means.length;
    double[] centred = new double[diagonal.length];
    Arrays.setAll(centred, i -> diagonal[i] - 2 * means[i] + grand);
    return centred;
  }

  public static double[] times(double factor, double[] x) {
    return Arrays.stream(x).map(value -> factor * value).toArray();
  }
}
