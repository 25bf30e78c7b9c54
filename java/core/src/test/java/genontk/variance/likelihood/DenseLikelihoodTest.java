package genontk.variance.likelihood;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.variance.KernelsCase;
import genontk.variance.onekernel.Radius;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Compares with explicit inverses and determinants, also where V is no covariance in Z's span. */
class DenseLikelihoodTest {

  private static final int N = 16;

  private static LikelihoodPoint at(KernelsCase data, double... components) {
    ScaledKernels terms = data.terms();
    return new DenseLikelihood(terms)
        .at(terms.scaled(components), new boolean[] {true, true, true}, Radius.AS_GIVEN)
        .orElseThrow();
  }

  private static void assertAsDefined(KernelsCase data, double... components) {
    LikelihoodPoint point = at(data, components);
    assertEquals(data.likelihoodOnContrasts(components), point.value(), 1e-9);
    double[][] p = data.projectionOnContrasts(components);
    double[][] found = Dense.of(point.projection());
    assertTrue(Dense.distance(p, found) < 1e-10 * Dense.largest(p));
    double[][] v = data.covariance(components);
    double[][] q = Dense.of(TestData.fixed(data.design()).basis(data.terms().threads()));
    double[][] explained = Dense.combine(1, Dense.identity(N), -1, Dense.times(p, v));
    double[][] again = Dense.times(Dense.of(point.weighted()), Dense.transpose(q));
    assertTrue(Dense.distance(explained, again) < 1e-10 * Dense.largest(explained));
    double[][] within = Dense.times(Dense.transpose(q), v, Dense.of(point.weighted()));
    assertTrue(Dense.distance(within, Dense.of(point.basisCovariance())) < 1e-10);
    double[] gradient = data.terms().unscaled(data.score(components));
    double size = Dense.largest(new double[][] {gradient});
    assertArrayEquals(gradient, point.gradient(), 1e-9 * size);
  }

  @Test
  void likelihoodAndMatricesAreAsDefined() {
    assertAsDefined(KernelsCase.of(N, 3, 2, 1, 1, 1), 1.2, 0.4, 0.7);
  }

  /** V has a negative eigenvalue, and A'VA the smallest one of 7e-4. */
  @Test
  void vMayBeNegativeWithinTheSpanOfZ() {
    KernelsCase data = KernelsCase.of(N, 1, 7, 3, 0, .2);
    double[] components = {5.010238011845583, 0.2157813609679008, -0.3370154501242872};
    double[][] v = data.covariance(components);
    assertTrue(TestData.algebra().eigen(Dense.matrix(v)).values()[0] < 0);
    assertAsDefined(data, components);
  }

  /** Centred kernels are zero along the mean. */
  @Test
  void vMayBeSingularWithinTheSpanOfZ() {
    KernelsCase given = KernelsCase.of(N, 1, 4, 1, 1, 1);
    double[][] mean = Dense.constant(N, 1);
    double[][] centre = Dense.combine(1, Dense.identity(N), -1.0 / N, mean);
    double[][][] kernels = {
      Dense.times(centre, given.kernels()[0], centre),
      Dense.times(centre, given.kernels()[1], centre)
    };
    double[][] ones = new double[N][];
    Arrays.setAll(ones, i -> new double[] {1});
    KernelsCase data = new KernelsCase(kernels, ones, given.y());
    LikelihoodPoint point = at(data, 1, 2, 0);
    assertEquals(data.likelihoodOnContrasts(new double[] {1, 2, 0}), point.value(), 1e-9);
    assertEquals(0, point.basisCovariance().get(0, 0), 1e-12);
  }

  /** The error is of second order in the step, about 1e-10 here. */
  @Test
  void aShortStepMovesComponentsAndDualVector() {
    KernelsCase data = KernelsCase.of(N, 3, 2, 1, 1, 1);
    LikelihoodPoint from = at(data, 1.2, 0.4, 0.7);
    double[] step = {1e-5, 0, -2e-5};
    LikelihoodPoint shifted = new DenseLikelihood(data.terms()).shifted(from, step);
    double[] there = data.terms().unscaled(shifted.components());
    LikelihoodPoint exact = at(data, there);
    assertArrayEquals(exact.dual(), shifted.dual(), 1e-9);
    assertTrue(Math.abs(exact.dual()[0] - from.dual()[0]) > 1e-7);
    assertArrayEquals(exact.components(), shifted.components(), 1e-15);
  }
}
