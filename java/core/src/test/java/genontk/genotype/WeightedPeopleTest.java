package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.run.Execution;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People with whole weights, and the same people as often in the genotypes. */
class WeightedPeopleTest {

  private static PlinkBed bed;
  private static int[] some;
  private static double[] weights;
  private static int[] rows;
  private static Genotypes repeated;

  @BeforeAll
  static void repeat() throws Exception {
    bed = PlinkBed.open(Path.of(WeightedPeopleTest.class.getResource("referee/study.bed").toURI()));
    some = IntStream.range(0, bed.people()).filter(i -> i % 3 != 1).toArray();
    weights = Arrays.stream(some).mapToDouble(i -> 1 + i * i % 4).toArray();
    rows =
        IntStream.range(0, some.length)
            .flatMap(k -> IntStream.generate(() -> some[k]).limit((long) weights[k]))
            .toArray();
    repeated = new SelectedGenotypes(bed, rows, Dense.range(bed.snps().size()));
  }

  private static Standardization weighted(
      Genotypes genotypes, double[] weights, Scale scale, SnpFilter filter) {
    return Standardization.learn(genotypes, some, weights, scale, filter, Execution.quiet());
  }

  private static Standardization ofRows(Scale scale, SnpFilter filter) {
    int[] everyone = Dense.range(repeated.people());
    return Standardization.learn(repeated, everyone, scale, filter, Execution.quiet());
  }

  @Test
  void theirSnpsHaveTheCountsOfRepeatedRowsOnEveryChromosome() {
    SnpSummary[] ours = GenotypeCounts.of(bed, some, weights, Execution.quiet()).snps();
    SnpSummary[] expected =
        GenotypeCounts.of(repeated, Dense.range(repeated.people()), Execution.quiet()).snps();
    assertTrue(bed.snps().stream().map(Snp::chromosome).distinct().count() > 3);
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], ours[j], bed.snps().get(j).id());
      assertEquals(expected[j].hardyWeinberg(true), ours[j].hardyWeinberg(true));
    }
  }

  @Test
  void theirDosagesHaveTheMeansAndDeviationsOfRepeatedRows() {
    double[] values = TestData.normal(bed.people(), 3);
    values[some[4]] = Double.NaN;
    double[] each = Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    SnpSummary ours = SnpSummary.of(values, some, weights);
    SnpSummary expected = SnpSummary.of(each, Dense.range(each.length), null);
    assertEquals(expected.mean(), ours.mean(), 1e-14);
    assertEquals(expected.sd(), ours.sd(), 1e-13);
    assertEquals(expected.dominanceSd(), ours.dominanceSd(), 1e-13);
    assertEquals(expected.people(), ours.people());
    assertEquals(weights[4], ours.missing());
  }

  @ParameterizedTest
  @EnumSource(value = Scale.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void theyAreFilteredAndStandardisedAsRepeatedRows(Scale scale) {
    int all = weighted(bed, weights, scale, SnpFilter.none()).snps().size();
    List<SnpFilter> filters =
        List.of(
            SnpFilter.none(),
            new SnpFilter(0.2, 1, true),
            new SnpFilter(0, 0.03, true),
            new SnpFilter(0, 1, true, 0.2, false, false),
            new SnpFilter(0, 1, true, 0.2, true, false));
    for (SnpFilter filter : filters) {
      Standardization ours = weighted(bed, weights, scale, filter);
      Standardization expected = ofRows(scale, filter);
      assertTrue(filter.equals(SnpFilter.none()) || ours.snps().size() < all);
      assertEquals(expected.snps(), ours.snps());
      assertEquals(expected.dropped(), ours.dropped());
      assertArrayEquals(expected.means(), ours.means(), 1e-15);
      assertArrayEquals(expected.deviations(), ours.deviations(), 1e-15);
      assertArrayEquals(expected.dominanceDeviations(), ours.dominanceDeviations(), 1e-15);
    }
  }

  @Test
  void weightsThatAreNoCountsAreRefusedWhereCountsAreNeeded() {
    double[] tenths = Arrays.stream(weights).map(weight -> weight / 10).toArray();
    SnpFilter hwe = new SnpFilter(0, 1, true, 1e-6, false, false);
    assertThrows(InvalidInput.class, () -> weighted(bed, tenths, Scale.CENTER, hwe));
    double total = Arrays.stream(weights).sum();
    double[] shares = Arrays.stream(weights).map(weight -> weight / total).toArray();
    assertThrows(InvalidInput.class, () -> weighted(bed, shares, Scale.SD, SnpFilter.none()));
    Standardization centred = weighted(bed, shares, Scale.CENTER, new SnpFilter(0.2, 0.1, true));
    Standardization expected = ofRows(Scale.CENTER, new SnpFilter(0.2, 0.1, true));
    assertEquals(expected.snps(), centred.snps());
    assertArrayEquals(expected.means(), centred.means(), 1e-13);
  }
}
