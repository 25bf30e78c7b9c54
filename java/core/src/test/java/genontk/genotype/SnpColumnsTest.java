package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnpColumnsTest {

  private static Snp snp(String id, String first, String second) {
    return new Snp(id, "1", 1, first, second);
  }

  private static List<Snp> snps(int count) {
    List<Snp> snps = new ArrayList<>();
    for (int j = 1; j <= count; j++) {
      snps.add(snp("s" + j, "A", "G"));
    }
    return snps;
  }

  private static Genotypes genotypes(Matrix values, List<Snp> snps) {
    return new DosageMatrix(values, null, snps, true);
  }

  private static Genotypes genotypes(List<Snp> snps) {
    return genotypes(TestData.genotypes(4, snps.size(), 1), snps);
  }

  private static SnpColumns join(List<Snp> trained, List<Snp> fresh) {
    return SnpColumns.join(
        trained, Dense.range(trained.size()), trained.size(), true, genotypes(fresh));
  }

  @Test
  void snpsAreFoundByNameInAnyOrderAmongOthers() {
    List<Snp> fresh = new ArrayList<>(snps(5));
    java.util.Collections.reverse(fresh);
    fresh.add(2, snp("other", "C", "T"));
    SnpColumns columns = join(snps(5), fresh);
    assertArrayEquals(new int[] {5, 4, 3, 1, 0}, columns.columns());
    assertEquals(List.of(), columns.messages());
    assertArrayEquals(new boolean[5], columns.flips());
  }

  @Test
  void aTenthOfTheSnpsMayBeAbsentAndIsCounted() {
    SnpColumns columns = join(snps(20), snps(18));
    assertTrue(columns.isAbsent(19) && columns.isAbsent(18) && !columns.isAbsent(17));
    assertEquals(1, columns.messages().size());
    assertTrue(columns.messages().get(0).startsWith("2 of 20"));
    assertThrows(InvalidInput.class, () -> join(snps(20), snps(17)));
  }

  @Test
  void theOtherAlleleIsFlippedAndCounted() {
    SnpColumns columns =
        join(
            List.of(snp("a", "A", "G"), snp("b", "C", "T")),
            List.of(snp("a", "G", "A"), snp("b", "C", "T")));
    assertTrue(columns.isFlipped(0));
    assertFalse(columns.isFlipped(1));
    assertEquals(1, columns.messages().size());
  }

  @Test
  void contradictingAllelesAreRefused() {
    List<Snp> trained = List.of(snp("a", "A", "G"));
    for (Snp other : List.of(snp("a", "A", "C"), snp("a", "T", "A"), snp("a", "G", "T"))) {
      assertThrows(InvalidInput.class, () -> join(trained, List.of(other)), other.toString());
    }
  }

  /** PLINK writes 0 for the allele that nobody in a file carries. */
  @Test
  void anAlleleThatNobodyCarriesContradictsNothing() {
    List<Snp> trained = List.of(snp("a", "A", "G"));
    assertFalse(join(trained, List.of(snp("a", "0", "G"))).isFlipped(0));
    assertTrue(join(trained, List.of(snp("a", "0", "A"))).isFlipped(0));
    assertThrows(InvalidInput.class, () -> join(trained, List.of(snp("a", "0", "C"))));
  }

  @Test
  void unknownAllelesAreTakenAsTheyAre() {
    SnpColumns columns = join(List.of(snp("a", "A", "G")), List.of(Snp.named("a")));
    assertFalse(columns.isFlipped(0));
  }

  @Test
  void snpsWithoutNamesOnBothSidesAreJoinedByPosition() {
    List<Snp> trained = List.of(Snp.named("snp2"), Snp.named("snp5"));
    int[] places = {1, 4};
    Genotypes nameless = new DosageMatrix(TestData.genotypes(3, 6, 2), null, null);
    SnpColumns neither = SnpColumns.join(trained, places, 6, false, nameless);
    assertArrayEquals(places, neither.columns());
    assertTrue(neither.messages().isEmpty());
    SnpColumns oneSide = SnpColumns.join(trained, places, 6, true, nameless);
    assertArrayEquals(places, oneSide.columns());
    assertEquals(1, oneSide.messages().size());
    assertArrayEquals(
        places, SnpColumns.join(trained, places, 5, false, genotypes(snps(5))).columns());
    assertThrows(InvalidInput.class, () -> SnpColumns.join(trained, places, 7, true, nameless));
  }

  @Test
  void flippedAbsentAndMissingGenotypesGiveTheSameNumbersAsTheTrainingCoding() {
    Matrix training = TestData.genotypes(9, 10, 3);
    Genotypes trained = genotypes(training, snps(10));
    Standardization learnt =
        Standardization.learn(
            trained, Dense.range(9), Scale.SD, SnpFilter.none(), Execution.quiet());
    double[][] expected =
        TestData.values(StandardizedGenotypes.training(trained, Dense.range(9), learnt));
    double[][] fresh = Dense.of(training);
    List<Snp> freshSnps = new ArrayList<>(snps(10).subList(0, 9));
    freshSnps.set(4, snp("s5", "G", "A"));
    for (double[] row : fresh) {
      row[4] = 2 - row[4];
    }
    fresh[2][4] = Double.NaN;
    fresh[3][0] = Double.NaN;
    expected[2][4] = 0;
    expected[3][0] = 0;
    for (double[] row : expected) {
      row[9] = 0;
    }
    Genotypes joined =
        genotypes(Dense.matrix(Dense.select(fresh, Dense.range(9), Dense.range(9))), freshSnps);
    SnpColumns columns = SnpColumns.join(learnt.snps(), learnt.columns(), 10, true, joined);
    double[][] actual =
        TestData.values(StandardizedGenotypes.joined(joined, Dense.range(9), columns, learnt));
    assertEquals(0, Dense.distance(expected, actual), () -> Arrays.deepToString(actual));
  }
}
