package genontk.variance.likelihood;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.KernelsCase;
import genontk.variance.onekernel.Radius;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 5, 8})
  void derivativesAreDifferencesOfTheExplicitLikelihood(long seed) {
    KernelsCase data = KernelsCase.of(N, 2, seed, 1, 1, 1);
    ScaledKernels terms = data.terms();
    double[] scaled = {0.7, 1.1, 0.9};
    double[] given = terms.unscaled(scaled);
    LikelihoodPoint point =
        new DenseLikelihood(terms)
            .at(scaled, new boolean[] {true, true, true}, Radius.AS_GIVEN)
            .orElseThrow();
    assertEquals(data.likelihood(given), point.value(), 1e-11);
    assertTrue(Dense.distance(data.projection(given), Dense.of(point.projection())) < 1e-12);
    double[][] expected = data.traces(data.projection(given));
    TermProducts.Result products = TermProducts.at(terms, point);
    double step = 1e-4;
    for (int i = 0; i < 3; i++) {
      double[] above = given.clone();
      double[] below = given.clone();
      above[i] += step;
      below[i] -= step;
      double c = terms.scales()[i];
      double slope = (data.likelihood(above) - data.likelihood(below)) / (2 * step);
      assertEquals(slope / c, point.gradient()[i], 1e-6);
      for (int j = 0; j < 3; j++) {
        double cc = c * terms.scales()[j];
        assertEquals(expected[i][j] / cc, products.traces()[i][j], 1e-10 * expected[i][i] / cc);
        double second = (data.score(above)[j] - data.score(below)[j]) / (2 * step);
        double average = (-second + expected[i][j] / 2) / 2;
        assertEquals(average / cc, point.information()[i][j], 1e-5, "average information");
      }
    }
  }

  /** Along a ray the likelihood is known in closed form. */
  @Test
  void multiplesOfTheComponentsFollowInClosedForm() {
    KernelsCase data = KernelsCase.of(N, 2, 4, 1, 1, 1);
    ScaledKernels terms = data.terms();
    DenseLikelihood likelihood = new DenseLikelihood(terms);
    boolean[] all = {true, true, true};
    double[] direction = {1, 2, 3};
    LikelihoodPoint best = likelihood.at(direction, all, Radius.BEST).orElseThrow();
    LikelihoodPoint same = likelihood.at(best.components(), all, Radius.AS_GIVEN).orElseThrow();
    assertEquals(same.value(), best.value(), 1e-11);
    assertArrayEquals(same.gradient(), best.gradient(), 1e-11);
    assertArrayEquals(same.dual(), best.dual(), 1e-11);
    assertTrue(Dense.distance(same.information(), best.information()) < 1e-11);
    assertTrue(Dense.distance(Dense.of(same.projection()), Dense.of(best.projection())) < 1e-11);
    assertEquals(0, SmallMatrix.dot(best.gradient(), best.components()), 1e-10);
    for (int side : new int[] {-1, 1}) {
      LikelihoodPoint edge =
          likelihood.at(direction, all, Radius.edge(best.value() - 1.5, side)).orElseThrow();
      assertEquals(best.value() - 1.5, edge.value(), 1e-11);
      assertEquals(side > 0, edge.total() > best.total());
    }
  }
}
