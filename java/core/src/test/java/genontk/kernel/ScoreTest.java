package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.TestData;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** K* d is the product of the kernels and d, whether the kernels are held or not. */
class ScoreTest {

  private static final double[] DUAL = TestData.normal(30, 1, 8).data();

  private static void assertIsTheProduct(
      StandardizedGenotypes fresh, StandardizedGenotypes training, List<Kernel> kernels) {
    Kernels.Scores scores =
        Kernels.score(
            kernels,
            fresh,
            training,
            DUAL,
            Precision.DOUBLE,
            TestData.algebra(),
            TestData.threads(2));
    for (int k = 0; k < kernels.size(); k++) {
      double[][] kernel = Computed.cross(kernels.get(k), fresh, training);
      for (int i = 0; i < kernel.length; i++) {
        double product = 0;
        for (int j = 0; j < DUAL.length; j++) {
          product += kernel[i][j] * DUAL[j];
        }
        assertEquals(product, scores.products().get(i, k), 1e-12);
      }
    }
  }

  /** Two strips of new people, many of whom are twins of training people at eleven SNPs. */
  @Test
  void scoresOfManyPeopleAreThoseOfTheirKernels() {
    Matrix known = TestData.genotypes(30, 11, 3);
    StandardizedGenotypes training = TestData.centred(known);
    Matrix genotypes = TestData.genotypes(2100, 11, 4);
    for (int j = 0; j < 11; j++) {
      for (int i = 0; i < 30; i++) {
        genotypes.set(2060 + i, j, known.get(i, j));
      }
    }
    StandardizedGenotypes fresh = TestData.centred(genotypes);
    assertIsTheProduct(fresh, training, List.of(new NeuralTangentKernel(2), new AdditiveKernel()));
    assertIsTheProduct(fresh, training, List.of(new AdditiveKernel()));
  }

  @Test
  void aNetworkIsScoredByItsKernel() {
    StandardizedGenotypes training = TestData.centred(TestData.genotypes(30, 7, 3));
    StandardizedGenotypes fresh = TestData.centred(TestData.genotypes(9, 7, 4));
    Kernel network = new EmpiricalNeuralTangentKernel(2, 20, 1, 5);
    assertIsTheProduct(fresh, training, List.of(network, new NeuralTangentKernel(1)));
  }
}
