package genontk.linalg;

import genontk.error.DidNotConverge;
import genontk.error.NotPositiveDefinite;
import genontk.run.Threads;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.EjmlVersion;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Linear algebra in pure Java by EJML: the eigenvectors of plain Java, and the reference of the
 * tests.
 *
 * <p>EJML is row-major. A column-major matrix without gaps is the transpose of a row-major matrix
 * on the same array, so only blocks with gaps are copied.
 */
public final class EjmlLinearAlgebra implements LinearAlgebra {

  static final String DESCRIPTION = "EJML " + EjmlVersion.VERSION + " (pure Java)";

  private static final int COLUMNS_PER_TASK = 64;
  private static final double SERIAL_FLOPS = 2e6;
  private static final Threads ONE_THREAD = Threads.of(1);

  private final Threads threads;

  /**
   * Makes linear algebra for one piece of work.
   *
   * @param threads the threads on which it computes
   */
  public EjmlLinearAlgebra(Threads threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public String description() {
    return DESCRIPTION;
  }

  @Override
  public void multiply(
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c) {
    if (!transposeA && !transposeB && c.columns() <= ThinProduct.MAX_COLUMNS) {
      scale(beta, c);
      boolean small = 2.0 * c.rows() * c.columns() * a.columns() < SERIAL_FLOPS;
      ThinProduct.add(alpha, a, b, c, small ? ONE_THREAD : threads);
      return;
    }
    DMatrixRMaj left = transposed(a);
    int tasks = (c.columns() + COLUMNS_PER_TASK - 1) / COLUMNS_PER_TASK;
    double flops = 2.0 * c.rows() * c.columns() * (transposeA ? a.rows() : a.columns());
    Threads workers = flops < SERIAL_FLOPS ? ONE_THREAD : threads;
    workers.forEach(
        tasks,
        task -> {
          int from = task * COLUMNS_PER_TASK;
          int width = Math.min(COLUMNS_PER_TASK, c.columns() - from);
          Matrix right =
              transposeB ? b.block(from, 0, width, b.columns()) : b.block(0, from, b.rows(), width);
          DMatrixRMaj product = timesTransposed(left, transposeA, transposed(right), transposeB);
          add(alpha, product, beta, c.block(0, from, c.rows(), width));
        });
  }

  private static void scale(double beta, Matrix c) {
    for (int j = 0; j < c.columns(); j++) {
      int start = c.start(j);
      for (int i = 0; i < c.rows(); i++) {
        c.data()[start + i] = beta == 0 ? 0 : beta * c.data()[start + i];
      }
    }
  }

  /** Returns (op(A) op(B))' = op(B)' op(A)' from A' and B'. */
  private static DMatrixRMaj timesTransposed(
      DMatrixRMaj left, boolean transposeA, DMatrixRMaj right, boolean transposeB) {
    DMatrixRMaj product = new DMatrixRMaj(1, 1);
    if (transposeA && transposeB) {
      CommonOps_DDRM.multTransAB(right, left, product);
    } else if (transposeA) {
      CommonOps_DDRM.multTransB(right, left, product);
    } else if (transposeB) {
      CommonOps_DDRM.multTransA(right, left, product);
    } else {
      CommonOps_DDRM.mult(right, left, product);
    }
    return product;
  }

  private static void add(double alpha, DMatrixRMaj product, double beta, Matrix c) {
    for (int j = 0; j < c.columns(); j++) {
      int to = c.start(j);
      int from = j * c.rows();
      for (int i = 0; i < c.rows(); i++) {
        double kept = beta == 0 ? 0 : beta * c.data()[to + i];
        c.data()[to + i] = alpha * product.data[from + i] + kept;
      }
    }
  }

  @Override
  public void productTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
    Arrays.fill(c, 0, m * n, 0);
    threads.forEach(
        n,
        j -> {
          for (int l = 0; l < k; l++) {
            float factor = b[j + l * n];
            for (int i = 0; i < m; i++) {
              c[j * m + i] += a[l * m + i] * factor;
            }
          }
        });
  }

  @Override
  public Cholesky cholesky(Matrix a) {
    CholeskyDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.chol(a.rows(), true);
    boolean positive = decomposition.decompose(mirrored(a));
    DMatrixRMaj lower = decomposition.getT(null);
    if (!positive || !lastPivotIsPositive(lower)) {
      throw NotPositiveDefinite.ofOrder(a.rows());
    }
    return new EjmlCholesky(lower);
  }

  /** Returns false if there is a NaN: it reaches the last pivot, and EJML does not see it. */
  private static boolean lastPivotIsPositive(DMatrixRMaj lower) {
    int last = lower.numRows - 1;
    return last < 0 || lower.get(last, last) > 0;
  }

