package genontk.design;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.Cancelled;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedEffectsTest {

  private static final Threads ONE = Threads.of(1);

  private static double[][] explicitQ(FixedEffects fixed) {
    Matrix q = Matrix.identity(fixed.people());
    fixed.apply(q, ONE);
    return Dense.of(q);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void qIsOrthogonalAndItsFirstColumnsSpanTheDesign(int q) {
    double[][] z = TestData.design(13, q, q);
    FixedEffects fixed = TestData.fixed(z);
    double[][] full = explicitQ(fixed);
    assertEquals(q, fixed.rank());
    assertTrue(
        Dense.distance(Dense.identity(13), Dense.times(Dense.transpose(full), full)) < 1e-14);
    double[][] basis = Dense.of(fixed.basis(ONE));
    assertEquals(0, Dense.distance(Dense.select(full, Dense.range(13), Dense.range(q)), basis));
    double[][] contrasts = Dense.contrasts(z);
    double[][] projection = Dense.times(basis, Dense.transpose(basis));
    assertTrue(
        Dense.distance(Dense.combine(1, Dense.identity(13), -1, projection), contrasts) < 1e-11);
  }

  @Test
  void productsWithQAreTheExplicitOnes() {
    double[][] z = TestData.design(11, 3, 4);
    FixedEffects fixed = TestData.fixed(z);
    double[][] full = explicitQ(fixed);
    double[][] b = Dense.of(TestData.normal(11, 4, 5));
    Matrix transposed = Dense.matrix(b);
    fixed.applyTransposed(transposed, Threads.of(2));
    assertTrue(Dense.distance(Dense.times(Dense.transpose(full), b), Dense.of(transposed)) < 1e-14);
    fixed.apply(transposed, Threads.of(3));
    assertTrue(Dense.distance(b, Dense.of(transposed)) < 1e-14);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 6})
  void aKernelOnTheContrastsIsTheExplicitProduct(int q) {
    FixedEffects fixed = TestData.fixed(TestData.design(11, q, 4));
    double[][] kernel = TestData.kernel(11, 15, 6);
    Execution execution = new Execution(Threads.of(2), new Cancellation(), Progress.NONE);
    for (FixedEffects each : List.of(fixed, fixed.joined(TestData.normal(11, 5)))) {
      double[][] full = explicitQ(each);
      double[][] expected = Dense.times(Dense.transpose(full), kernel, full);
      Matrix found = each.contrasts(Dense.matrix(kernel), execution);
      assertEquals(11 - q, found.rows());
      for (int j = 0; j < found.columns(); j++) {
        for (int i = 0; i < found.rows(); i++) {
          assertEquals(i < j ? 0 : expected[q + i][q + j], found.get(i, j), 1e-13);
        }
      }
    }
  }

  @Test
  void cancellingStopsTheContrasts() {
    FixedEffects fixed = TestData.fixed(TestData.design(11, 3, 4));
    Cancellation cancellation = new Cancellation();
    cancellation.request();
    Execution execution = new Execution(ONE, cancellation, Progress.NONE);
    assertThrows(Cancelled.class, () -> fixed.contrasts(Matrix.identity(11), execution));
  }

  @Test
  void solvingAndTheDeterminantAreThoseOfTheTriangle() {
    double[][] z = TestData.design(9, 3, 7);
    FixedEffects fixed = TestData.fixed(z);
    assertEquals(
        Dense.logDeterminant(Dense.times(Dense.transpose(z), z)), fixed.logDeterminant(), 1e-11);
    double[] coefficients = {3, -2, 0.5};
    double[] along =
        Dense.times(Dense.transpose(Dense.of(fixed.basis(ONE))), Dense.times(z, coefficients));
    Matrix solved = Matrix.column(along);
    fixed.solve(solved);
    assertTrue(Dense.distance(coefficients, solved.toArray()) < 1e-12);
  }

  private static FixedEffects named(double[][] z, String... names) {
    return FixedEffects.of(Dense.matrix(z), List.of(names));
  }

  @Test
  void redundantColumnsAreDroppedFromLeftToRightAsLmDoes() {
    double[][] z = new double[8][7];
    double[] age = TestData.normal(8, 8);
    for (int i = 0; i < 8; i++) {
      z[i] = new double[] {1, age[i], 2 - 3 * age[i], i % 2, 1 - i % 2, 0, age[i] * age[i]};
    }
    FixedEffects fixed = named(z, "1", "age", "linear", "a", "b", "zero", "square");
    assertEquals(List.of("1", "age", "a", "square"), fixed.names());
    assertEquals(List.of("linear", "b", "zero"), fixed.dropped());
  }

  @Test
  void redundancyDoesNotDependOnUnits() {
    double[][] z = new double[10][3];
    double[] x = TestData.normal(10, 9);
    for (int i = 0; i < 10; i++) {
      z[i] = new double[] {1, 1e-9 * x[i], 1e9 * (x[i] + 0.001 * i * i)};
    }
    assertEquals(3, named(z, "1", "small", "large").rank());
    double[][] year = new double[10][2];
    for (int i = 0; i < 10; i++) {
      year[i] = new double[] {1, 2000 + i};
    }
    assertEquals(2, named(year, "1", "year").rank());
  }

  @Test
  void aDesignWithoutColumnsIsTheIdentity() {
    FixedEffects fixed = FixedEffects.of(Matrix.zeros(4, 0), List.of());
    assertEquals(0, fixed.rank());
    assertEquals(0, fixed.logDeterminant());
    assertTrue(Dense.distance(Dense.identity(4), explicitQ(fixed)) == 0);
  }

  @Test
  void threePeopleMoreThanColumnsAreNeeded() {
    assertThrows(InvalidInput.class, () -> TestData.fixed(TestData.design(3, 1, 1)));
    assertDoesNotThrow(() -> TestData.fixed(TestData.design(4, 1, 1)));
    assertThrows(InvalidInput.class, () -> TestData.fixed(TestData.design(6, 4, 1)));
    assertDoesNotThrow(() -> TestData.fixed(TestData.design(7, 4, 1)));
    assertThrows(InvalidInput.class, () -> TestData.fixed(TestData.design(5, 9, 1)));
  }

  /** A column that the first one explains up to rounding is dropped, whatever its unit. */
  @Test
  void aCovariateThatVariesLittleAboutALargeMeanIsKept() {
    double[] age = TestData.normal(30, 8);
    double[][] z = new double[30][4];
    for (int i = 0; i < 30; i++) {
      z[i] = new double[] {1, 1e9 + age[i], 7e9, 1.1 * (1e9 + age[i])};
    }
    FixedEffects fixed = TestData.fixed(z);
    assertEquals(List.of("z1", "z2"), fixed.names());
    assertEquals(List.of("z3", "z4"), fixed.dropped());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-150, 1e150, 1e300})
  void theUnitOfAColumnMultipliesItsCoefficientAndTheDeterminantAlone(double unit) {
    double[][] z = TestData.design(15, 3, 6);
    double[][] scaled = TestData.design(15, 3, 6);
    for (double[] row : scaled) {
      row[1] *= unit;
    }
    FixedEffects plain = TestData.fixed(z);
    FixedEffects fixed = TestData.fixed(scaled);
    assertTrue(Dense.distance(explicitQ(plain), explicitQ(fixed)) < 1e-13);
    assertEquals(plain.logDeterminant() + 2 * Math.log(unit), fixed.logDeterminant(), 1e-9);
    Matrix effects = Matrix.column(1, 2, 3);
    plain.solve(effects);
    Matrix other = Matrix.column(1, 2, 3);
    fixed.solve(other);
    assertEquals(effects.get(0, 0), other.get(0, 0), 1e-12);
    assertEquals(1, other.get(1, 0) * unit / effects.get(1, 0), 1e-12);
  }
}
