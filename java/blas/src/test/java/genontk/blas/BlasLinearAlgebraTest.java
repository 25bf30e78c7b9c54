package genontk.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import genontk.TestData;
import genontk.error.Cancelled;
import genontk.linalg.BackendUnavailable;
import genontk.linalg.Cholesky;
import genontk.linalg.EjmlLinearAlgebra;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.LinearAlgebraContract;
import genontk.linalg.Matrix;
import genontk.linalg.TridiagonalMatrix;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Skipped, with the reasons, if no library is found. */
class BlasLinearAlgebraTest extends LinearAlgebraContract {

  private static BlasLibrary backend;

  @BeforeAll
  static void open() {
    try {
      backend = (BlasLibrary) new BlasProvider().open();
    } catch (BackendUnavailable e) {
      assumeTrue(false, e.getMessage());
    }
  }

  @Override
  protected LinearAlgebra onThreads(int threads) {
    return backend.on(new Execution(Threads.of(threads), new Cancellation(), Progress.NONE));
  }

  @Test
  void usersKnowItAsBlas() {
    assertEquals("blas", onThreads(1).name());
  }

  @Test
  void theLibraryUsesOneThreadPerCallOrAllThreadsOfTheJobForASingleCall() {
    BlasThreads threads = backend.threads();
    Cancellation nobody = new Cancellation();
    int before = threads.count();
    for (int wanted = 1; wanted <= 3; wanted++) {
      assertEquals(wanted, threads.alone(wanted, nobody, threads::count));
      assertEquals(before, threads.count(), "it is given back as it was found");
      threads.single(
          nobody,
          () -> {
            assertEquals(1, threads.count());
            Threads.of(2)
                .forEach(2, i -> threads.single(nobody, () -> assertEquals(1, threads.count())));
            assertEquals(1, threads.count());
          });
      assertEquals(before, threads.count());
    }
  }

  /** Each call waits for the other. */
  @Test
  void callsOnOneThreadRunSideBySide() {
    BlasThreads threads = backend.threads();
    CyclicBarrier both = new CyclicBarrier(2);
    Threads.of(2)
        .forEach(
            2,
            i ->
                threads.alone(
                    1,
                    new Cancellation(),
                    () -> assertDoesNotThrow(() -> both.await(20, TimeUnit.SECONDS))));
  }

  @Test
  void waitingForTheLibraryCanBeCancelled() {
    Cancellation cancelled = new Cancellation();
    cancelled.request();
    BlasThreads threads = backend.threads();
    assertThrows(Cancelled.class, () -> threads.alone(1, cancelled, () -> fail("it was called")));
  }

  @Test
  void aCancelledProductEndsWithoutAResult() {
    Cancellation cancellation = new Cancellation();
    LinearAlgebra algebra = backend.on(new Execution(Threads.of(2), cancellation, Progress.NONE));
    Matrix a = TestData.normal(600, 600, 1);
    algebra.product(a, false, a, true);
    cancellation.request();
    assertThrows(Cancelled.class, () -> algebra.product(a, false, a, true));
    assertThrows(Cancelled.class, () -> algebra.cholesky(a));
  }

  /** Blocks of 128, 256 and more rows; the last block is full, has one row, or is between. */
  @ParameterizedTest
  @ValueSource(ints = {128, 129, 257, 700, 1025})
  void anInverseOfManyBlocksIsThatOfPlainJava(int n) {
    Matrix a = positiveDefinite(n);
    Matrix expected = new EjmlLinearAlgebra(Threads.of(2)).cholesky(a.copy()).inverse();
    Cholesky factor = onThreads(2).cholesky(a);
    double[] diagonal = new double[n];
    Arrays.setAll(diagonal, i -> expected.get(i, i));
    assertArrayEquals(diagonal, factor.inverseDiagonal(), 1e-12);
    assertArrayEquals(expected.data(), factor.inverse().data(), 1e-12);
  }

  private Matrix positiveDefinite(int n) {
    Matrix a = Matrix.identity(n);
    onThreads(2).multiplySymmetric(1.0 / n, TestData.normal(n, n, 3), false, 1, a);
    return a;
  }

