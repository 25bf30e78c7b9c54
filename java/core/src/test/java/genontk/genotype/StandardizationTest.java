package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.Threads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandardizationTest {

  private static final double NA = Double.NaN;

  private static DosageMatrix dosages(double[][] rows) {
    return new DosageMatrix(Dense.matrix(rows), null, null);
  }

  private static Standardization learn(double[][] rows, Scale scale, SnpFilter filter) {
    return Standardization.learn(
        dosages(rows), Dense.range(rows.length), scale, filter, Execution.quiet());
  }

  private static List<String> names(Standardization learnt) {
    return learnt.snps().stream().map(Snp::id).toList();
  }

  /** The definition: centre by the mean of those observed, divide, put 0 where missing. */
  private static double[] standardized(double[] column, Scale scale) {
    double mean = 0;
    int observed = 0;
    for (double value : column) {
      if (!Double.isNaN(value)) {
        mean += value;
        observed++;
      }
    }
    mean /= observed;
    double squares = 0;
    for (double value : column) {
      squares += Double.isNaN(value) ? 0 : Math.pow(value - mean, 2);
    }
    double deviation =
        switch (scale) {
          case NONE, CENTER -> 1;
          case SD -> Math.sqrt(squares / (observed - 1));
          case HWE -> Math.sqrt(2 * (mean / 2) * (1 - mean / 2));
        };
    double[] result = new double[column.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = Double.isNaN(column[i]) ? 0 : (column[i] - mean) / deviation;
    }
    return result;
  }

  @Test
  void onlyTheFirstSnpWithAPlaceAndAllelesIsKeptIfAskedFor() {
    List<Snp> snps =
        List.of(
            new Snp("first", "1", 5, "A", "G"),
            new Snp("swapped", "1", 5, "G", "A"),
            new Snp("third", "1", 5, "A", "T"),
            new Snp("nowhere", "1", 0, "A", "G"),
            new Snp("nowhere2", "1", 0, "A", "G"));
    double[][] rows = Dense.of(TestData.genotypes(23, 5, 1));
    DosageMatrix genotypes = new DosageMatrix(Dense.matrix(rows), null, snps, true);
    for (boolean distinct : new boolean[] {true, false}) {
      Standardization learnt =
          Standardization.learn(
              genotypes,
              Dense.range(23),
              Scale.CENTER,
              new SnpFilter(0, 1, true, 0, false, distinct),
              Execution.quiet());
      assertEquals(distinct, !names(learnt).contains("swapped"));
      assertEquals(distinct ? 4 : 5, learnt.snps().size());
      assertEquals(distinct ? 1 : 0, learnt.dropped().size());
    }
  }

  @ParameterizedTest
  @EnumSource(value = Scale.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void columnsAreCentredAndScaledAndTheMeanReplacesMissingGenotypes(Scale scale) {
    double[][] rows = Dense.of(TestData.genotypes(23, 7, 1));
    rows[3][2] = NA;
    rows[9][2] = NA;
    rows[0][6] = NA;
    Standardization learnt = learn(rows, scale, SnpFilter.none());
    assertEquals(7, learnt.snps().size());
    StandardizedGenotypes x =
        StandardizedGenotypes.training(dosages(rows), Dense.range(23), learnt);
    double[][] expected = Dense.transpose(rows);
    for (int j = 0; j < 7; j++) {
      expected[j] = standardized(expected[j], scale);
    }
    assertTrue(Dense.distance(Dense.transpose(expected), TestData.values(x)) < 1e-14);
  }

  @Test
  void onlyTheGivenPeopleCount() {
    double[][] rows = {{0, 1}, {2, 0}, {50, 9}, {1, 2}, {NA, 9}};
    int[] people = {3, 0, 1};
    Standardization learnt =
        Standardization.learn(
            dosages(rows), people, Scale.CENTER, SnpFilter.none(), Execution.quiet());
    assertArrayEquals(new double[] {1, 1}, learnt.means());
    assertEquals(List.of(), learnt.flagged());
    double[][] x = TestData.values(StandardizedGenotypes.training(dosages(rows), people, learnt));
    assertArrayEquals(new double[] {0, 1}, x[0]);
    assertArrayEquals(new double[] {-1, 0}, x[1]);
    assertArrayEquals(new double[] {1, -1}, x[2]);
  }

  @Test
  void snpsThatDoNotVaryAreDroppedAndListed() {
    double[][] rows = {{1, 0, NA, 2, 1}, {1, 1, NA, 2, NA}, {1, 2, NA, NA, 0}};
    Standardization learnt = learn(rows, Scale.CENTER, SnpFilter.none());
    assertEquals(List.of("snp2", "snp5"), names(learnt));
    assertArrayEquals(new int[] {1, 4}, learnt.columns());
    assertEquals(
        List.of(
            new Dropped("snp", "snp1", "monomorphic"),
            new Dropped("snp", "snp3", "missing in everyone"),
            new Dropped("snp", "snp4", "monomorphic")),
        learnt.dropped());
  }

  @Test
  void theFrequencyFilterTakesTheRarerAllele() {
    double[][] rows = new double[10][4];
    for (int i = 0; i < 10; i++) {
      rows[i][0] = i == 0 ? 1 : 0; // frequency .05
      rows[i][1] = i == 0 ? 1 : 2; // .95
      rows[i][2] = i < 2 ? 1 : 0; // .10
      rows[i][3] = i < 2 ? 1 : 2; // .90
    }
    assertEquals(
        List.of("snp3", "snp4"), names(learn(rows, Scale.CENTER, new SnpFilter(0.06, 1, true))));
    assertEquals(4, learn(rows, Scale.CENTER, new SnpFilter(0.05, 1, true)).snps().size());
    assertEquals(4, learn(rows, Scale.CENTER, new SnpFilter(0.04, 1, true)).snps().size());
  }

  /** Matrices may hold any finite real: without a filter every column that varies is kept. */
  @Test
  void anyCodingIsKeptWithoutAFilterOnFrequency() {
    double[][] rows = {
      {-1, 5, -3.25, 1e6, 0.5}, {0, 7, -3.5, 2e6, -0.5}, {-1, 6, -9, 1e6, 0}, {1, 5, 0, 0, -0.1},
    };
    Standardization learnt = learn(rows, Scale.CENTER, SnpFilter.none());
    assertEquals(5, learnt.snps().size(), () -> learnt.dropped().toString());
  }

  @Test
  void theShareOfMissingGenotypesMayReachItsLimit() {
    double[][] rows = Dense.of(TestData.genotypes(100, 3, 2));
    for (int i = 0; i < 29; i++) {
      rows[i][1] = NA;
    }
    for (int i = 0; i < 30; i++) {
      rows[i][2] = NA;
    }
    assertEquals(
        List.of("snp1", "snp2"), names(learn(rows, Scale.CENTER, new SnpFilter(0, 0.29, true))));
    assertEquals(List.of("snp1"), names(learn(rows, Scale.CENTER, new SnpFilter(0, 0, true))));
  }

  @Test
  void missingGenotypesAreAnErrorIfAskedFor() {
    double[][] rows = {{0, 1}, {1, NA}, {2, 0}};
    assertThrows(InvalidInput.class, () -> learn(rows, Scale.CENTER, new SnpFilter(0, 1, false)));
    double[][] whole = {{0, 1}, {1, 2}, {2, 0}};
    assertEquals(2, learn(whole, Scale.CENTER, new SnpFilter(0, 1, false)).snps().size());
  }

  /** The error says to drop them by max_missing, so that must help. */
  @Test
  void snpsDroppedForMissingnessAreNoError() {
    double[][] rows = {{0, 1}, {1, NA}, {2, 0}};
    assertEquals(List.of("snp1"), names(learn(rows, Scale.CENTER, new SnpFilter(0, 0.1, false))));
  }

  @Test
  void peopleWithMoreThanATenthMissingAreFlagged() {
    double[][] rows = Dense.of(TestData.genotypes(8, 20, 3));
    rows[1][0] = NA;
    rows[1][1] = NA;
    rows[4][2] = NA;
    rows[4][3] = NA;
    rows[4][4] = NA;
    assertEquals(List.of("person 5"), learn(rows, Scale.CENTER, SnpFilter.none()).flagged());
    DosageMatrix named =
        new DosageMatrix(Dense.matrix(rows), List.of("a", "b", "c", "d", "e", "f", "g", "h"), null);
    assertEquals(
        List.of("e"),
        Standardization.learn(
                named, new int[] {7, 4, 1}, Scale.CENTER, SnpFilter.none(), Execution.quiet())
            .flagged());
  }

  @Test
  void noSnpLeftIsAnError() {
    double[][] rows = {{1, 2}, {1, 2}, {1, 2}};
    assertThrows(InvalidInput.class, () -> learn(rows, Scale.CENTER, SnpFilter.none()));
    double[][] rare = {{1}, {0}, {0}, {0}, {0}};
    assertThrows(InvalidInput.class, () -> learn(rare, Scale.CENTER, new SnpFilter(0.2, 1, true)));
  }

  @Test
  void hardyWeinbergScalingTakesCountsOnly() {
    double[][] rows = {{-1}, {0}, {-1}};
    assertThrows(InvalidInput.class, () -> learn(rows, Scale.HWE, SnpFilter.none()));
    double[][] large = {{3}, {5}, {2}};
    assertThrows(InvalidInput.class, () -> learn(large, Scale.HWE, SnpFilter.none()));
  }

  @Test
  void filtersOutOfRangeAreRefused() {
    assertThrows(InvalidInput.class, () -> new SnpFilter(-0.01, 1, true));
    assertThrows(InvalidInput.class, () -> new SnpFilter(0.51, 1, true));
    assertThrows(InvalidInput.class, () -> new SnpFilter(NA, 1, true));
    assertThrows(InvalidInput.class, () -> new SnpFilter(0, 1.01, true));
    assertThrows(InvalidInput.class, () -> new SnpFilter(0, -0.01, true));
    assertThrows(InvalidInput.class, () -> new SnpFilter(0, NA, true));
    assertThrows(InvalidInput.class, () -> Scale.named("unit"));
    for (Scale scale : Scale.values()) {
      assertEquals(scale, Scale.named(scale.label()));
    }
  }

  @Test
  void blocksOfColumnsAreTheColumnsOnAnyNumberOfThreads() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(12, 40, 4));
    double[][] all = TestData.values(x);
    for (int threads : new int[] {1, 3, 50}) {
      Matrix block = Matrix.zeros(12, 9);
      x.read(17, block, Threads.of(threads));
      for (int i = 0; i < 12; i++) {
        for (int j = 0; j < 9; j++) {
          assertEquals(all[i][17 + j], block.get(i, j));
        }
      }
    }
  }

  @Test
  void matricesThatCannotBeGenotypesAreRefused() {
    assertThrows(InvalidInput.class, () -> new DosageMatrix(Matrix.zeros(0, 3), null, null));
    assertThrows(InvalidInput.class, () -> new DosageMatrix(Matrix.zeros(3, 0), null, null));
    assertThrows(InvalidInput.class, () -> dosages(new double[][] {{1, Double.POSITIVE_INFINITY}}));
    assertThrows(InvalidInput.class, () -> dosages(new double[][] {{Double.NEGATIVE_INFINITY, 1}}));
    Matrix two = Matrix.zeros(2, 2);
    assertThrows(InvalidInput.class, () -> new DosageMatrix(two, List.of("a"), null));
    assertThrows(InvalidInput.class, () -> new DosageMatrix(two, null, List.of("a", "b", "c")));
  }

  @Test
  void theFrequencyFilterTakesCountsOnly() {
    Genotypes centred = dosages(new double[][] {{-1, 1}, {0, 0}, {1, -1}});
    Standardization.learn(
        centred, Dense.range(3), Scale.CENTER, SnpFilter.none(), Execution.quiet());
    SnpFilter filter = new SnpFilter(0.01, 1, true);
    assertThrows(
        InvalidInput.class,
        () ->
            Standardization.learn(
                centred, Dense.range(3), Scale.CENTER, filter, Execution.quiet()));
  }

  /** New people's SNPs are joined by name, so a name may stand once, as in a .bim. */
  @Test
  void duplicateSnpNamesAreRefused() {
    Matrix two = TestData.genotypes(3, 2, 5);
    assertThrows(InvalidInput.class, () -> new DosageMatrix(two, null, List.of("a", "a")));
  }
}
