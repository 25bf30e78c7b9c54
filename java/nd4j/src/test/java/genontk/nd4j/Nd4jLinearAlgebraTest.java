package genontk.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.TestData;
import genontk.error.Cancelled;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.BackendUnavailable;
import genontk.linalg.Backends;
import genontk.linalg.Cholesky;
import genontk.linalg.EjmlLinearAlgebra;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.LinearAlgebraContract;
import genontk.linalg.Matrix;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Uses the CPU as device, which computes even small products. */
class Nd4jLinearAlgebraTest extends LinearAlgebraContract {

  private static Nd4jDevice device;

  @BeforeAll
  static void open() {
    device = Nd4jDevice.open(0);
  }

  @Override
  protected LinearAlgebra onThreads(int threads) {
    return device.on(new Execution(Threads.of(threads), new Cancellation(), Progress.NONE));
  }

  @Test
  void usersKnowItAsGpu() throws BackendUnavailable {
    assertEquals("gpu", onThreads(1).name());
    assertEquals("gpu", new Nd4jProvider().open().name());
  }

  @Test
  void itSaysWhatTheDeviceDoesNotDo() {
    assertTrue(onThreads(1).description().contains("tridiagonal forms on the CPU"));
  }

  @Test
  void onTheClassPathItIsChosenBeforeAllOthers() {
    assertEquals("gpu", Backends.choose("auto").backend().name());
  }

  /** Several panels, a last one that is narrow, and right-hand sides of several strips. */
  @Test
  void severalPanelsSolveAndInvertAsPlainJavaDoes() {
    int n = 2 * DeviceCholesky.PANEL + 77;
    LinearAlgebra plain = new EjmlLinearAlgebra(Threads.of(2));
    Matrix x = TestData.normal(n, n + 5, 1);
    Matrix v = plain.product(x, false, x, true);
    for (int i = 0; i < n; i++) {
      v.set(i, i, v.get(i, i) + n);
    }
    Cholesky here = onThreads(2).cholesky(v.copy());
    Cholesky there = plain.cholesky(v.copy());
    assertEquals(there.logDeterminant(), here.logDeterminant(), 1e-9 * n);
    Matrix b = TestData.normal(n, 9, 2);
    Matrix c = b.copy();
    here.solveLower(b);
    there.solveLower(c);
    assertArrayEquals(c.data(), b.data(), 1e-12);
    assertArrayEquals(there.inverse().data(), here.inverse().data(), 1e-13);
  }

  @Test
  void aPivotInALaterPanelIsRefusedToo() {
    Matrix a = Matrix.identity(DeviceCholesky.PANEL + 20);
    a.set(DeviceCholesky.PANEL + 10, DeviceCholesky.PANEL + 10, -1e-12);
    assertThrows(NotPositiveDefinite.class, () -> onThreads(1).cholesky(a));
  }

  @Test
  void aCancelledProductEndsWithoutAResult() {
    Cancellation cancellation = new Cancellation();
    LinearAlgebra algebra = device.on(new Execution(Threads.of(2), cancellation, Progress.NONE));
    Matrix a = TestData.normal(300, 300, 1);
    algebra.product(a, false, a, true);
    cancellation.request();
    assertThrows(Cancelled.class, () -> algebra.product(a, false, a, true));
    assertThrows(Cancelled.class, () -> algebra.cholesky(a));
  }
}
