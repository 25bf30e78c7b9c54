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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PairwiseKernelsTest {

  static Stream<PairwiseKernel> kernels() {
    return Stream.of(
        new AdditiveKernel(),
        new NeuralTangentKernel(1),
        new NeuralTangentKernel(3),
        new NeuralTangentKernel(2, false),
        new NonAdditiveKernel(1),
        new NonAdditiveKernel(3),
        new NonAdditiveKernel(10),
        new ArcCosineKernel(1),
        new ArcCosineKernel(4),
        new PolynomialKernel(),
        new PolynomialKernel(5),
        new GaussianKernel(),
        new GaussianKernel(0.3),
        new LaplaceKernel(),
        new LaplaceKernel(2));
  }

  /** Person 5 is a duplicate of 1, 6 differs from 1 at one SNP of 40, 7 is the opposite of 2. */
  private static StandardizedGenotypes people() {
    double[][] rows = Dense.of(TestData.normal(9, 40, 1));
    rows[5] = rows[1].clone();
    rows[6] = rows[1].clone();
    rows[6][3] += 1e-3;
    rows[7] = Arrays.stream(rows[2]).map(value -> -value).toArray();
    double[][] balanced = new double[18][];
    for (int i = 0; i < 9; i++) {
      balanced[i] = rows[i];
      balanced[i + 9] = Arrays.stream(rows[i]).map(value -> -value).toArray();
    }
    return TestData.centred(Dense.matrix(balanced));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void itFollowsItsDefinitionForNearTwinsToo(PairwiseKernel kernel) {
    StandardizedGenotypes x = people();
    double[][] values = TestData.values(x);
    double[][] expected = Definitions.block(values, values, Definitions.of(kernel, values));
    Kernels.Trained trained = Computed.trained(x, kernel);
    double[][] square = Dense.of(trained.matrices().get(0));
    assertTrue(
        Dense.distance(expected, square) < 1e-14, () -> "" + Dense.distance(expected, square));
    assertEquals(0, Dense.distance(square, Dense.transpose(square)));
    double[] diagonal = ((PairwiseKernel) trained.kernels().get(0)).diagonal(trained.people());
    for (int i = 0; i < diagonal.length; i++) {
      assertEquals(square[i][i], diagonal[i]);
      assertEquals(expected[i][i], diagonal[i], 1e-14);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void newPeopleMeetTheTrainingPeopleAsDefined(PairwiseKernel kernel) {
    StandardizedGenotypes x = people();
    StandardizedGenotypes fresh = TestData.centred(TestData.normal(4, 40, 2));
    double[][] training = TestData.values(x);
    Kernel trained = Computed.trained(x, kernel).kernels().get(0);
    Kernels.Cross cross = Computed.crossed(fresh, x, trained);
    double[][] expected =
        Definitions.block(TestData.values(fresh), training, Definitions.of(kernel, training));
    assertTrue(Dense.distance(expected, Dense.of(cross.matrices().get(0))) < 1e-14);
    double[][] own =
        Definitions.block(
            TestData.values(fresh), TestData.values(fresh), Definitions.of(kernel, training));
    for (int i = 0; i < 4; i++) {
      assertEquals(own[i][i], cross.diagonals().get(0)[i], 1e-14);
    }
    double[][] again = Computed.cross(trained, x, x);
    double[][] square = Computed.square(kernel, x);
    assertTrue(Dense.distance(square, again) < 1e-14, "the square block of the same people");
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void itIsPositiveSemidefinite(PairwiseKernel kernel) {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(90, 30, 3));
    Matrix square = Computed.trained(x, kernel).matrices().get(0);
    double largest = Dense.largest(Dense.of(square));
    double least = TestData.algebra().eigen(square).values()[0];
    assertTrue(least > -1e-13 * largest, "least eigenvalue " + least);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void permutingPeoplePermutesIt(PairwiseKernel kernel) {
    Matrix genotypes = TestData.genotypes(30, 40, 4);
    int[] order = TestData.permutation(30, 1);
    double[][] square = Computed.square(kernel, TestData.centred(genotypes));
    double[][] permuted = Computed.square(kernel, TestData.centred(genotypes.selectRows(order)));
    assertTrue(Dense.distance(Dense.select(square, order, order), permuted) < 1e-13);
  }

  @Test
  void kernelsThatShareAPassAreThoseAlone() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(600, 12, 5));
    List<PairwiseKernel> kernels = kernels().toList();
    Kernels.Trained together = Computed.trained(x, kernels.toArray(Kernel[]::new));
    for (int k = 0; k < kernels.size(); k++) {
      assertEquals(kernels.get(k).name(), together.kernels().get(k).name());
      double[] alone = Computed.trained(x, kernels.get(k)).matrices().get(0).toArray();
      assertArrayEquals(alone, together.matrices().get(k).toArray(), kernels.get(k).name());
    }
  }

  @Test
  void theSplitAddsUpToTheNtk() {
    StandardizedGenotypes x = people();
    AdditiveShare share = AdditiveShare.of(2);
    List<Matrix> split =
        Computed.trained(x, new AdditiveKernel(), new NonAdditiveKernel(2)).matrices();
    double[][] ntk = Computed.square(new NeuralTangentKernel(2), x);
    for (int i = 0; i < ntk.length; i++) {
      for (int j = 0; j < ntk.length; j++) {
        double norms = Math.sqrt(split.get(0).get(i, i) * split.get(0).get(j, j));
        double rho = split.get(0).get(i, j) / norms;
        double sum = share.constant() + share.linear() * rho + split.get(1).get(i, j);
        assertEquals(ntk[i][j], sum, 2e-15);
      }
    }
  }

  /** Person 2 has the training mean at every SNP. */
  @ParameterizedTest
  @MethodSource("kernels")
  void aRowOfZerosFollowsItsRule(PairwiseKernel kernel) {
    double[][] rows = {{1, -2, 0, 4}, {-1, 2, 1, 0}, {0, 0, 0, 0}, {0, 0, -1, -4}};
    StandardizedGenotypes x = TestData.centred(Dense.matrix(rows));
    double[][] expected = Definitions.block(rows, rows, Definitions.of(kernel, rows));
    boolean zero =
        kernel instanceof AdditiveKernel
            || kernel instanceof NonAdditiveKernel
            || kernel instanceof NeuralTangentKernel ntk && !ntk.unitDiagonal();
    expected[2][2] = zero ? 0 : 1;
    double[][] square = Computed.square(kernel, x);
    assertTrue(Dense.distance(expected, square) < 2e-15 * Dense.largest(expected));
    assertEquals(expected[2][2], square[2][2]);
    Kernel trained = Computed.trained(x, kernel).kernels().get(0);
    assertEquals(expected[2][2], Computed.crossed(x, x, trained).diagonals().get(0)[2]);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aMissingGenotypeIsTheMeanAndAMonomorphicSnpHasNoEffect(PairwiseKernel kernel) {
    Matrix genotypes = TestData.genotypes(20, 9, 6);
    Matrix filled = genotypes.copy();
    Matrix more = Matrix.zeros(20, 10);
    for (int j = 0; j < 9; j++) {
      double sum = 0;
      for (int i = 0; i < 20; i++) {
        sum += i == j ? 0 : genotypes.get(i, j);
      }
      genotypes.set(j, j, Double.NaN);
      filled.set(j, j, sum / 19);
      for (int i = 0; i < 20; i++) {
        more.set(i, j, genotypes.get(i, j));
      }
    }
    Arrays.fill(more.data(), 180, 200, 1);
    double[][] expected = Computed.square(kernel, TestData.centred(filled));
    assertTrue(
        Dense.distance(expected, Computed.square(kernel, TestData.centred(genotypes))) < 1e-14);
    assertEquals(
        0,
        Dense.distance(
            Computed.square(kernel, TestData.centred(genotypes)),
            Computed.square(kernel, TestData.centred(more))));
  }

  /** Three SNPs make 27 kinds of people: most pairs of 3000 are near-twins or opposite. */
  @Test
  void peopleOfFewKindsAreAllNearTwins() {
    int n = 3000;
    Matrix genotypes = TestData.genotypes(n, 3, 7);
    StandardizedGenotypes x = TestData.centred(genotypes);
    double[][] values = TestData.values(x);
    Kernels.Trained trained = Computed.trained(x, new AdditiveKernel(), new NeuralTangentKernel(2));
    Matrix ntk = trained.matrices().get(1);
    for (int i = 0; i < n; i += 7) {
      for (int j = 0; j < i; j++) {
        if (Arrays.equals(values[i], values[j])) {
          assertEquals(1, ntk.get(i, j));
          assertEquals(1, ntk.get(j, i));
        } else {
          assertTrue(ntk.get(i, j) < 1 - 1e-3);
        }
      }
    }
    for (int i = 0; i < n; i++) {
      assertEquals(Dense.dot(values[i], values[0]) / 3, trained.matrices().get(0).get(i, 0), 1e-15);
    }
  }

  @Test
  void theMemoryNeededIsThatOfTheLargestKernel() {
    List<Kernel> additive = List.of(new AdditiveKernel());
    double block = Kernels.trainDoubles(additive, 100, 50);
    assertEquals(3 * 100 * 50, block);
    assertEquals(
        block + 100 * 100, Kernels.trainDoubles(List.of(new AdditiveKernel(true)), 100, 50));
    assertEquals(3 * 140 * 50, Kernels.crossDoubles(additive, 40, 100, 50));
    Kernel empirical = new EmpiricalNeuralTangentKernel(2, 30, 9, 1);
    double networks = 100 * (50 + 3 * 30) + 30 * (50 + 30 + 1) + 2 * 100 * 512;
    assertEquals(networks, Kernels.trainDoubles(List.of(empirical, additive.get(0)), 100, 50));
  }

  @Test
  void aKernelThatHasNotLearntIsRefusedForNewPeople() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(5, 4, 8));
    assertThrows(InvalidInput.class, () -> Computed.crossed(x, x, new GaussianKernel()));
  }

  @Test
  void optionsOutsideTheirRangesAreRefused() {
    assertThrows(InvalidInput.class, () -> new PolynomialKernel(0));
    assertThrows(InvalidInput.class, () -> new PolynomialKernel(21));
    assertThrows(InvalidInput.class, () -> new ArcCosineKernel(AngularKernel.MAX_DEPTH + 1));
    assertThrows(InvalidInput.class, () -> new NonAdditiveKernel(0));
    for (double bandwidth : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(InvalidInput.class, () -> new GaussianKernel(bandwidth));
      assertThrows(InvalidInput.class, () -> new LaplaceKernel(1, bandwidth));
    }
  }
}
