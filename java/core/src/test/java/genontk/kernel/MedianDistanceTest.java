package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genontk.Dense;
import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.Threads;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The median distance of training people, which scales the kernels of distances. */
class MedianDistanceTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 300, 301})
  void theMedianDistanceIsThatOfAllPairs(int n) {
    StandardizedGenotypes x = TestData.centred(TestData.normal(n, 6, n));
    double[][] values = TestData.values(x);
    GaussianKernel gaussian =
        (GaussianKernel) Computed.trained(x, new GaussianKernel(2)).kernels().get(0);
    assertEquals(1, gaussian.median() / Definitions.median(values, 2), 1e-13);
    assertEquals(2, gaussian.bandwidth());
    assertFalse(gaussian.learns());
    LaplaceKernel laplace =
        (LaplaceKernel) Computed.trained(x, new LaplaceKernel()).kernels().get(0);
    assertEquals(1, laplace.median() / Definitions.median(values, 1), 1e-13);
    StandardizedGenotypes others = TestData.centred(TestData.normal(9, 6, 1));
    GaussianKernel again = (GaussianKernel) Computed.trained(others, gaussian).kernels().get(0);
    assertEquals(gaussian.median(), again.median(), "what was learnt stays");
  }

  /** Counts of 12 SNPs give few distances, each of many pairs. */
  @ParameterizedTest
  @ValueSource(ints = {40, 41, 42, 43})
  void theMedianDistanceIsThatOfAllPairsIfManyAreEqual(int n) {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(n, 12, n));
    GaussianKernel gaussian =
        (GaussianKernel) Computed.trained(x, new GaussianKernel()).kernels().get(0);
    assertEquals(1, gaussian.median() / Definitions.median(TestData.values(x), 2), 1e-13);
  }

  private static StandardizedGenotypes weighted(Matrix genotypes, double... weights) {
    DosageMatrix dosages = new DosageMatrix(genotypes, null, null);
    int[] people = Dense.range(genotypes.rows());
    Standardization learnt =
        Standardization.learn(
            dosages, people, weights, Scale.CENTER, SnpFilter.none(), Execution.quiet());
    return StandardizedGenotypes.training(dosages, people, weights, learnt);
  }

  private static double median(DistanceKernel kernel, StandardizedGenotypes x) {
    return ((DistanceKernel) Computed.trained(x, kernel).kernels().get(0)).median();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 40, 41})
  void ofPeopleWithWholeWeightsItIsThatOfRepeatedRows(int n) {
    Matrix genotypes = TestData.genotypes(n, 9, n);
    double[] weights = IntStream.range(0, n).mapToDouble(i -> 1 + i * i % 3).toArray();
    int[] rows =
        IntStream.range(0, n)
            .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
            .toArray();
    double[][] repeated = TestData.values(TestData.centred(genotypes.selectRows(rows)));
    StandardizedGenotypes x = weighted(genotypes, weights);
    assertEquals(1, median(new GaussianKernel(), x) / Definitions.median(repeated, 2), 1e-13);
    assertEquals(1, median(new LaplaceKernel(), x) / Definitions.median(repeated, 1), 1e-13);
  }

  @Test
  void itCountsPairsByTheProductOfTheirWeights() {
    Matrix places = Dense.matrix(new double[][] {{0}, {1}, {10}});
    assertEquals(81, median(new GaussianKernel(), weighted(places, 0.5, 0.5, 0.5)));
    assertEquals(1, median(new GaussianKernel(), weighted(places, 0.9, 0.9, 0.3)), 1e-14);
    assertEquals(100, median(new GaussianKernel(), weighted(places, 0.9, 0.1, 0.9)), 1e-12);
    for (double unit : new double[] {1e-300, 1e-160, 1e-20}) {
      double[] tiny = {0.9 * unit, 0.1 * unit, 0.9 * unit};
      assertEquals(100, median(new GaussianKernel(), weighted(places, tiny)), 1e-12);
    }
    double[] huge = {0.9e300, 0.1e300, 0.9e300};
    assertEquals(1, median(new GaussianKernel(), weighted(places, huge)), 1e-12);
  }

  @Test
  void ofZeroIsRefused() {
    double[][] rows = new double[40][1];
    rows[3][0] = 2;
    assertThrows(
        InvalidInput.class,
        () -> Computed.trained(TestData.centred(Dense.matrix(rows)), new LaplaceKernel()));
    StandardizedGenotypes heavy = weighted(TestData.genotypes(9, 5, 1), 90, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThrows(InvalidInput.class, () -> median(new GaussianKernel(), heavy));
  }

  /** Libraries add up the inner product of two copies in another order than their norms. */
  @Test
  void ofCopiesThatDifferByRoundingIsRefused() {
    Matrix copies = TestData.normal(20, 30, 1).selectRows(new int[] {0, 0, 0, 0, 0, 0, 1, 2});
    StandardizedGenotypes x = TestData.centred(copies);
    double[][] values = TestData.values(x);
    Matrix products = Dense.matrix(Dense.times(values, Dense.transpose(values)));
    Gram gram = Gram.of(x, x, products, null);
    gram.rows().add(Dense.matrix(values), Threads.of(1));
    gram.rows().complete();
    Arrays.setAll(products.data(), k -> products.data()[k] * (1 - 2e-15));
    assertThrows(InvalidInput.class, () -> MedianDistance.of(gram, Execution.quiet()));
  }
}