  @Override
  public SymmetricEigen eigen(Matrix a) {
    int n = a.rows();
    EigenDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.eig(n, true, true);
    if (!decomposition.decompose(mirrored(a))) {
      throw DidNotConverge.ofOrder(n);
    }
    double[] values = new double[n];
    Matrix vectors = Matrix.zeros(n, n);
    int[] ascending =
        IntStream.range(0, n)
            .boxed()
            .sorted((i, j) -> Double.compare(value(decomposition, i), value(decomposition, j)))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int j = 0; j < n; j++) {
      values[j] = value(decomposition, ascending[j]);
      System.arraycopy(
          decomposition.getEigenVector(ascending[j]).data, 0, vectors.data(), vectors.start(j), n);
    }
    return new SymmetricEigen(values, vectors);
  }

  @Override
  public Tridiagonal tridiagonal(Matrix a) {
    int n = a.rows();
    TridiagonalDecompositionHouseholder_DDRM decomposition =
        new TridiagonalDecompositionHouseholder_DDRM();
    double[] diagonal = new double[n];
    double[] offDiagonal = new double[n];
    if (n > 0) {
      decomposition.decompose(mirrored(a));
      decomposition.getDiagonal(diagonal, offDiagonal);
    }
    return new EjmlTridiagonal(
        this, decomposition, diagonal, Arrays.copyOf(offDiagonal, Math.max(0, n - 1)));
  }

  @Override
  public LinearAlgebra onOneThread() {
    return new EjmlLinearAlgebra(ONE_THREAD);
  }

  private static double value(EigenDecomposition_F64<DMatrixRMaj> decomposition, int i) {
    return decomposition.getEigenvalue(i).real;
  }

  /** Returns A' for EJML: on the same array if A fills it, otherwise a copy. */
  private static DMatrixRMaj transposed(Matrix a) {
    return DMatrixRMaj.wrap(a.columns(), a.rows(), a.fillsArray() ? a.data() : a.toArray());
  }

  /** Returns the symmetric matrix with the given lower triangle. */
  private static DMatrixRMaj mirrored(Matrix a) {
    DMatrixRMaj symmetric = transposed(a);
    int n = a.rows();
    for (int j = 0; j < n; j++) {
      for (int i = j + 1; i < n; i++) {
        symmetric.data[j + i * n] = symmetric.data[i + j * n];
      }
    }
    return symmetric;
  }

  /** Forward and back substitution with L, which EJML holds row by row. */
  private record EjmlCholesky(DMatrixRMaj lower) implements Cholesky {

    @Override
    public void solve(Matrix b) {
      solveLower(b);
      int n = lower.numRows;
      double[] l = lower.data;
      for (int k = 0; k < b.columns(); k++) {
        int x = b.start(k);
        for (int i = n - 1; i >= 0; i--) {
          double value = b.data()[x + i] / l[i * n + i];
          b.data()[x + i] = value;
          for (int j = 0; j < i; j++) {
            b.data()[x + j] -= l[i * n + j] * value;
          }
        }
      }
    }

    @Override
    public void solveLower(Matrix b) {
      int n = lower.numRows;
      double[] l = lower.data;
      for (int k = 0; k < b.columns(); k++) {
        int x = b.start(k);
        for (int i = 0; i < n; i++) {
          double sum = b.data()[x + i];
          for (int j = 0; j < i; j++) {
            sum -= l[i * n + j] * b.data()[x + j];
          }
          b.data()[x + i] = sum / l[i * n + i];
        }
      }
    }

    @Override
    public Matrix inverse() {
      Matrix inverse = Matrix.identity(lower.numRows);
      solve(inverse);
      Symmetry.average(inverse);
      return inverse;
    }

    @Override
    public double logDeterminant() {
      double sum = 0;
      for (int i = 0; i < lower.numRows; i++) {
        sum += 2 * Math.log(lower.data[i * lower.numRows + i]);
      }
      return sum;
    }
  }

  /** A tridiagonal form whose Q is computed when a product needs it. */
  private record EjmlTridiagonal(
      LinearAlgebra algebra,
      TridiagonalDecompositionHouseholder_DDRM decomposition,
      double[] diagonal,
      double[] offDiagonal)
      implements Tridiagonal {

    @Override
    public void multiply(Matrix b) {
      int n = diagonal.length;
      if (n > 0) {
        // EJML's array is row-major, so that read column by column it is transposed.
        Matrix transposed = new Matrix(decomposition.getQ(null, false).data, n, n);
        Matrix product = algebra.product(transposed, true, b, false);
        for (int j = 0; j < b.columns(); j++) {
          System.arraycopy(product.data(), product.start(j), b.data(), b.start(j), n);
        }
      }
    }
  }
}
