package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.TestData;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a ridge regression says of a trait in another unit, or with another mean. */
class RidgeScaleTest {

  /** A rule with its kernels and weights. */
  record Way(Rule rule, RidgeCase data, boolean weighted) {

    RidgeProblem problem(double[]... y) {
      WeightedCase weights = WeightedCase.fractional(data);
      return new RidgeProblem(
          List.of(data.candidate()),
          weighted ? weights.fixed() : TestData.fixed(data.design()),
          Matrix.ofColumns(y),
          weighted ? weights.weights() : null);
    }

    RidgeFit fit(double[] y) {
      return fits(y).get(0);
    }

    List<RidgeFit> fits(double[]... y) {
      return new KernelRidge(null, rule, null, true)
          .fit(problem(y), data.plan(), true, TestData.algebra(), Execution.quiet());
    }

    NestedValidation nested(double[] y) {
      return NestedValidation.of(
          new KernelRidge(new double[] {0.1, 1, 10}, rule),
          problem(y),
          data.plan(),
          FoldScheme.of(3, 5),
          TestData.algebra(),
          Execution.quiet());
    }

    @Override
    public String toString() {
      return rule + " " + data.kernels().size() + (weighted ? " weighted" : "");
    }
  }

  static Stream<Way> ways() {
    return Arrays.stream(Rule.values())
        .flatMap(
            rule ->
                Stream.of(RidgeCase.of(3, 40), RidgeCase.mixture(3))
                    .flatMap(
                        data -> Stream.of(new Way(rule, data, false), new Way(rule, data, true))));
  }

  private static double[] scaled(double[] y, double unit, double mean) {
    return Arrays.stream(y).map(value -> unit * value + mean).toArray();
  }

  /** Checks numbers in a unit, or in its square, up to a share of the largest. */
  private static void assertShare(
      double[] expected, double[] found, double unit, double other, double share) {
    double largest =
        DoubleStream.of(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    double[] plain = Arrays.stream(found).map(value -> value / unit / other).toArray();
    assertArrayEquals(expected, plain, share * Math.max(largest, Double.MIN_NORMAL));
  }

  private static void requireSame(RidgeFit expected, RidgeFit found, double unit, double share) {
    assertEquals(expected.penalty(), found.penalty(), share * expected.penalty());
    assertArrayEquals(expected.shares(), found.shares(), share);
    assertShare(expected.variances(), found.variances(), unit, unit, share);
    RidgeSolution before = expected.solution();
    RidgeSolution after = found.solution();
    assertShare(before.dual(), after.dual(), unit, 1, share);
    assertShare(before.residuals(), after.residuals(), unit, 1, share);
    assertShare(
        before.fixedEffectsCovariance().toArray(),
        after.fixedEffectsCovariance().toArray(),
        unit,
        unit,
        share);
    assertShare(before.diagnostics().residuals(), after.diagnostics().residuals(), unit, 1, share);
    assertArrayEquals(before.diagnostics().reliability(), after.diagnostics().reliability(), share);
    for (int k = 0; k < expected.paths().size(); k++) {
      PenaltyPath path = expected.paths().get(k);
      PenaltyPath other = found.paths().get(k);
      assertArrayEquals(path.penalty(), other.penalty(), share * path.penalty()[0]);
      assertShare(path.error(), other.error(), unit, unit, share);
      assertShare(path.standardError(), other.standardError(), unit, unit, share);
      assertArrayEquals(path.correlation(), other.correlation(), share);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theUnitOfTheTraitLeavesTheChoiceAlone(Way way) {
    double[] y = way.data.y();
    RidgeFit fit = way.fit(y);
    for (double unit : new double[] {1e-150, 1e-6, -3, 1e150}) {
      RidgeFit other = way.fit(scaled(y, unit, 0));
      requireSame(fit, other, unit, 1e-8);
      assertShare(fit.solution().fixedEffects(), other.solution().fixedEffects(), unit, 1, 1e-9);
      assertShare(fit.solution().fitted(), other.solution().fitted(), unit, 1, 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theMeanOfTheTraitLeavesTheChoiceAlone(Way way) {
    double[] shifted = scaled(way.data.y(), 1, 1e9);
    double[] rounded = scaled(shifted, 1, -1e9);
    requireSame(way.fit(rounded), way.fit(shifted), 1, 1e-6);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void traitsOfVeryDifferentUnitsDoNotDisturbEachOther(Way way) {
    double[] y = way.data.y();
    double[] other = TestData.normal(y.length, 91);
    List<RidgeFit> plain = way.fits(y, other);
    List<RidgeFit> fits = way.fits(scaled(y, 1e-150, 0), scaled(other, 1e150, 0));
    requireSame(plain.get(0), fits.get(0), 1e-150, 1e-8);
    requireSame(plain.get(1), fits.get(1), 1e150, 1e-8);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theUnitOfTheTraitLeavesNestedValidationAlone(Way way) {
    double[] y = way.data.y();
    NestedValidation nested = way.nested(y);
    for (double unit : new double[] {1e-150, 1e150}) {
      NestedValidation other = way.nested(scaled(y, unit, 0));
      assertEquals(nested.error(), other.error() / unit / unit, 1e-8 * nested.error());
      assertEquals(
          nested.standardError(),
          other.standardError() / unit / unit,
          1e-8 * nested.standardError());
      assertEquals(nested.correlation(), other.correlation(), 1e-8);
      assertShare(nested.errors(), other.errors(), unit, 1, 1e-8);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theUnitOfACovariateLeavesTheChoiceAlone(Way way) {
    RidgeFit fit = way.fit(way.data.y());
    for (double unit : new double[] {1e-150, 1e150}) {
      double[][] design =
          Arrays.stream(way.data.design())
              .map(row -> new double[] {row[0], unit * row[1], row[2]})
              .toArray(double[][]::new);
      Way other =
          new Way(
              way.rule,
              new RidgeCase(way.data.kernels(), design, way.data.y(), way.data.plan()),
              way.weighted);
      RidgeFit found = other.fit(way.data.y());
      assertEquals(fit.penalty(), found.penalty(), 1e-8 * fit.penalty());
      assertShare(fit.solution().fitted(), found.solution().fitted(), 1, 1, 1e-8);
      assertEquals(3, found.solution().fixedEffects().length);
    }
  }
}
