package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.run.Execution;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The output of plink1.9 and plink2 for a fileset that make.py, in its folder, has made. */
class PlinkRefereeTest {

  private static PlinkBed bed;
  private static SnpSummary[] summaries;
  private static Map<String, SnpSummary> byName;

  @BeforeAll
  static void summarise() throws Exception {
    bed = PlinkBed.open(file("study.bed"));
    summaries = GenotypeCounts.of(bed, everyone(bed), Execution.quiet()).snps();
    byName = new LinkedHashMap<>();
    for (int j = 0; j < summaries.length; j++) {
      byName.put(bed.snps().get(j).id(), summaries[j]);
    }
  }

  private static int[] everyone(Genotypes genotypes) {
    return IntStream.range(0, genotypes.people()).toArray();
  }

  private static Path file(String name) throws URISyntaxException {
    return Path.of(PlinkRefereeTest.class.getResource("referee/" + name).toURI());
  }

  private static List<Map<String, String>> table(String name) throws Exception {
    List<String> lines = Files.readAllLines(file(name));
    String[] header = lines.get(0).strip().split("\\s+");
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.strip().split("\\s+");
      Map<String, String> row = new LinkedHashMap<>();
      IntStream.range(0, cells.length).forEach(j -> row.put(header[j], cells[j]));
      rows.add(row);
    }
    return rows;
  }

  /** Compares to the printed digits. */
  private static void assertPrinted(String printed, double ours, int digits, String what) {
    if (!printed.equals("NA") && !printed.equals("nan")) {
      double theirs = Double.parseDouble(printed);
      assertEquals(theirs, ours, 0.51 * Math.pow(10, 1 - digits) * Math.abs(theirs), what);
    }
  }

  @Test
  void frequenciesAndAlleleCountsAreThoseOfPlink2AlsoOnSexChromosomes() throws Exception {
    List<Map<String, String>> rows = table("plink2.afreq");
    assertEquals(summaries.length, rows.size());
    for (Map<String, String> row : rows) {
      SnpSummary ours = byName.get(row.get("ID"));
      assertEquals(Integer.parseInt(row.get("OBS_CT")), ours.alleles(), row.get("ID"));
      assertPrinted(row.get("ALT_FREQS"), ours.frequency(), 6, row.get("ID"));
    }
  }

  @Test
  void exactTestsAreThoseOfPlink2() throws Exception {
    for (Map<String, String> row : table("plink2.hardy")) {
      assertPrinted(row.get("P"), byName.get(row.get("ID")).hardyWeinberg(false), 6, row.get("ID"));
    }
    for (Map<String, String> row : table("midp.hardy")) {
      double ours = byName.get(row.get("ID")).hardyWeinberg(true);
      assertPrinted(row.get("MIDP"), ours, 6, row.get("ID"));
    }
  }

  @Test
  void frequenciesAndExactTestsAreThoseOfPlink1AndOnXOfWomenAlone() throws Exception {
    int onX = 0;
    for (Map<String, String> row : table("plink1.hwe")) {
      if (row.get("TEST").startsWith("ALL") && Integer.parseInt(row.get("CHR")) < 24) {
        onX += row.get("CHR").equals("23") ? 1 : 0;
        assertPrinted(
            row.get("P"), byName.get(row.get("SNP")).hardyWeinberg(false), 4, row.get("SNP"));
      }
    }
    assertEquals(12, onX);
    // For a man called heterozygous plink1.9 counts no allele, plink2 half of each.
    for (Map<String, String> row : table("plink1.frq").subList(0, 60)) {
      double ours = byName.get(row.get("SNP")).minorFrequency();
      assertPrinted(row.get("MAF"), ours, 4, row.get("SNP"));
    }
  }

  @Test
  void missingGenotypesAreCountedAsPlink2CountsThem() throws Exception {
    for (Map<String, String> row : table("plink2.vmiss")) {
      if (!row.get("#CHROM").equals("Y")) {
        int theirs = Integer.parseInt(row.get("MISSING_CT"));
        assertEquals(theirs, byName.get(row.get("ID")).missing(), row.get("ID"));
      }
    }
    int[] missing = SnpStatistics.missingByPerson(bed, everyone(bed), Execution.quiet());
    int men = 0;
    List<Map<String, String>> people = table("plink2.smiss");
    for (int i = 0; i < missing.length; i++) {
      if (bed.sexes().get(i) == Sex.MALE) {
        men++;
        assertEquals(Integer.parseInt(people.get(i).get("MISSING_CT")), missing[i]);
      }
    }
    assertTrue(men > 30);
  }

  @Test
  void aMatrixOfTheSameGenotypesHasTheSameStatistics() {
    double[] values = new double[bed.people()];
    int[] some = IntStream.range(0, bed.people()).filter(i -> i % 3 != 1).toArray();
    SnpSummary[] counted = GenotypeCounts.of(bed, some, Execution.quiet()).snps();
    for (int j = 0; j < 60; j++) {
      bed.read(j, values);
      SnpCounts counts = SnpCounts.of(values, some, null);
      assertEquals(counts, counted[j].pair());
      SnpSummary dosages = SnpSummary.of(values, some, null);
      assertEquals(dosages.mean(), counted[j].mean(), 1e-14);
      assertEquals(dosages.sd(), counted[j].sd(), 1e-13);
      assertEquals(dosages.minimum(), counted[j].minimum());
      assertEquals(dosages.maximum(), counted[j].maximum());
    }
  }

  @Test
  void aSelectionIsReadAsItsSourceIs() {
    int[] rows = {120, 3, 64, 65, 0};
    int[] columns = {81, 2, 40};
    PlinkBed chosen = bed.select(rows, columns);
    Genotypes view = new SelectedGenotypes(bed, rows, columns);
    double[] one = new double[5];
    double[] other = new double[5];
    for (int j = 0; j < 3; j++) {
      chosen.read(j, one);
      view.read(j, other);
      for (int i = 0; i < 5; i++) {
        assertEquals(other[i], one[i]);
      }
      BedRow row = chosen.row();
      chosen.read(j, row);
      SnpCounts counts = row.count(chosen.mask(everyone(chosen)));
      assertEquals(SnpCounts.of(one, everyone(chosen), null), counts);
    }
    assertEquals(view.ids(), chosen.ids());
    assertEquals(view.snps(), chosen.snps());
    assertEquals(view.sexes(), chosen.sexes());
  }

  @Test
  void menWithTwoAllelesOnXAreNamed() {
    Standardization learnt =
        Standardization.learn(
            bed, everyone(bed), Scale.CENTER, SnpFilter.none(), Execution.quiet());
    double[] values = new double[bed.people()];
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < bed.people(); i++) {
      boolean found = false;
      for (int j = 0; j < bed.snps().size(); j++) {
        bed.read(j, values);
        String chromosome = bed.snps().get(j).chromosome();
        boolean man = bed.sexes().get(i) == Sex.MALE;
        boolean single = chromosome.equals("MT") || (chromosome.matches("[XY]") && man);
        found |= single && values[i] == 1;
      }
      if (found) {
        expected.add(bed.ids().get(i));
      }
    }
    assertTrue(expected.size() > 2);
    assertEquals(expected, learnt.haploid());
  }
}
