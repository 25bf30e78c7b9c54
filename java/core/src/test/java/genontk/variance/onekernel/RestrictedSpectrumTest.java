package genontk.variance.onekernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.design.FixedEffects;
import genontk.error.Cancelled;
import genontk.error.InvalidInput;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.EjmlLinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Threads;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestrictedSpectrumTest {

  private static final double S = 1.7;
  private static final double E = 0.6;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theProjectionIsThatOfExplicitInverses(int q) {
    double[][] kernel = TestData.kernel(14, 20, 1);
    double[][] z = TestData.design(14, q, 2);
    RestrictedSpectrum spectrum = TestData.spectrum(kernel, z);
    double[] inverse = Arrays.stream(spectrum.values()).map(d -> 1 / (S * d + E)).toArray();
    double[][] w = Dense.of(spectrum.vectors());
    double[][] p = Dense.times(w, Dense.diagonal(inverse), Dense.transpose(w));
    assertTrue(Dense.distance(Dense.projection(Dense.covariance(kernel, S, E), z), p) < 1e-12);
    assertTrue(Dense.distance(Dense.contrasts(z), Dense.times(w, Dense.transpose(w))) < 1e-12);
    assertEquals(14 - q, spectrum.degreesOfFreedom());
    assertEquals(
        Dense.trace(Dense.times(Dense.contrasts(z), kernel)) / (14 - q),
        spectrum.meanValue(),
        1e-13);
  }

  @Test
  void withoutFixedEffectsItIsTheEigendecomposition() {
    double[][] kernel = TestData.kernel(8, 20, 10);
    RestrictedSpectrum spectrum =
        RestrictedSpectrum.of(
            Dense.matrix(kernel),
            FixedEffects.of(Matrix.zeros(8, 0), List.of()),
            TestData.algebra(),
            Execution.quiet());
    double[][] w = Dense.of(spectrum.vectors());
    assertTrue(
        Dense.distance(
                kernel, Dense.times(w, Dense.diagonal(spectrum.values()), Dense.transpose(w)))
            < 1e-13);
  }

  @Test
  void aNegativeEigenvalueIsRefusedAndRoundingIsNot() {
    double[][] none = new double[6][0];
    double[][] indefinite = Dense.diagonal(1, 2, -0.5, 1, 3, 1);
    assertThrows(NotPositiveDefinite.class, () -> TestData.spectrum(indefinite, none));
    double[][] negative = Dense.combine(-1, Dense.identity(6), 0, Dense.identity(6));
    assertThrows(NotPositiveDefinite.class, () -> TestData.spectrum(negative, none));
    double[][] z = TestData.design(6, 2, 1);
    assertThrows(NotPositiveDefinite.class, () -> TestData.spectrum(negative, z));
    double[][] rounded = Dense.diagonal(1, 2, -1e-9, 1, 3, 1);
    assertEquals(0, TestData.spectrum(rounded, none).values()[0]);
  }

  @Test
  void aTraitOrKernelThatDoesNotVaryIsRefused() {
    double[][] kernel = TestData.kernel(10, 15, 2);
    double[][] z = TestData.design(10, 3, 3);
    RestrictedSpectrum spectrum = TestData.spectrum(kernel, z);
    double[] constant = new double[10];
    for (double value : new double[] {0, 1, -273.15, 1e6, 1e-6}) {
      Arrays.fill(constant, value);
      assertThrows(InvalidInput.class, () -> spectrum.rotateVarying(constant));
    }
    double[] spanned = Dense.times(z, new double[] {5, -3, 1e3});
    assertThrows(InvalidInput.class, () -> spectrum.rotateVarying(spanned));
    spanned[4] += 1e-3;
    assertDoesNotThrow(() -> spectrum.rotateVarying(spanned));
    double[] small = Arrays.stream(TestData.normal(10, 1)).map(x -> 1e6 + 1e-4 * x).toArray();
    assertDoesNotThrow(() -> spectrum.rotateVarying(small));
  }

  /** A constant kernel, or a zero one, explains nothing beyond an intercept. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 0.3, 1e5})
  void aConstantKernelIsRefusedAsOneThatDoesNotVary(double value) {
    double[][] z = TestData.design(40, 1, 1);
    assertThrows(
        InvalidInput.class,
        () ->
            TestData.spectrum(Dense.constant(40, value), z).rotateVarying(TestData.normal(40, 1)));
  }

  @Test
  void threadsDoNotChangeABit() {
    double[][] kernel = TestData.kernel(130, 200, 11);
    double[][] z = TestData.design(130, 3, 12);
    double[][] results = new double[2][];
    for (int k = 0; k < 2; k++) {
      int threads = 1 + 3 * k;
      RestrictedSpectrum spectrum =
          RestrictedSpectrum.of(
              Dense.matrix(kernel),
              TestData.fixed(z),
              new EjmlLinearAlgebra(Threads.of(threads)),
              TestData.threads(threads));
      results[k] = spectrum.vectors().toArray();
    }
    assertArrayEquals(results[0], results[1]);
  }

  @Test
  void cancellingStopsTheDecomposition() {
    Cancellation cancellation = new Cancellation();
    Execution execution =
        new Execution(Threads.of(1), cancellation, (stage, share) -> cancellation.request());
    assertThrows(
        Cancelled.class,
        () ->
            RestrictedSpectrum.of(
                Dense.matrix(TestData.kernel(9, 9, 1)),
                TestData.fixed(TestData.design(9, 1, 1)),
                TestData.algebra(),
                execution));
  }
}
