package genontk.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genontk.TestData;
import genontk.error.Cancelled;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.AdditiveKernel;
import genontk.kernel.ArcCosineKernel;
import genontk.kernel.EmpiricalNeuralTangentKernel;
import genontk.kernel.GaussianKernel;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.kernel.NeuralTangentKernel;
import genontk.kernel.NonAdditiveKernel;
import genontk.kernel.PolynomialKernel;
import genontk.kernel.Precision;
import genontk.linalg.EjmlLinearAlgebra;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares kernels computed on a device, here the CPU, with those of plain Java. */
class DeviceKernelsTest {

  /** Two strips of columns, the second a narrow one. */
  private static final int PEOPLE = 2100;

  /** Number of SNPs of few people that are read in two blocks. */
  private static final int SEVERAL_BLOCKS = 21_100;

  private static final int FEW_PEOPLE = 200;

  private static final double TOLERANCE = 1e-12;
  private static final Execution EXECUTION = TestData.threads(2);

  private static LinearAlgebra device;
  private final LinearAlgebra plain = new EjmlLinearAlgebra(Threads.of(2));

  @BeforeAll
  static void open() {
    device = Nd4jDevice.open(0).on(EXECUTION);
  }

  /** Makes the first two people duplicates, and the last, in another strip, their near-twin. */
  private static StandardizedGenotypes people(int count, int snps, long seed) {
    Matrix genotypes = TestData.genotypes(count, snps, seed);
    for (int j = 0; j < snps; j++) {
      genotypes.set(1, j, genotypes.get(0, j));
      genotypes.set(count - 1, j, j == 3 ? 1 : genotypes.get(0, j));
    }
    return TestData.centred(genotypes);
  }

  private void assertSame(List<Matrix> expected, List<Matrix> actual) {
    for (int k = 0; k < expected.size(); k++) {
      assertArrayEquals(expected.get(k).data(), actual.get(k).data(), TOLERANCE);
    }
  }

  private void assertTrainsAsPlainJava(StandardizedGenotypes x, List<Kernel> kernels) {
    assertSame(train(kernels, x, plain).matrices(), train(kernels, x, device).matrices());
  }

  private static Kernels.Trained train(
      List<Kernel> kernels, StandardizedGenotypes x, LinearAlgebra algebra) {
    return Kernels.train(kernels, x, Precision.DOUBLE, algebra, EXECUTION);
  }

  private void assertCrossesAsPlainJava(StandardizedGenotypes training, List<Kernel> kernels) {
    StandardizedGenotypes fresh = people(70, training.snps(), 2);
    Kernels.Cross expected =
        Kernels.cross(kernels, fresh, training, Precision.DOUBLE, plain, EXECUTION);
    Kernels.Cross actual =
        Kernels.cross(kernels, fresh, training, Precision.DOUBLE, device, EXECUTION);
    assertSame(expected.matrices(), actual.matrices());
    for (int k = 0; k < kernels.size(); k++) {
      assertArrayEquals(expected.diagonals().get(k), actual.diagonals().get(k), TOLERANCE);
    }
  }

  @ParameterizedTest
  @CsvSource({PEOPLE + ", 40", FEW_PEOPLE + ", " + SEVERAL_BLOCKS})
  void pairwiseKernelsAreThoseOfPlainJavaForNearTwinsToo(int people, int snps) {
    StandardizedGenotypes x = people(people, snps, 1);
    List<Kernel> kernels =
        List.of(
            new NeuralTangentKernel(2),
            new NeuralTangentKernel(3, false),
            new NonAdditiveKernel(2),
            new ArcCosineKernel(4),
            new PolynomialKernel(3),
            new AdditiveKernel());
    assertTrainsAsPlainJava(x, kernels);
    assertCrossesAsPlainJava(x, kernels);
  }

  @Test
  void theKernelOfNearTwinsKeepsItsDigits() {
    Matrix kernel =
        train(List.of(new NeuralTangentKernel(2)), people(40, 60, 3), device).matrices().get(0);
    assertEquals(1, kernel.get(0, 1));
    assertEquals(1, kernel.get(1, 0));
  }

  @Test
  void kernelsThatLearnFromInnerProductsGetThemBack() {
    StandardizedGenotypes x = people(90, 50, 4);
    assertTrainsAsPlainJava(x, List.of(new GaussianKernel(), new NeuralTangentKernel(1)));
  }

  @Test
  void networksOfFiniteWidthAreThoseOfPlainJava() {
    List<Kernel> kernels =
        List.of(
            new EmpiricalNeuralTangentKernel(1, 30, 1, 7),
            new EmpiricalNeuralTangentKernel(3, 20, 2, 8));
    StandardizedGenotypes x = people(PEOPLE, 25, 5);
    assertTrainsAsPlainJava(x, kernels);
    assertCrossesAsPlainJava(x, kernels);
  }

  @Test
  void aCancelledKernelEndsWithoutAResult() {
    Cancellation cancellation = new Cancellation();
    cancellation.request();
    Execution stopped = new Execution(Threads.of(1), cancellation, Progress.NONE);
    LinearAlgebra algebra = Nd4jDevice.open(0).on(stopped);
    StandardizedGenotypes x = people(30, 20, 6);
    for (Kernel kernel :
        List.of(new NeuralTangentKernel(2), new EmpiricalNeuralTangentKernel(1, 5, 1, 1))) {
      assertThrows(
          Cancelled.class,
          () -> Kernels.train(List.of(kernel), x, Precision.DOUBLE, algebra, stopped));
    }
  }
}
