package genontk.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.run.Execution;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestCovarianceTest {

  private static final int N = 12;

  private static NearestCovariance of(double[][] kernel) {
    return NearestCovariance.of(Dense.matrix(kernel), TestData.algebra(), Execution.quiet());
  }

  /** Returns U diag(values) U' with the eigenvectors of a kernel. */
  private static double[][] withValues(double... values) {
    SymmetricEigen eigen = TestData.algebra().eigen(Dense.matrix(TestData.kernel(N, 20, 3)));
    double[][] u = Dense.of(eigen.vectors());
    double[] all = Arrays.copyOf(values, N);
    return Dense.times(u, Dense.diagonal(all), Dense.transpose(u));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12, 40})
  void aCovarianceOfAnyRankIsItself(int rank) {
    double[][] kernel = TestData.kernel(N, rank, 4);
    for (double unit : new double[] {1e-100, 1, 1e100}) {
      Matrix scaled = Dense.matrix(Dense.combine(unit, kernel, 0, kernel));
      NearestCovariance found = NearestCovariance.of(scaled, TestData.algebra(), Execution.quiet());
      assertEquals(0, found.count());
      assertSame(scaled, found.nearest(TestData.algebra()));
    }
  }

  @Test
  void negativeEigenvaluesBecomeZeroAndTheOthersStay() {
    double[] values = {3, -0.2, 1, -1e-4, 2, .5, 0, .1, 4, 1, 1, 1};
    NearestCovariance found = of(withValues(values));
    assertEquals(2, found.count());
    assertEquals(-0.2, found.smallest(), 1e-12);
    assertEquals(4, found.largest(), 1e-12);
    assertEquals(Arrays.stream(values).average().orElseThrow(), found.mean(), 1e-12);
    double[] kept = Arrays.stream(values).map(value -> Math.max(value, 0)).toArray();
    double[][] nearest = Dense.of(found.nearest(TestData.algebra()));
    assertTrue(Dense.distance(withValues(kept), nearest) < 1e-12);
  }

  @Test
  void theMatrixIsNotWrittenTo() {
    double[][] kernel = withValues(1, -.1, 1);
    Matrix given = Dense.matrix(kernel);
    NearestCovariance.of(given, TestData.algebra(), Execution.quiet()).nearest(TestData.algebra());
    assertArrayEquals(Dense.matrix(kernel).toArray(), given.toArray());
  }
}
