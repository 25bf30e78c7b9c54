package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AngularFunctionTest {

  private static AngularFunction function(int depth) {
    return new AngularFunction(theta -> ArcCosine.neuralTangent(theta, depth));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void itIsTheRecursionAtEveryAngle(int depth) {
    AngularFunction kernel = function(depth);
    for (int k = 0; k <= 400; k++) {
      double theta = 0.05 + (Math.PI - 0.05) * k / 400;
      double expected = Definitions.neuralTangent(Math.cos(theta), depth);
      assertEquals(expected, ArcCosine.neuralTangent(theta, depth), 2e-14);
      assertEquals(expected, Computed.at(kernel, theta), 2e-14);
      if (k % 10 == 0) {
        double exact = Precise.atAngle(theta, depth).doubleValue();
        assertEquals(exact, ArcCosine.neuralTangent(theta, depth), 1e-15);
        assertEquals(exact, Computed.at(kernel, theta), 2e-15);
        assertEquals(exact, Computed.at(kernel, theta, 1.1), 2e-15);
        assertEquals(exact, Computed.at(kernel, theta, 0.1), 2e-15);
      }
    }
  }

  /** Pairs with cosines within 1/4, within 1/2, and beyond. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void unrelatedPeopleKeepTheirDigitsAmongAnyOthers(int depth) {
    AngularFunction kernel = function(depth);
    for (double cosine : new double[] {-0.25, -0.2, -0.1, -0.01, 0, 1e-8, 0.03, 0.17, 0.25}) {
      double theta = Math.acos(cosine);
      double exact = Precise.atAngle(theta, depth).doubleValue();
      assertEquals(exact, Computed.at(kernel, theta), 6e-16);
      assertEquals(exact, Computed.at(kernel, theta, Math.acos(-0.49)), 6e-16);
      assertEquals(exact, Computed.at(kernel, theta, Math.acos(-0.51)), 2e-15);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 10})
  void nearTwinsKeepTheirDigits(int depth) {
    AngularFunction kernel = function(depth);
    for (double theta : new double[] {1e-8, 1e-6, 1e-4, 0.001, 0.01, 0.049, 0.051, 0.14}) {
      BigDecimal exact = Precise.atAngle(theta, depth);
      double distance = BigDecimal.ONE.subtract(exact).doubleValue();
      assertEquals(distance, 1 - ArcCosine.neuralTangent(theta, depth), 5e-16 + 1e-14 * distance);
      assertEquals(distance, 1 - Computed.at(kernel, theta), 4e-15, "theta = " + theta);
      assertEquals(depth / (2 * Math.PI) * theta, distance, theta * theta * depth);
    }
  }

  /** Column a0 of the table of coefficients. */
  @ParameterizedTest
  @CsvSource({"1, .1592", "2, .2286", "3, .2651", "5, .2987"})
  void unrelatedPeopleShareTheConstantOfTheTable(int depth, double a0) {
    assertEquals(a0, Computed.at(function(depth), Math.PI / 2), 0.5e-4);
    assertEquals(
        Definitions.neuralTangent(0, depth), Computed.at(function(depth), Math.PI / 2), 1e-15);
  }

  @Test
  void theEndsAreExact() {
    for (int depth = 1; depth <= AngularKernel.MAX_DEPTH; depth++) {
      AngularFunction kernel = function(depth);
      assertEquals(1, Computed.at(kernel, 0));
      assertEquals(1, Computed.at(kernel, 1e-300), 1e-15);
      assertEquals(
          Precise.atAngle(Math.PI, depth).doubleValue(), Computed.at(kernel, Math.PI), 2e-15);
    }
    assertEquals(0, Computed.at(function(1), Math.PI), 1e-15);
  }
}
