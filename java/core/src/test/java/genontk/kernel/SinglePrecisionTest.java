package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.List;
import org.junit.jupiter.api.Test;

class SinglePrecisionTest {

  private static final int DEPTH = 2;

  private static Matrix train(StandardizedGenotypes x, Precision precision, int threads) {
    return Computed.onThreads(threads, new NeuralTangentKernel(DEPTH), x, precision);
  }

  /**
   * An error d_rho of rho moves the kernel by (L / 2 pi) d_rho / theta, 1.2e-7 for unrelated
   * people; near-twins are as exact as in double precision. 2500 SNPs take three blocks, 700 people
   * two tiles.
   */
  @Test
  void itsErrorIsWithinTheBoundAndNearTwinsHaveNone() {
    Matrix genotypes = TestData.genotypes(700, 2500, 1);
    for (int j = 0; j < 2500; j++) {
      genotypes.set(650, j, genotypes.get(2, j));
      genotypes.set(651, j, genotypes.get(3, j));
    }
    genotypes.set(651, 7, (genotypes.get(3, 7) + 1) % 3);
    StandardizedGenotypes x = TestData.centred(genotypes);
    double[][] exact = Dense.of(train(x, Precision.DOUBLE, 2));
    double[][] single = Dense.of(train(x, Precision.SINGLE, 2));
    double worst = Dense.distance(exact, single);
    assertTrue(worst < 1.2e-7, "largest error " + worst);
    assertTrue(worst > 1e-10, "single precision was used: " + worst);
    assertEquals(1, single[650][2]);
    assertEquals(exact[651][3], single[651][3], 1e-14);
    assertTrue(1 - exact[651][3] > 1e-3);
    assertEquals(0, Dense.distance(single, Dense.transpose(single)));
  }

  @Test
  void newPeopleMeetTheTrainingPeopleWithTheSameError() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(560, 1100, 2));
    StandardizedGenotypes fresh = TestData.centred(TestData.genotypes(530, 1100, 3));
    List<Kernel> kernels = List.of(new NeuralTangentKernel(DEPTH));
    Matrix single =
        Kernels.cross(kernels, fresh, x, Precision.SINGLE, TestData.algebra(), Execution.quiet())
            .matrices()
            .get(0);
    double worst = Dense.distance(Computed.cross(kernels.get(0), fresh, x), Dense.of(single));
    assertTrue(worst < 1.2e-7 && worst > 1e-10, "largest error " + worst);
  }

  @Test
  void threadsDoNotChangeABit() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(530, 1050, 4));
    assertArrayEquals(train(x, Precision.SINGLE, 1).data(), train(x, Precision.SINGLE, 5).data());
  }

  @Test
  void itIsChosenByName() {
    assertEquals(Precision.SINGLE, Precision.named("single"));
    assertEquals(Precision.DOUBLE, Precision.named("double"));
    assertThrows(InvalidInput.class, () -> Precision.named("half"));
  }
}
