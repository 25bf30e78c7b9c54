package genontk.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.comparison.Comparison;
import genontk.comparison.ComparisonTable;
import genontk.comparison.Method;
import genontk.comparison.MethodProvider;
import genontk.comparison.Splits;
import genontk.error.BridgeFailed;
import genontk.error.Cancelled;
import genontk.error.InvalidInput;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.kernel.Precision;
import genontk.linalg.Backends;
import genontk.linalg.Matrix;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Threads;
import genontk.simulation.GenotypeModel;
import genontk.simulation.TraitModel;
import genontk.simulation.TraitShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetworkMethodTest {

  private static final int N = 250;
  private static final DosageMatrix GENOTYPES =
      new DosageMatrix(new GenotypeModel(0.05, 0.5).draw(N, 10, 1, Execution.quiet()), null, null);
  private static final double[] Y =
      new TraitModel(TraitShape.COSH, 0.9, 2, Map.of(), null, 0.5)
          .draw(GENOTYPES, 1, Execution.quiet())
          .y();
  private static final int[] EVERYONE = IntStream.range(0, N).toArray();

  @BeforeAll
  static void needsPyTorch() {
    try {
      Perceptron.engine();
    } catch (BridgeFailed e) {
      Assumptions.abort(e.getMessage());
    }
  }

  private static ComparisonTable run(Method method, Execution execution) {
    Matrix intercept = Matrix.zeros(N, 1);
    Arrays.fill(intercept.data(), 1);
    return new Comparison(GENOTYPES, EVERYONE, Scale.CENTER, SnpFilter.none(), Precision.DOUBLE)
        .run(
            Map.of("network", method),
            intercept,
            List.of("(Intercept)"),
            Y,
            new Splits(2, 0.2, 1, null).deal(Y),
            Backends.choose("java").backend(),
            execution);
  }

  /** No line fits: cosh is the same on both sides. */
  @Test
  void itLearnsATraitThatIsNotMonotone() {
    MethodProvider provider = ServiceLoader.load(MethodProvider.class).findFirst().orElseThrow();
    assertEquals("network", provider.name());
    double[] r = run(provider.make(GENOTYPES, EVERYONE, 1), Execution.quiet()).correlation()[0];
    assertTrue((r[0] + r[1]) / 2 > 0.3, Arrays.toString(r));
  }

  @Test
  void theSeedMakesTheNetwork() {
    NetworkSettings few = new NetworkSettings(new int[] {8}, 0.2, 1e-3, 1e-4, 32, 4, 20, 0.1);
    double[] one =
        run(new NetworkMethod(GENOTYPES, EVERYONE, 3, few), Execution.quiet()).squaredError()[0];
    double[] again =
        run(new NetworkMethod(GENOTYPES, EVERYONE, 3, few), Execution.quiet()).squaredError()[0];
    double[] other =
        run(new NetworkMethod(GENOTYPES, EVERYONE, 4, few), Execution.quiet()).squaredError()[0];
    assertArrayEquals(one, again);
    assertTrue(Math.abs(one[0] - other[0]) > 1e-9);
  }

  @Test
  void networksTrainedTogetherEqualNetworksTrainedInTurn() {
    NetworkSettings few = new NetworkSettings(new int[] {8}, 0.2, 1e-3, 1e-4, 32, 4, 20, 0.1);
    double[][] together = new double[6][];
    Threads.of(3)
        .forEach(
            together.length,
            k ->
                together[k] =
                    run(new NetworkMethod(GENOTYPES, EVERYONE, k, few), Execution.quiet())
                        .squaredError()[0]);
    for (int k = 0; k < together.length; k++) {
      assertArrayEquals(
          run(new NetworkMethod(GENOTYPES, EVERYONE, k, few), Execution.quiet()).squaredError()[0],
          together[k]);
    }
  }

  @Test
  void cancellingStopsIt() {
    Cancellation cancellation = new Cancellation();
    Execution execution =
        new Execution(Threads.of(1), cancellation, (stage, share) -> cancellation.request());
    Method method = new NetworkMethod(GENOTYPES, EVERYONE, 3, NetworkSettings.paper());
    assertThrows(Cancelled.class, () -> run(method, execution));
    assertThrows(Cancelled.class, () -> stopped(cancellation));
  }

  private static void stopped(Cancellation cancellation) {
    new Perceptron(NetworkSettings.paper(), 1)
        .learn(new float[40][3], new float[40], new float[2][3], cancellation);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(
        InvalidInput.class, () -> new NetworkSettings(new int[0], 0.2, 1e-3, 1e-4, 32, 4, 20, 0.1));
    assertThrows(
        InvalidInput.class,
        () -> new NetworkSettings(new int[] {8}, 1, 1e-3, 1e-4, 32, 4, 20, 0.1));
  }
}
