package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genontk.error.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdditiveShareTest {

  /** The table of coefficients, from the recursion by hand. */
  @ParameterizedTest
  @CsvSource({
    "1, .1592, .5000, .2387, .595",
    "2, .2286, .3194, .2052, .414",
    "3, .2651, .2281, .1663, .310",
    "5, .2987, .1394, .1141, .199"
  })
  void theCoefficientsAreThoseOfTheTable(int depth, double a0, double a1, double a2, double share) {
    AdditiveShare found = AdditiveShare.of(depth);
    assertEquals(a0, found.constant(), 0.5e-4);
    assertEquals(a1, found.linear(), 0.5e-4);
    assertEquals(a2, found.quadratic(), 0.5e-4);
    assertEquals(share, found.share(), 0.5e-3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 10})
  void theyAreTheTaylorCoefficientsOfTheKernel(int depth) {
    AdditiveShare share = AdditiveShare.of(depth);
    double step = 1e-4;
    double above = ArcCosine.neuralTangent(Math.acos(step), depth);
    double below = ArcCosine.neuralTangent(Math.acos(-step), depth);
    double middle = ArcCosine.neuralTangent(Math.PI / 2, depth);
    assertEquals(middle, share.constant(), 1e-15);
    assertEquals((above - below) / (2 * step), share.linear(), 1e-8);
    assertEquals((above + below - 2 * middle) / (2 * step * step), share.quadratic(), 1e-7);
  }

  @Test
  void depthsOutsideTheRangeAreRefused() {
    assertThrows(InvalidInput.class, () -> AdditiveShare.of(0));
    assertThrows(InvalidInput.class, () -> AdditiveShare.of(AngularKernel.MAX_DEPTH + 1));
  }
}
