package genontk.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both routes equal refitting in every fold and at every penalty. */
class FoldErrorsTest {

  static final double[] GRID = {1e-4, 0.01, 0.3, 1, 5, 100};

  private static void assertRefitted(RidgeCase data, double[][] kernel, double[][] errors) {
    for (int k = 0; k < GRID.length; k++) {
      double[] expected = data.refitted(kernel, GRID[k]);
      int n = data.people();
      for (int round = 0; round < data.plan().rounds().size(); round++) {
        Folds folds = data.plan().rounds().get(round);
        for (int fold = 0; fold < folds.count(); fold++) {
          int first = round * n;
          int[] held = IntStream.of(folds.members(fold)).map(i -> first + i).toArray();
          double[] own = Dense.select(expected, held);
          double size = Math.sqrt(Dense.dot(own, own));
          assertEquals(
              0,
              Dense.distance(own, Dense.select(errors[k], held)) / size,
              1e-8,
              "penalty " + GRID[k] + ", fold " + fold);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 7", "3, 7", "1, 60", "3, 60", "6, 27"})
  void bothRoutesEqualRefittingInUnequalFolds(int q, int rank) {
    RidgeCase data = RidgeCase.of(q, rank);
    assertRefitted(data, data.kernel(), data.spectral().errors(GRID, 1, 0)[0]);
    assertRefitted(data, data.kernel(), data.stepped(GRID));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void repeatedFoldsOfWholeGroupsEqualRefitting(int q) {
    List<String> families =
        IntStream.range(0, RidgeCase.N).mapToObj(i -> "family " + i * 10 / 27).toList();
    RidgeCase one = RidgeCase.of(q, 40);
    RidgeCase data = one.with(new FoldScheme(3, 3, 5, families).deal(one.y()));
    assertRefitted(data, data.kernel(), data.spectral().errors(GRID, 3, 0)[0]);
    assertRefitted(data, data.kernel(), data.stepped(GRID));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void mixturesAreOfKernelsScaledToOne(int q) {
    RidgeCase data = RidgeCase.mixture(q);
    double[] shares = {0, 0.3, 1};
    List<KernelMixture> mixtures = data.mixtures(shares);
    var found =
        data.lanczos()
            .errors(
                mixtures.stream().map(kernel -> new LanczosFolds.Wanted(kernel, 0, GRID)).toList());
    for (int k = 0; k < shares.length; k++) {
      double[][] kernel = data.mixed(shares[k]);
      assertRefitted(data, kernel, found.get(k).orElseThrow());
      assertEquals(
          0, Dense.distance(kernel, Dense.of(mixtures.get(k).form(Execution.quiet()))), 1e-12);
    }
  }

  /** Five people, the fewest that five folds and an intercept allow, and the kernel in full. */
  @ParameterizedTest
  @ValueSource(ints = {5, 6, 9})
  void fewPeopleAreServed(int n) {
    double[][] kernel = TestData.kernel(n, 2 * n, 1);
    double[][] design = TestData.design(n, 1, 2);
    double[] y = TestData.normal(n, 3);
    RidgeCase data = RidgeCase.of(kernel, design, y, Folds.random(n, 5, 1));
    assertRefitted(data, kernel, data.spectral().errors(GRID, 1, 0)[0]);
    assertRefitted(data, kernel, data.stepped(GRID));
  }

  /** Kernels like those of users, with a fold of a third of the people. */
  @ParameterizedTest
  @CsvSource({"400, 30, 1", "400, 30, 0", "300, 600, 0.2"})
  void hundredsOfPeopleInFamiliesEqualRefitting(int n, int rank, double nugget) {
    double[][] kernel = Dense.combine(1, TestData.kernel(n, rank, 9), nugget, Dense.identity(n));
    double[][] design = TestData.design(n, 3, 4);
    double[] y = TestData.trait(kernel, design, 1, 1, 5);
    List<String> labels =
        IntStream.range(0, n).mapToObj(i -> i < n / 3 ? "a" : i < n / 2 ? "b" : "c").toList();
    RidgeCase data = RidgeCase.of(kernel, design, y, Folds.labelled(labels));
    double[][] stepped = data.stepped(GRID);
    double[][] decomposed = data.spectral().errors(GRID, 1, 0)[0];
    for (int k : new int[] {0, 3}) {
      double[] expected = data.refitted(kernel, GRID[k]);
      double size = Math.sqrt(Dense.dot(expected, expected) / n);
      assertArrayEquals(expected, stepped[k], 2e-8 * size, "Lanczos at " + GRID[k]);
      assertArrayEquals(expected, decomposed[k], 2e-8 * size, "spectrum at " + GRID[k]);
      double squares = Dense.dot(expected, expected);
      assertEquals(squares, Dense.dot(stepped[k], stepped[k]), 1e-8 * squares);
      assertEquals(squares, Dense.dot(decomposed[k], decomposed[k]), 1e-8 * squares);
    }
  }

  @Test
  void traitsTogetherEqualEachAlone() {
    RidgeCase data = RidgeCase.of(3, 40);
    double[] other = TestData.trait(data.kernel(), data.design(), 1, 2, 99);
    Matrix both = Matrix.ofColumns(data.y(), other, data.y());
    var folds = data.folds();
    KernelMixture kernel = data.mixtures().get(0);
    List<double[][]> stepped =
        new LanczosFolds(both, folds, 1, TestData.algebra(), Execution.quiet())
                .errors(
                    IntStream.range(0, 3)
                        .mapToObj(trait -> new LanczosFolds.Wanted(kernel, trait, GRID))
                        .toList())
                .stream()
                .map(Optional::orElseThrow)
                .toList();
    double[][][] decomposed =
        new SpectralFolds(
                data.spectrum(), both, data.people(), folds, TestData.algebra(), Execution.quiet())
            .errors(GRID, 1, 0, 1);
    RidgeCase second = new RidgeCase(data.kernels(), data.design(), other, data.plan());
    assertRefitted(data, data.kernel(), stepped.get(0));
    assertRefitted(second, data.kernel(), stepped.get(1));
    assertRefitted(second, data.kernel(), decomposed[1]);
    for (int k = 0; k < GRID.length; k++) {
      assertArrayEquals(stepped.get(0)[k], stepped.get(2)[k]);
    }
  }

  /** With K = XX' a fold is ridge regression of y on X with the covariates free of penalty. */
  @Test
  void onTheLinearKernelEveryFoldIsRidgeRegressionByNormalEquations() {
    RidgeCase shape = RidgeCase.of(3, 40);
    double[][] x = Dense.of(TestData.normal(RidgeCase.N, 6, 5));
    double[][] kernel = Dense.times(x, Dense.transpose(x));
    RidgeCase data = RidgeCase.of(kernel, shape.design(), shape.y(), RidgeCase.unequal());
    double[][] stepped = data.stepped(GRID);
    double[][] decomposed = data.spectral().errors(GRID, 1, 0)[0];
    Folds folds = data.plan().rounds().get(0);
    for (int k = 0; k < GRID.length; k++) {
      for (int fold = 0; fold < folds.count(); fold++) {
        double[] expected = normalEquations(data, x, folds, fold, GRID[k]);
        int[] held = folds.members(fold);
        assertArrayEquals(expected, Dense.select(stepped[k], held), 1e-8);
        assertArrayEquals(expected, Dense.select(decomposed[k], held), 1e-8);
      }
    }
  }

  private static double[] normalEquations(
      RidgeCase data, double[][] x, Folds folds, int fold, double penalty) {
    int q = data.design()[0].length;
    double[][] both = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      both[i] = Arrays.copyOf(data.design()[i], q + x[i].length);
      System.arraycopy(x[i], 0, both[i], q, x[i].length);
    }
    int[] columns = Dense.range(both[0].length);
    double[][] training = Dense.select(both, folds.others(fold), columns);
    double[][] normal = Dense.times(Dense.transpose(training), training);
    for (int j = q; j < normal.length; j++) {
      normal[j][j] += penalty;
    }
    double[] coefficients =
        Dense.times(
            Dense.inverse(normal),
            Dense.times(Dense.transpose(training), Dense.select(data.y(), folds.others(fold))));
    int[] held = folds.members(fold);
    double[] errors = Dense.select(data.y(), held);
    double[] predicted = Dense.times(Dense.select(both, held, columns), coefficients);
    Arrays.setAll(errors, i -> errors[i] - predicted[i]);
    return errors;
  }

  /** Eigenvalues that halve down to rounding: no gap ends the steps early. */
  @Test
  void aSpectrumWithoutGapsIsServed() {
    int n = 60;
    double[][] x = Dense.of(TestData.normal(n, n, 3));
    double[] values = new double[n];
    Arrays.setAll(values, i -> 100 * Math.pow(2, -i) / n);
    double[][] kernel = Dense.times(x, Dense.diagonal(values), Dense.transpose(x));
    double[][] design = TestData.design(n, 1, 1);
    double[] y = TestData.trait(kernel, design, 1, 0.1, 8);
    RidgeCase data = RidgeCase.of(kernel, design, y, Folds.random(n, 5, 1));
    assertRefitted(data, kernel, data.stepped(GRID));
  }

  /** Columns continue from the steps of large penalties, or begin anew where room is short. */
  @ParameterizedTest
  @ValueSource(ints = {27, 300})
  void furtherPenaltiesGoOnFromWhereTheStepsEnded(int n) {
    double[][] kernel = TestData.kernel(n, 40, 3);
    double[][] design = TestData.design(n, 2, 4);
    double[] y = TestData.trait(kernel, design, 1, 1, 5);
    RidgeCase data = RidgeCase.of(kernel, design, y, Folds.random(n, 5, 1));
    LanczosFolds solver = data.lanczos();
    KernelMixture mixed = data.mixtures().get(0);
    double[][] large =
        solver
            .errors(List.of(new LanczosFolds.Wanted(mixed, 0, new double[] {5, 100})))
            .get(0)
            .orElseThrow();
    double[][] small =
        solver
            .errors(List.of(new LanczosFolds.Wanted(mixed, 0, new double[] {1e-4, 0.01, 0.3, 1})))
            .get(0)
            .orElseThrow();
    assertRefitted(
        data, kernel, new double[][] {small[0], small[1], small[2], small[3], large[0], large[1]});
  }

  /** As many steps as people, and no room for their vectors. */
  @Test
  void aSpectrumThatEndsNowhereGoesByItsEigenvalues() {
    int n = 400;
    double[][] root = Dense.of(TestData.normal(n, n, 3));
    double[][] kernel = Dense.combine(1.0 / n, Dense.times(root, Dense.transpose(root)), 0, root);
    double[][] design = TestData.design(n, 1, 1);
    double[] y = TestData.trait(kernel, design, 1, 0.1, 8);
    List<String> labels = IntStream.range(0, n).mapToObj(i -> "" + i % 35).toList();
    RidgeCase data = RidgeCase.of(kernel, design, y, Folds.labelled(labels));
    double[] hard = {1e-7, 1e-6};
    assertTrue(
        data.lanczos()
            .errors(List.of(new LanczosFolds.Wanted(data.mixtures().get(0), 0, hard)))
            .get(0)
            .isEmpty());
    RidgeFit fit = data.fit(hard, Rule.MINIMUM);
    assertEquals(Route.EIGENDECOMPOSITION, fit.route());
    double[] held = data.heldOut(kernel, data.folds().get(3).held(), 1e-6);
    double[] found =
        Dense.select(data.spectral().errors(hard, 1, 0)[0][1], data.folds().get(3).held());
    assertArrayEquals(held, found, 1e-6 * Math.sqrt(Dense.dot(held, held)));
  }
}
