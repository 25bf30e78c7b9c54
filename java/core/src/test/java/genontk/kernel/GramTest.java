package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import org.junit.jupiter.api.Test;

class GramTest {

  private static Gram square(StandardizedGenotypes x) {
    return gram(x, x);
  }

  private static Gram gram(StandardizedGenotypes rows, StandardizedGenotypes columns) {
    Gram gram = Gram.of(rows, columns, Matrix.zeros(rows.people(), columns.people()), null);
    GramPass.run(
        gram, Precision.DOUBLE, TestData.algebra(), TestData.threads(2), GramPass.Strips.KEPT);
    return gram;
  }

  private static double[][] lower(double[][] a) {
    double[][] lower = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      System.arraycopy(a[i], 0, lower[i], 0, i + 1);
    }
    return lower;
  }

  @Test
  void productsAndNormsAreThoseOfTheDefinition() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(23, 11, 1));
    double[][] values = TestData.values(x);
    double[][] products = Dense.times(values, Dense.transpose(values));
    Gram gram = square(x);
    assertTrue(gram.isSquare());
    assertTrue(Dense.distance(lower(products), lower(Dense.of(gram.products()))) < 1e-13);
    for (int i = 0; i < 23; i++) {
      assertEquals(products[i][i], gram.rows().squaredNorms()[i], 1e-13);
    }
  }

  @Test
  void productsOfPeopleInManyStripsAreThoseOfTheDefinition() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(1100, 5, 2));
    double[][] values = TestData.values(x);
    double[][] products = Dense.times(values, Dense.transpose(values));
    Gram gram = square(x);
    assertTrue(Dense.distance(lower(products), lower(Dense.of(gram.products()))) < 1e-12);
  }

  /** With 40 people a block holds 2^22 / 40 = 104,857 SNPs; this test has two blocks. */
  @Test
  void snpsInSeveralBlocksAddUp() {
    int n = 40;
    int p = 110_000;
    Matrix genotypes = Matrix.zeros(n, p);
    long state = 7;
    for (int k = 0; k < n * p; k++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      genotypes.data()[k] = (state >>> 60) % 3;
    }
    for (int j = 0; j < p; j++) {
      genotypes.set(5, j, genotypes.get(2, j));
    }
    genotypes.set(5, p - 1, (genotypes.get(2, p - 1) + 1) % 3);
    StandardizedGenotypes x = TestData.centred(genotypes);
    double[][] values = TestData.values(x);
    Gram gram = square(x);
    for (int i = 0; i < n; i += 3) {
      for (int j = 0; j <= i; j++) {
        double expected = Dense.dot(values[i], values[j]);
        assertEquals(expected, gram.products().get(i, j), 1e-8);
      }
      assertEquals(Dense.dot(values[i], values[i]), gram.rows().squaredNorms()[i], 1e-8);
    }
    double distance = 1 - Computed.square(new NeuralTangentKernel(2), x)[5][2];
    double exact =
        java.math.BigDecimal.ONE
            .subtract(Precise.neuralTangent(Precise.correlation(values[5], values[2]), 2))
            .doubleValue();
    assertEquals(exact, distance, 1e-14);
  }

  @Test
  void newPeopleMeetTheTrainingPeople() {
    StandardizedGenotypes training = TestData.centred(TestData.genotypes(15, 7, 3));
    StandardizedGenotypes fresh = TestData.centred(TestData.genotypes(6, 7, 4));
    Gram gram = gram(fresh, training);
    assertEquals(6, gram.products().rows());
    assertEquals(15, gram.products().columns());
    double[][] expected =
        Dense.times(TestData.values(fresh), Dense.transpose(TestData.values(training)));
    assertTrue(Dense.distance(expected, Dense.of(gram.products())) < 1e-13);
    assertArrayEquals(square(fresh).rows().squaredNorms(), gram.rows().squaredNorms());
  }

  @Test
  void theAdditiveKernelIsTheProductOverTheNumberOfSnps() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(20, 9, 5));
    double[][] values = TestData.values(x);
    double[][] expected =
        Dense.combine(1.0 / 9, Dense.times(values, Dense.transpose(values)), 0, Dense.identity(20));
    Kernels.Trained trained = Computed.trained(x, new AdditiveKernel());
    double[] diagonal = new AdditiveKernel().diagonal(trained.people());
    double[][] kernel = Dense.of(trained.matrices().get(0));
    assertTrue(Dense.distance(expected, kernel) < 1e-14);
    for (int i = 0; i < 20; i++) {
      assertEquals(kernel[i][i], diagonal[i], 1e-14);
    }
    assertEquals("additive", new AdditiveKernel().name());
    assertTrue(Dense.distance(expected, Computed.cross(new AdditiveKernel(), x, x)) < 1e-14);
  }
}