  /**
   * The form by way of a band has the same eigenvalues and the same first element of an inverse.
   */
  @Test
  void aTridiagonalFormInTwoStagesIsTheMatrixTurned() {
    assumeTrue(backend.routines().haveTwoStages(), "its LAPACK is older than 3.7");
    int n = TwoStages.MIN_ORDER_ONE_THREAD + 3;
    Matrix a = positiveDefinite(n);
    Matrix solved = Matrix.zeros(n, 1);
    solved.set(0, 0, 1);
    onThreads(2).cholesky(a.copy()).solve(solved);
    double[] expected = onThreads(2).eigen(a.copy()).values();
    TwoStages stages = new TwoStages(new Calls(backend, TestData.threads(2)));
    for (TridiagonalMatrix found :
        List.of(
            stages.reduce(a, 32), stages.reduce(a, 64), onThreads(1).tridiagonalMatrix(a.copy()))) {
      Matrix t = Matrix.zeros(n, n);
      for (int i = 0; i < n; i++) {
        t.set(i, i, found.diagonal()[i]);
        if (i > 0) {
          t.set(i, i - 1, found.offDiagonal()[i - 1]);
        }
      }
      Matrix unit = Matrix.zeros(n, 1);
      unit.set(0, 0, 1);
      onThreads(2).cholesky(t.copy()).solve(unit);
      assertEquals(solved.get(0, 0), unit.get(0, 0), 1e-13);
      assertArrayEquals(expected, onThreads(2).eigen(t).values(), 1e-12);
    }
  }

  /** Several panels of the Cholesky factorisation, and several blocks of its solves. */
  @Test
  void largeFactorisationsSolveAndInvert() {
    int n = 2100;
    LinearAlgebra algebra = onThreads(2);
    Matrix a = Matrix.zeros(n, n);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        a.set(i, j, i == j ? 2 : i < j ? Double.NaN : Math.pow(0.5, i - j));
      }
    }
    Cholesky cholesky = algebra.cholesky(a);
    double[] power = new double[61];
    Arrays.setAll(power, d -> d == 0 ? 2 : Math.pow(0.5, d));
    for (int columns : new int[] {1, 30, 600}) {
      Matrix x = TestData.normal(n, columns, 3);
      Matrix b = Matrix.zeros(n, columns);
      for (int k = 0; k < columns; k++) {
        for (int i = 0; i < n; i++) {
          double sum = 0;
          for (int j = Math.max(0, i - 60); j <= Math.min(n - 1, i + 60); j++) {
            sum += power[Math.abs(i - j)] * x.get(j, k);
          }
          b.set(i, k, sum);
        }
      }
      cholesky.solve(b);
      assertArrayEquals(x.data(), b.data(), 1e-12);
    }
    double logDeterminant = cholesky.logDeterminant();
    Matrix inverse = cholesky.inverse();
    Matrix again = inverse.copy();
    assertEquals(-logDeterminant, algebra.cholesky(again).logDeterminant(), 1e-9 * n);
  }

  /** More columns than one block of a factor holds, so that a product is the sum of several. */
  @Test
  void productsOfSeveralBlocksAreTheSumsOfTheirParts() {
    int k = 9000;
    LinearAlgebra algebra = onThreads(2);
    Matrix a = TestData.normal(40, k, 1);
    Matrix b = TestData.normal(k, 30, 2);
    Matrix whole = algebra.product(a, false, b, false);
    Matrix parts = Matrix.zeros(40, 30);
    for (int from = 0; from < k; from += 450) {
      algebra.multiply(
          1, a.block(0, from, 40, 450), false, b.block(from, 0, 450, 30), false, 1, parts);
    }
    assertArrayEquals(parts.data(), whole.data(), 1e-10);
    Matrix symmetric = Matrix.zeros(40, 40);
    algebra.multiplySymmetric(1, a, false, 0, symmetric);
    Matrix full = algebra.product(a, false, a, true);
    for (int j = 0; j < 40; j++) {
      for (int i = j; i < 40; i++) {
        assertEquals(full.get(i, j), symmetric.get(i, j), 1e-10);
      }
    }
  }
}
