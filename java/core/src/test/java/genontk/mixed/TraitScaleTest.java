package genontk.mixed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genontk.Dense;
import genontk.TestData;
import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import genontk.variance.component.Intervals;
import genontk.variance.component.VarianceComponents;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a mixed model says of a trait in another unit, or with another mean. */
class TraitScaleTest {

  private static final int N = 40;
  private static final double[][] FIRST = TestData.kernel(N, 60, 1);
  private static final double[][] SECOND = TestData.kernel(N, 30, 2);
  private static final double[][] DESIGN = TestData.design(N, 2, 3);
  private static final double[] Y = TestData.trait(FIRST, DESIGN, 1, 1, 4);

  /** A model with its kernels and records. */
  record Model(String name, LinearMixedModel model, List<Matrix> kernels, Records records) {

    LinearMixedModel.Fit fit(double[] y, double[][] design) {
      double[][] own =
          IntStream.range(0, y.length).mapToObj(r -> design[person(r)]).toArray(double[][]::new);
      Matrix z = records.scaled(Dense.matrix(own));
      FixedEffects fixed = FixedEffects.of(z, List.of("intercept", "age"));
      return model.fit(kernels, records, fixed, y, TestData.algebra(), Execution.quiet());
    }

    private int person(int record) {
      return records.personOf(record);
    }

    /** Returns the trait of each record. */
    double[] trait() {
      return IntStream.range(0, records.count())
          .mapToDouble(r -> Y[person(r)] + (r < N ? 0 : Math.sin(r)))
          .toArray();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Model> models() {
    List<Matrix> two = List.of(Dense.matrix(FIRST), Dense.matrix(SECOND));
    double[] weights = IntStream.range(0, N).mapToDouble(i -> 1 + i % 3).toArray();
    int[] person = IntStream.range(0, N + 9).map(r -> r % N).toArray();
    return Stream.of(
            new Records(N, null, null), new Records(N, null, weights), new Records(N, person, null))
        .flatMap(
            records ->
                Stream.of(two.subList(0, 1), two)
                    .flatMap(
                        kernels ->
                            Stream.concat(
                                    Arrays.stream(VarianceMethod.values())
                                        .flatMap(
                                            method ->
                                                Stream.of(true, false)
                                                    .map(
                                                        constrain ->
                                                            new LinearMixedModel(
                                                                method, constrain))),
                                    Stream.of(
                                        new LinearMixedModel(
                                            VarianceMethod.MINQUE0, true, false, Intervals.WALD)))
                                .map(
                                    model ->
                                        new Model(
                                            model.method()
                                                + (model.constrain() ? " " : " free ")
                                                + kernels.size()
                                                + (records.isPlain() ? "" : " weights, records"),
                                            model,
                                            kernels,
                                            records))));
  }

  private static void requireSame(
      LinearMixedModel.Fit expected, LinearMixedModel.Fit found, double unit, double tolerance) {
    VarianceComponents before = expected.variances();
    VarianceComponents after = found.variances();
    assertArrayEquals(before.heritability().estimate(), after.heritability().estimate(), tolerance);
    assertArrayEquals(
        before.heritability().standardError(), after.heritability().standardError(), tolerance);
    assertShare(before.estimate(), after.estimate(), unit, unit, tolerance);
    assertShare(errors(before), errors(after), unit, unit, tolerance);
    assertShare(expected.blup().randomEffects(), found.blup().randomEffects(), unit, 1, tolerance);
    assertShare(expected.blup().residuals(), found.blup().residuals(), unit, 1, tolerance);
    assertShare(
        expected.blup().predictionErrorVariance(),
        found.blup().predictionErrorVariance(),
        unit,
        unit,
        tolerance);
    assertArrayEquals(
        expected.blup().total().reliability(), found.blup().total().reliability(), tolerance);
  }

  private static double[] errors(VarianceComponents variances) {
    return IntStream.range(0, variances.components().size())
        .mapToDouble(variances::standardError)
        .toArray();
  }

  /** Checks numbers that are in a unit, or the product of two, up to a share of the largest. */
  private static void assertShare(
      double[] expected, double[] found, double unit, double other, double share) {
    double largest =
        Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    assertArrayEquals(
        expected,
        Arrays.stream(found).map(value -> value / unit / other).toArray(),
        share * Math.max(largest, Double.MIN_NORMAL));
  }

  @ParameterizedTest
  @MethodSource("models")
  void theUnitOfTheTraitLeavesHeritabilityAlone(Model model) {
    double[] y = model.trait();
    LinearMixedModel.Fit fit = model.fit(y, DESIGN);
    for (double unit : new double[] {1e-150, 1e-6, -3, 1e150}) {
      double[] scaled = DoubleStream.of(y).map(value -> unit * value).toArray();
      LinearMixedModel.Fit other = model.fit(scaled, DESIGN);
      requireSame(fit, other, unit, 1e-8);
      assertShare(fit.blup().fixedEffects(), other.blup().fixedEffects(), unit, 1, 1e-9);
      assertShare(fit.blup().fitted(), other.blup().fitted(), unit, 1, 1e-9);
      double shift = (y.length - 2) * Math.log(Math.abs(unit));
      assertEquals(
          fit.variances().logLikelihood(), other.variances().logLikelihood() + shift, 1e-8);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theMeanOfTheTraitLeavesHeritabilityAlone(Model model) {
    double[] y = model.trait();
    double[] shifted = DoubleStream.of(y).map(value -> value + 1e9).toArray();
    // What is left of y at this mean.
    double[] rounded = DoubleStream.of(shifted).map(value -> value - 1e9).toArray();
    requireSame(model.fit(rounded, DESIGN), model.fit(shifted, DESIGN), 1, 1e-9);
  }

  @ParameterizedTest
  @MethodSource("models")
  void theUnitAndMeanOfACovariateLeaveHeritabilityAlone(Model model) {
    double[] y = model.trait();
    LinearMixedModel.Fit fit = model.fit(y, DESIGN);
    for (double unit : new double[] {1e-150, 1e150, 1e200}) {
      requireSame(fit, model.fit(y, covariate(unit, 0)), 1, 1e-8);
    }
    requireSame(fit, model.fit(y, covariate(1, 1e6)), 1, 1e-7);
    requireSame(fit, model.fit(y, covariate(.01, 1e7)), 1, 1e-5);
  }

  private static double[][] covariate(double unit, double mean) {
    return Arrays.stream(DESIGN)
        .map(row -> new double[] {row[0], mean + unit * row[1]})
        .toArray(double[][]::new);
  }

  @Test
  void traitsWithoutAVarianceInDoubleAreRefused() {
    Model model = models().findFirst().orElseThrow();
    for (double unit : new double[] {0, 1e-310, 1e-200, 1e200, 1e300}) {
      double[] scaled = DoubleStream.of(Y).map(value -> unit * value).toArray();
      assertThrows(InvalidInput.class, () -> model.fit(scaled, DESIGN));
    }
  }
}
