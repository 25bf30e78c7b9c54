package genontk.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.Cancelled;
import genontk.error.InvalidInput;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Genotypes;
import genontk.genotype.PlinkBed;
import genontk.linalg.Matrix;
import genontk.ridge.Correlation;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenotypeModelTest {

  private static final GenotypeModel ARRAY =
      new GenotypeModel(GenotypeModel.DEFAULT_MAF, GenotypeModel.DEFAULT_LD);

  private static Matrix draw(GenotypeModel model, int people, int snps, long seed) {
    return model.draw(people, snps, seed, Execution.quiet());
  }

  private static double[] column(Matrix x, int j) {
    return Arrays.copyOfRange(x.data(), x.start(j), x.start(j) + x.rows());
  }

  private static double[] frequencies(Matrix copies) {
    return IntStream.range(0, copies.columns())
        .mapToDouble(j -> Arrays.stream(column(copies, j)).average().orElseThrow() / 2)
        .map(f -> Math.min(f, 1 - f))
        .toArray();
  }

  /** Returns the mean r^2 of SNPs {@code lag} apart. */
  private static double meanSquare(Matrix copies, int lag) {
    return IntStream.range(lag, copies.columns())
        .mapToDouble(j -> Correlation.pearson(column(copies, j), column(copies, j - lag)))
        .map(r -> r * r)
        .average()
        .orElseThrow();
  }

  @Test
  void genotypesAreCountsAboveTheLeastFrequencyWhateverTheSample() {
    Matrix copies = draw(ARRAY, 40, 200, 3);
    assertTrue(Arrays.stream(copies.data()).allMatch(x -> x == 0 || x == 1 || x == 2));
    assertTrue(Arrays.stream(frequencies(copies)).allMatch(f -> f >= 0.05));
  }

  @Test
  void theSeedMakesTheGenotypes() {
    assertArrayEquals(draw(ARRAY, 30, 12, 5).data(), draw(ARRAY, 30, 12, 5).data());
    assertFalse(Arrays.equals(draw(ARRAY, 30, 12, 5).data(), draw(ARRAY, 30, 12, 6).data()));
  }

  /** The share of heterozygotes is 2f(1-f), since the two chromosomes are independent. */
  @Test
  void genotypesAreInHardyWeinbergEquilibrium() {
    Matrix copies = draw(ARRAY, 2000, 300, 1);
    double expected = 0;
    double found = 0;
    double[] frequency = frequencies(copies);
    for (int j = 0; j < 300; j++) {
      expected += 2 * frequency[j] * (1 - frequency[j]);
      found += Arrays.stream(column(copies, j)).filter(x -> x == 1).count() / 2000.0;
    }
    assertEquals(1, found / expected, 0.01);
  }

  /** P(f < x) follows from the density f^(-1/2) on .05 to .5. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.3, 0.4})
  void theSpectrumIsThatOfTheDensity(double below) {
    double least = Math.sqrt(0.05);
    double share = (Math.sqrt(below) - least) / (Math.sqrt(0.5) - least);
    double[] frequency = frequencies(draw(ARRAY, 1000, 2000, 2));
    assertEquals(share, Arrays.stream(frequency).filter(f -> f < below).count() / 2000.0, 0.04);
  }

  @Test
  void withoutLinkageSnpsAreIndependent() {
    Matrix copies = draw(new GenotypeModel(0.05, 0), 1000, 300, 4);
    assertEquals(1 / 1000.0, meanSquare(copies, 1), 3e-4);
  }

  /** For the apple's SNPs one, three and ten apart the mean r^2 is .256, .184 and .107. */
  @Test
  void spectrumAndLinkageAreThoseOfRealSnpsNearby() {
    Matrix copies = draw(ARRAY, 247, 2828, 1);
    assertEquals(0.256, meanSquare(copies, 1), 0.05);
    assertEquals(0.184, meanSquare(copies, 3), 0.05);
    assertEquals(0.107, meanSquare(copies, 10), 0.05);
    Matrix real = apple();
    double[] lags = {1, 3, 10};
    for (double lag : lags) {
      assertEquals(meanSquare(real, (int) lag), meanSquare(copies, (int) lag), 0.05);
    }
    double[] ours = frequencies(copies);
    double[] theirs = frequencies(real);
    for (double below : new double[] {0.1, 0.2, 0.3, 0.4}) {
      assertEquals(
          Arrays.stream(theirs).filter(f -> f < below).count() / 2828.0,
          Arrays.stream(ours).filter(f -> f < below).count() / 2828.0,
          0.05);
    }
  }

  private static Matrix apple() {
    Path folder =
        IntStream.rangeClosed(1, 3)
            .mapToObj(up -> Path.of("../".repeat(up) + "../shared/data/apple/apple.bed"))
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(folder != null, "the apple data are not at hand");
    Genotypes genotypes = PlinkBed.open(folder);
    Matrix copies = Matrix.zeros(genotypes.people(), genotypes.snps().size());
    double[] values = new double[copies.rows()];
    for (int j = 0; j < copies.columns(); j++) {
      genotypes.read(j, values);
      System.arraycopy(values, 0, copies.data(), copies.start(j), values.length);
    }
    return copies;
  }

  @Test
  void aSampleOfRealPeopleIsARegionOfCommonSnpsWithoutGaps() {
    Matrix source = draw(new GenotypeModel(0.05, 0.9), 30, 12, 8);
    Arrays.fill(source.data(), source.start(3), source.start(3) + 30, 0);
    source.set(4, 6, Double.NaN);
    DosageMatrix genotypes = new DosageMatrix(source, null, null);
    GenotypeSample all = GenotypeSample.of(genotypes, 30, 11, 0.05, 1, Execution.quiet());
    assertArrayEquals(IntStream.range(0, 30).toArray(), all.people());
    assertArrayEquals(new int[] {0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11}, all.snps());
    GenotypeSample some = GenotypeSample.of(genotypes, 9, 4, 0.05, 2, Execution.quiet());
    assertEquals(9, Arrays.stream(some.people()).distinct().count());
    for (GenotypeSample sample : new GenotypeSample[] {all, some}) {
      for (int i = 0; i < sample.people().length; i++) {
        for (int j = 0; j < sample.snps().length; j++) {
          double real = source.get(sample.people()[i], sample.snps()[j]);
          double drawn = sample.values().get(i, j);
          assertTrue(Double.isNaN(real) ? drawn == 0 || drawn == 1 || drawn == 2 : drawn == real);
        }
      }
    }
    assertThrows(
        InvalidInput.class, () -> GenotypeSample.of(genotypes, 31, 4, 0.05, 2, Execution.quiet()));
    assertThrows(
        InvalidInput.class, () -> GenotypeSample.of(genotypes, 9, 12, 0.05, 2, Execution.quiet()));
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThrows(InvalidInput.class, () -> new GenotypeModel(0.5, 0.9));
    assertThrows(InvalidInput.class, () -> new GenotypeModel(Double.NaN, 0.9));
    assertThrows(InvalidInput.class, () -> new GenotypeModel(0.05, 1));
    assertThrows(InvalidInput.class, () -> draw(ARRAY, 0, 3, 1));
    assertThrows(InvalidInput.class, () -> draw(ARRAY, 3, -1, 1));
  }

  @Test
  void cancellingStopsIt() {
    Cancellation cancellation = new Cancellation();
    cancellation.request();
    Execution execution = new Execution(Threads.of(1), cancellation, Progress.NONE);
    assertThrows(Cancelled.class, () -> ARRAY.draw(10, 10, 1, execution));
  }
}
