package genontk.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genontk.Dense;
import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingTraitTest {

  private static final int N = 20;

  private static double[] trait(double unit, double mean) {
    return Arrays.stream(TestData.normal(N, 1)).map(value -> unit * value + mean).toArray();
  }

  private static WorkingTrait working(double[] y, double[][] design) {
    return WorkingTrait.of(y, Records.oneEach(y.length), TestData.fixed(design));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-150, 1e-3, 1, 7, 1e150})
  void linearPartAndValuesInTheirUnitGiveTheTrait(double unit) {
    double[][] design = TestData.design(N, 3, 2);
    double[] y = trait(unit, unit);
    WorkingTrait working = working(y, design);
    assertEquals(1.0, working.unit() / Math.scalb(1.0, Math.getExponent(working.unit())));
    double[] zero = new double[N];
    double[] byEffects = Dense.times(design, working.fixedEffects());
    assertArrayEquals(working.predicted(zero), byEffects, 1e-13 * unit * N);
    assertArrayEquals(y, working.predicted(working.values()), 1e-15 * unit * N);
    double[] alongDesign = Dense.times(Dense.transpose(design), working.values());
    assertArrayEquals(new double[3], alongDesign, 1e-11);
  }

  @Test
  void aLargeMeanIsTakenOutExactly() {
    double[] shifted = trait(1, 1e9);
    double[] rounded = Arrays.stream(shifted).map(value -> value - 1e9).toArray();
    for (double[][] design : List.of(TestData.design(N, 1, 2), TestData.design(N, 3, 2))) {
      WorkingTrait working = working(shifted, design);
      assertArrayEquals(working(rounded, design).values(), working.values(), 1e-13);
    }
  }

  @Test
  void aLargeMeanIsTakenOutWhereColumnsSumToOneAndWhereRecordsHaveWeights() {
    double[][] classes = new double[N][2];
    double[] weights = new double[N];
    for (int i = 0; i < N; i++) {
      classes[i][i % 2] = 1;
      weights[i] = 1 + i % 5;
    }
    Records records = new Records(N, null, weights);
    FixedEffects fixed =
        FixedEffects.of(records.scaled(Dense.matrix(classes)), List.of("man", "woman"));
    double[] shifted = trait(1, 1e9);
    double[] rounded = Arrays.stream(shifted).map(value -> value - 1e9).toArray();
    WorkingTrait working = WorkingTrait.of(shifted, records, fixed);
    WorkingTrait plain = WorkingTrait.of(rounded, records, fixed);
    assertArrayEquals(plain.values(), working.values(), 1e-13);
    assertEquals(plain.fixedEffects()[0] + 1e9, working.fixedEffects()[0], 1e-6);
  }

  @Test
  void traitsThatAreLeftWithNothingAreRefused() {
    double[][] design = TestData.design(N, 3, 2);
    double[] linear = Arrays.stream(design).mapToDouble(row -> 3 + 2 * row[1]).toArray();
    for (double[] y : List.of(new double[N], trait(0, 3), trait(0, 1e9 + .1), linear)) {
      assertThrows(InvalidInput.class, () -> working(y, design));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-310, 1e-300, 1e-160, 1e160, 1e300})
  void traitsWhoseVarianceIsNoDoubleAreRefused(double unit) {
    assertThrows(InvalidInput.class, () -> working(trait(unit, 0), TestData.design(N, 1, 2)));
  }

  @Test
  void aModelMayHaveNoFixedEffects() {
    FixedEffects none = FixedEffects.of(Matrix.zeros(N, 0), List.of());
    WorkingTrait working = WorkingTrait.of(trait(1, 5), Records.oneEach(N), none);
    assertArrayEquals(trait(1, 5), working.predicted(working.values()));
    assertArrayEquals(new double[N], working.predicted(new double[N]));
  }
}
