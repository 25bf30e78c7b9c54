package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SNPs of a fit, found in files with other names, alleles and strands. */
class SnpAlignmentTest {

  private static final List<Snp> FIT =
      List.of(
          new Snp("a", "1", 100, "A", "G"),
          new Snp("b", "1", 200, "C", "A"),
          new Snp("c", "X", 300, "A", "T"),
          new Snp("d", "2", 400, "AT", "G"));

  private static SnpColumns join(List<Snp> snps) {
    Matrix values = Matrix.zeros(2, snps.size());
    return SnpColumns.join(
        FIT, new int[] {0, 1, 2, 3}, 4, true, new DosageMatrix(values, null, snps, true));
  }

  private static List<Snp> with(int place, Snp snp) {
    List<Snp> snps = new ArrayList<>(FIT);
    snps.set(place, snp);
    return snps;
  }

  private static boolean says(SnpColumns columns, String text) {
    return columns.messages().stream().anyMatch(message -> message.contains(text));
  }

  @Test
  void otherNamesAreFoundByPlaceAndAlleles() {
    SnpColumns columns =
        join(
            List.of(
                new Snp("x", "chr2", 400, "G", "AT"),
                new Snp("y", "23", 300, "A", "T"),
                new Snp("b", "7", 7, "C", "A"),
                new Snp("z", "1", 100, "A", "C"),
                new Snp("w", "chr1", 100, "A", "G")));
    assertArrayEquals(new int[] {4, 2, 1, 0}, columns.columns());
    assertArrayEquals(new boolean[] {false, false, false, true}, columns.flips());
    assertTrue(says(columns, "3 SNPs have other names"));
    assertTrue(says(columns, "1 SNPs count the other allele"));
  }

  @Test
  void theOtherStrandIsComplementedAndCounted() {
    SnpColumns same = join(with(0, new Snp("a", "1", 100, "T", "C")));
    assertTrue(says(same, "1 SNPs have the alleles of the other strand"));
    assertEquals(false, same.isFlipped(0));
    SnpColumns swapped = join(with(0, new Snp("a", "1", 100, "C", "T")));
    assertEquals(true, swapped.isFlipped(0));
    SnpColumns longer = join(with(3, new Snp("d", "2", 400, "C", "AT")));
    assertTrue(says(longer, "other strand"), "AT read from the other strand is AT");
    assertEquals(true, longer.isFlipped(3));
  }

  @Test
  void ambiguousSnpsAreTakenAsNamedAndFlagged() {
    SnpColumns columns = join(with(2, new Snp("c", "X", 300, "T", "A")));
    assertEquals(true, columns.isFlipped(2));
    assertTrue(says(columns, "do not tell the strand"));
    assertTrue(says(columns, ": c."));
  }

  @Test
  void contradictingAllelesAndTwoCandidatesAreRefused() {
    assertThrows(InvalidInput.class, () -> join(with(0, new Snp("a", "1", 100, "A", "T"))));
    List<Snp> twice = new ArrayList<>(with(0, new Snp("x", "1", 100, "A", "G")));
    twice.add(new Snp("y", "1", 100, "G", "A"));
    assertThrows(InvalidInput.class, () -> join(twice));
  }

  @Test
  void columnsOfAMatrixMayNameThePlace() {
    List<Snp> named =
        List.of("chr1:100:A:G", "1_200_A_C", "X:300:A:T", "2:400:AT:G").stream()
            .map(Snp::named)
            .toList();
    SnpColumns columns = join(named);
    assertArrayEquals(new int[] {0, 1, 2, 3}, columns.columns());
    assertArrayEquals(new boolean[] {false, true, false, false}, columns.flips());
  }

  @Test
  void theSameNameIsTheSameSnpWhateverAllelesItSpells() {
    List<Snp> fit = List.of(new Snp("1:100:A:G", "1", 100, "G", "A"));
    Genotypes matrix =
        new DosageMatrix(Matrix.zeros(1, 1), null, List.of(Snp.named("1:100:A:G")), true);
    SnpColumns columns = SnpColumns.join(fit, new int[] {0}, 1, true, matrix);
    assertArrayEquals(new int[] {0}, columns.columns());
    assertArrayEquals(new boolean[] {false}, columns.flips());
  }

  @Test
  void tenPercentMayBeAbsentAndNoMore() {
    List<Snp> many = new ArrayList<>();
    for (int j = 0; j < 20; j++) {
      many.add(Snp.named("s" + j));
    }
    int[] places = new int[20];
    Arrays.setAll(places, j -> j);
    for (int present : new int[] {18, 17}) {
      List<Snp> fewer = many.subList(0, present);
      Genotypes other = new DosageMatrix(Matrix.zeros(1, present), null, fewer, true);
      if (present == 18) {
        SnpColumns columns = SnpColumns.join(many, places, 20, true, other);
        assertTrue(columns.isAbsent(18) && columns.isAbsent(19));
        assertTrue(says(columns, "training mean"));
      } else {
        assertThrows(InvalidInput.class, () -> SnpColumns.join(many, places, 20, true, other));
      }
    }
  }
}
