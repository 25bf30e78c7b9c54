package genontk.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.genotype.DosageMatrix;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraitModelTest {

  private static final int N = 200;
  private static final Matrix COPIES = TestData.genotypes(N, 15, 4);
  private static final DosageMatrix GENOTYPES = new DosageMatrix(COPIES, null, null);

  private static TraitModel model(TraitShape shape, double h2, double deviation) {
    return new TraitModel(shape, h2, deviation, Map.of(), null, 0.5);
  }

  private static TraitModel.Trait draw(TraitModel model) {
    return model.draw(GENOTYPES, 7, Execution.quiet());
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  private static double variance(double[] x) {
    double mean = mean(x);
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }

  private static double[] standardized(double[] x) {
    double mean = mean(x);
    double deviation = Math.sqrt(variance(x));
    return Arrays.stream(x).map(v -> (v - mean) / deviation).toArray();
  }

  private static double softplus(double a) {
    return Math.log(1 + Math.exp(a));
  }

  private static DoubleUnaryOperator formula(TraitShape shape) {
    return switch (shape) {
      case LINEAR -> a -> a;
      case HYPERBOLIC -> a -> softplus(a) / (1 + softplus(a));
      case POWER -> a -> a * Math.abs(a);
      case COSH -> a -> (Math.exp(a) + Math.exp(-a)) / 2;
      case RICKER -> a -> softplus(a) * Math.exp(-softplus(a));
    };
  }

  /**
   * The linear trait's g is the standardised a, so f of the rescaled g is every other trait's g.
   */
  @ParameterizedTest
  @EnumSource(TraitShape.class)
  void theGeneticValueIsTheStandardizedFormulaOfTheAdditiveValue(TraitShape shape) {
    for (double deviation : new double[] {0.5, 1, 2}) {
      double[] a = draw(model(TraitShape.LINEAR, 0.5, deviation)).genetic();
      double[] g = Arrays.stream(a).map(x -> formula(shape).applyAsDouble(deviation * x)).toArray();
      assertArrayEquals(
          standardized(g), draw(model(shape, 0.5, deviation)).genetic(), 1e-11, shape.label());
    }
  }

  /** The additive value a lies in the span of the centred columns. */
  @Test
  void theLinearTraitIsASumOverSnps() {
    double[] both = draw(model(TraitShape.LINEAR, 0.5, 1)).genetic();
    Matrix one = new Matrix(Arrays.copyOf(COPIES.data(), N), N, 1);
    double[] single =
        model(TraitShape.LINEAR, 0.5, 1)
            .draw(new DosageMatrix(one, null, null), 7, Execution.quiet())
            .genetic();
    double[] snp = standardized(one.toArray());
    assertArrayEquals(
        snp, Arrays.stream(single).map(x -> x * Math.signum(single[0] * snp[0])).toArray(), 1e-12);
    assertEquals(0, mean(both), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.8, 1})
  void theHeritabilityIsTheShareOfTheGeneticVariance(double h2) {
    Matrix many = TestData.genotypes(40_000, 5, 2);
    TraitModel.Trait trait =
        model(TraitShape.COSH, h2, 1)
            .draw(new DosageMatrix(many, null, null), 3, Execution.quiet());
    double[] noise =
        IntStream.range(0, 40_000).mapToDouble(i -> trait.y()[i] - trait.genetic()[i]).toArray();
    assertEquals(1, variance(trait.genetic()), 1e-10);
    assertEquals((1 - h2) / h2, variance(noise), 0.03 * (1 - h2) / h2);
    assertEquals(h2, 1 / (1 + variance(noise)), 0.01);
    assertEquals(0, mean(noise), 0.03);
  }

  @Test
  void parametersShapeTheTrait() {
    double[] a = draw(model(TraitShape.LINEAR, 0.5, 1)).genetic();
    TraitModel cubic = new TraitModel(TraitShape.POWER, 0.5, 1, Map.of("k", 3.0), null, 0.5);
    assertArrayEquals(
        standardized(Arrays.stream(a).map(x -> x * x * x).toArray()), draw(cubic).genetic(), 1e-11);
    TraitModel ricker = new TraitModel(TraitShape.RICKER, 0.5, 1, Map.of("c", 2.0), null, 0.5);
    assertArrayEquals(
        standardized(Arrays.stream(a).map(x -> softplus(x) * Math.exp(-softplus(x) / 2)).toArray()),
        draw(ricker).genetic(),
        1e-11);
  }

  @Test
  void dominanceIsAnEffectOfOneCopy() {
    TraitModel whole =
        new TraitModel(TraitShape.LINEAR, 0.5, 1, Map.of(), Interaction.DOMINANCE, 1);
    double[] swapped = COPIES.data().clone();
    for (int i = 0; i < swapped.length; i++) {
      swapped[i] = 2 - swapped[i];
    }
    double[] other =
        whole
            .draw(new DosageMatrix(new Matrix(swapped, N, 15), null, null), 7, Execution.quiet())
            .genetic();
    assertArrayEquals(other, draw(whole).genetic(), 1e-12);
  }

  /** Exchanging the alleles of all SNPs does not change products of two centred genotypes. */
  @ParameterizedTest
  @EnumSource(Interaction.class)
  void anInteractionHasItsShare(Interaction interaction) {
    TraitModel none = new TraitModel(TraitShape.LINEAR, 0.5, 1, Map.of(), interaction, 0);
    TraitModel half = new TraitModel(TraitShape.LINEAR, 0.5, 1, Map.of(), interaction, 0.5);
    TraitModel whole = new TraitModel(TraitShape.LINEAR, 0.5, 1, Map.of(), interaction, 1);
    double[] f = draw(none).genetic();
    double[] i = draw(whole).genetic();
    assertArrayEquals(draw(model(TraitShape.LINEAR, 0.5, 1)).genetic(), f, 1e-12);
    double[] sum = IntStream.range(0, N).mapToDouble(k -> f[k] + i[k]).toArray();
    assertArrayEquals(standardized(sum), draw(half).genetic(), 1e-12);
  }

  @Test
  void aMissingGenotypeCountsAsTheMean() {
    Matrix gaps = new Matrix(COPIES.data().clone(), N, 15);
    gaps.set(3, 2, Double.NaN);
    Matrix filled = new Matrix(gaps.data().clone(), N, 15);
    filled.set(
        3,
        2,
        IntStream.range(0, N)
            .filter(i -> i != 3)
            .mapToDouble(i -> gaps.get(i, 2))
            .average()
            .orElseThrow());
    TraitModel ricker = model(TraitShape.RICKER, 0.5, 1);
    assertArrayEquals(
        ricker.draw(new DosageMatrix(filled, null, null), 7, Execution.quiet()).y(),
        ricker.draw(new DosageMatrix(gaps, null, null), 7, Execution.quiet()).y(),
        1e-11);
  }

  @Test
  void whatGivesNoTraitIsRefused() {
    assertThrows(InvalidInput.class, () -> model(TraitShape.LINEAR, 0, 1));
    assertThrows(InvalidInput.class, () -> model(TraitShape.LINEAR, 1.1, 1));
    assertThrows(InvalidInput.class, () -> model(TraitShape.LINEAR, 0.5, 0));
    assertThrows(InvalidInput.class, () -> TraitShape.named("sine"));
    assertThrows(InvalidInput.class, () -> Interaction.named("triple"));
    assertThrows(
        InvalidInput.class,
        () -> new TraitModel(TraitShape.LINEAR, 0.5, 1, Map.of("k", 2.0), null, 0.5));
    assertThrows(
        InvalidInput.class,
        () -> new TraitModel(TraitShape.POWER, 0.5, 1, Map.of("k", -2.0), null, 0.5));
    DosageMatrix constant = new DosageMatrix(Matrix.zeros(9, 3), null, null);
    assertThrows(
        InvalidInput.class,
        () -> model(TraitShape.LINEAR, 0.5, 1).draw(constant, 1, Execution.quiet()));
    assertThrows(InvalidInput.class, () -> draw(model(TraitShape.COSH, 0.5, 1e6)));
  }
}
