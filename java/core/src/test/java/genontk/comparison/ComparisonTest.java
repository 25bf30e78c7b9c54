package genontk.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.Cancelled;
import genontk.error.DidNotConverge;
import genontk.error.InvalidInput;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.kernel.AdditiveKernel;
import genontk.kernel.GaussianKernel;
import genontk.kernel.Kernel;
import genontk.kernel.NeuralTangentKernel;
import genontk.kernel.NonAdditiveKernel;
import genontk.kernel.Precision;
import genontk.linalg.Backend;
import genontk.linalg.Backends;
import genontk.linalg.Matrix;
import genontk.mixed.LinearMixedModel;
import genontk.ridge.FoldScheme;
import genontk.ridge.KernelRidge;
import genontk.ridge.Rule;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Threads;
import genontk.variance.VarianceMethod;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final int N = 60;
  private static final int SNPS = 15;
  private static final Matrix GENOTYPES = TestData.genotypes(N, SNPS, 4);
  private static final double[][] DESIGN = TestData.design(N, 3, 5);
  private static final double[] Y = trait();
  private static final Backend JAVA = Backends.choose("java").backend();
  private static final List<Split> SPLITS = new Splits(4, 0.2, 3, null).deal(Y);
  private static final LinearMixedModel REML = new LinearMixedModel(VarianceMethod.REML, true);

  private static double[] trait() {
    double[] noise = TestData.normal(N, 26);
    double[] y = new double[N];
    for (int i = 0; i < N; i++) {
      y[i] = 2 * noise[i] + 0.1 * DESIGN[i][1] + GENOTYPES.get(i, 0) * GENOTYPES.get(i, 1);
    }
    return y;
  }

  private static ComparisonTable run(Map<String, Method> methods, Execution execution) {
    return new Comparison(
            new DosageMatrix(GENOTYPES, null, null),
            Dense.range(N),
            Scale.CENTER,
            SnpFilter.none(),
            Precision.DOUBLE)
        .run(methods, Dense.matrix(DESIGN), List.of("1", "age", "sex"), Y, SPLITS, JAVA, execution);
  }

  private static RidgeMethod ridge(Rule rule, double[] penalties, Kernel... kernels) {
    return new RidgeMethod(
        List.of(List.of(kernels)), new KernelRidge(penalties, rule), FoldScheme.of(5, 1));
  }

  /**
   * REML has a ratio for this trait in every split; at a bound, ridge would take an end of its
   * grid.
   */
  @Test
  void blupAndRidgeByRemlScoreTheSame() {
    Kernel ntk = new NeuralTangentKernel(2);
    Kernel additive = new AdditiveKernel();
    Kernel rest = new NonAdditiveKernel(2);
    Map<String, Method> methods = new LinkedHashMap<>();
    methods.put("lmm", new MixedModelMethod(List.of(ntk), REML));
    methods.put("ridge", ridge(Rule.REML, null, ntk));
    methods.put("split lmm", new MixedModelMethod(List.of(additive, rest), REML));
    methods.put("split ridge", ridge(Rule.REML, null, additive, rest));
    ComparisonTable table = run(methods, Execution.quiet());
    assertArrayEquals(table.squaredError()[0], table.squaredError()[1], 1e-6);
    assertArrayEquals(table.correlation()[2], table.correlation()[3], 1e-6);
    assertEquals(List.of("lmm", "ridge", "split lmm", "split ridge"), table.methods());
    assertEquals(0.25, table.testRatio(), 1e-12);
  }

  /**
   * Centres SNPs by the training people, then solves the normal equations with the penalty times p.
   */
  @Test
  void theAdditiveKernelIsRidgeRegressionOnSnpsCentredByTheTrainingPeople() {
    double penalty = 2;
    Map<String, Method> methods =
        Map.of("ridge", ridge(Rule.MINIMUM, new double[] {penalty}, new AdditiveKernel()));
    ComparisonTable table = run(methods, Execution.quiet());
    for (int k = 0; k < SPLITS.size(); k++) {
      int[] training = SPLITS.get(k).training();
      double[][] all = new double[N][3 + SNPS];
      for (int j = 0; j < SNPS; j++) {
        int snp = j;
        double mean =
            Arrays.stream(training).mapToDouble(i -> GENOTYPES.get(i, snp)).average().orElseThrow();
        for (int i = 0; i < N; i++) {
          all[i][3 + j] = GENOTYPES.get(i, j) - mean;
          System.arraycopy(DESIGN[i], 0, all[i], 0, 3);
        }
      }
      double[][] x = Dense.select(all, training, Dense.range(3 + SNPS));
      double[][] normal = Dense.times(Dense.transpose(x), x);
      for (int j = 3; j < 3 + SNPS; j++) {
        normal[j][j] += penalty * SNPS;
      }
      double[] b =
          Dense.times(
              Dense.inverse(normal), Dense.times(Dense.transpose(x), Dense.select(Y, training)));
      double squares = 0;
      for (int i : SPLITS.get(k).test()) {
        squares += Math.pow(Y[i] - Dense.dot(all[i], b), 2) / SPLITS.get(k).test().length;
      }
      assertEquals(squares, table.squaredError()[0][k], 1e-8 * squares);
    }
  }

  @Test
  void threadsDoNotChangeTheTable() {
    Map<String, Method> methods = new LinkedHashMap<>();
    methods.put("gaussian", ridge(Rule.MINIMUM, null, new GaussianKernel()));
    methods.put("ntk", ridge(Rule.MINIMUM, null, new NeuralTangentKernel(1)));
    ComparisonTable one = run(methods, Execution.quiet());
    ComparisonTable three = run(methods, TestData.threads(3));
    for (int m = 0; m < 2; m++) {
      assertArrayEquals(one.correlation()[m], three.correlation()[m]);
    }
  }

  /** The predictions of the user's own method are the trait itself. */
  @Test
  void predictionsOfTheUsersOwnAreScored() {
    double[][] perfect =
        SPLITS.stream().map(split -> Dense.select(Y, split.test())).toArray(double[][]::new);
    Map<String, Method> methods = Map.of("oracle", new GivenPredictions(perfect));
    ComparisonTable table = run(methods, Execution.quiet());
    assertArrayEquals(new double[] {1, 1, 1, 1}, table.correlation()[0], 1e-12);
    assertArrayEquals(new double[4], table.squaredError()[0]);
    Map<String, Method> few = Map.of("few", new GivenPredictions(Arrays.copyOf(perfect, 3)));
    assertThrows(InvalidInput.class, () -> run(few, Execution.quiet()));
    double[][] shorter = perfect.clone();
    shorter[2] = new double[3];
    Map<String, Method> wrong = Map.of("wrong", new GivenPredictions(shorter));
    assertThrows(InvalidInput.class, () -> run(wrong, Execution.quiet()));
  }

  /** A method that fails in its second split has scores in the others and the reason there. */
  @Test
  void aFailureIsAnEntryAndNotTheEnd() {
    Method failing =
        new Method() {
          @Override
          public List<Kernel> kernels() {
            return List.of();
          }

          @Override
          public double[] predict(SplitData data) {
            if (data.number() == 1) {
              throw new DidNotConverge("No answer.");
            }
            return Dense.select(Y, data.split().test());
          }
        };
    Map<String, Method> methods = new LinkedHashMap<>();
    methods.put("ntk", ridge(Rule.MINIMUM, null, new NeuralTangentKernel(1)));
    methods.put("failing", failing);
    ComparisonTable table = run(methods, Execution.quiet());
    assertArrayEquals(new double[] {1, Double.NaN, 1, 1}, table.correlation()[1], 1e-12);
    assertEquals("No answer.", table.messages()[1][1]);
    assertNull(table.messages()[1][0]);
    assertTrue(Arrays.stream(table.correlation()[0]).allMatch(Double::isFinite));
    assertEquals(3, table.difference(table.correlation(), 1, 0).splits());
  }

  @Test
  void cancellingStopsIt() {
    Cancellation cancellation = new Cancellation();
    Execution execution =
        new Execution(Threads.of(2), cancellation, (stage, share) -> cancellation.request());
    Map<String, Method> methods =
        Map.of("ntk", ridge(Rule.MINIMUM, null, new NeuralTangentKernel(1)));
    assertThrows(Cancelled.class, () -> run(methods, execution));
  }
}
