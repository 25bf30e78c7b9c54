package genontk.service;

import static genontk.service.NewPeopleSample.TRAINING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Genetic values without one chromosome, and the files of these. */
class LocoTest {

  /** Chromosome 2 has the first ten of 24 SNPs, X the others. */
  private static final List<String> CHROMOSOMES =
      IntStream.range(0, 24).mapToObj(j -> j < 10 ? "2" : "X").toList();

  @TempDir Path folder;

  private static Call loco(byte[] model) {
    return Call.task("loco").model(model).with("chromosomes", CHROMOSOMES);
  }

  private static byte[] model(String kernel) {
    return NewPeopleSample.model(kernel);
  }

  /** Returns the people with the SNPs of some chromosomes. */
  private static Sample sampleOf(Predicate<String> chromosome) {
    int[] kept = IntStream.range(0, 24).filter(j -> chromosome.test(CHROMOSOMES.get(j))).toArray();
    double[][] genotypes =
        Arrays.stream(TRAINING.genotypes())
            .map(row -> Sample.select(row, kept))
            .toArray(double[][]::new);
    return new Sample(
        TRAINING.ids(),
        TRAINING.y(),
        TRAINING.design(),
        TRAINING.terms(),
        genotypes,
        Sample.select(TRAINING.snps(), kept));
  }

  /** Fits kernels made of the SNPs of one chromosome, and gives the sum of the genetic values. */
  private static double[] fitOf(String chromosome, String kernel) {
    double[] values =
        Call.fit("ntk_lmm", sampleOf(chromosome::equals))
            .with("kernel", kernel)
            .run()
            .succeeded()
            .columns("random_effects")[0];
    double[] sum = new double[44];
    for (int i = 0; i < values.length; i++) {
      sum[i % 44] += values[i];
    }
    return sum;
  }

  @Test
  void refittedValuesAreThoseOfAFitWithoutTheChromosome() {
    for (String kernel :
        new String[] {"additive", "additive+dominance", "additive+ntk", "gaussian"}) {
      double[][] values = loco(model(kernel)).with("refit", true).run().succeeded().columns("loco");
      assertArrayEquals(fitOf("X", kernel), values[0], 1e-7, kernel);
      assertArrayEquals(fitOf("2", kernel), values[1], 1e-7, kernel);
    }
  }

  @Test
  void keptVariancesGiveTheSameWayForEveryKernel() {
    double[][] sums = loco(model("additive")).run().succeeded().columns("loco");
    byte[] pairwise =
        NewPeopleSample.fit("additive").with("missing", "pairwise").run().succeeded().model();
    double[][] made = loco(pairwise).run().succeeded().columns("loco");
    assertArrayEquals(made[0], sums[0], 1e-12, "sums over SNPs are those of new kernels");
    assertArrayEquals(made[1], sums[1], 1e-12);
  }

  @Test
  void aSetOnOneChromosomeIsGoneWithoutIt() {
    Map<String, Object> sets =
        Map.of(
            "sets",
            List.of(
                Map.of("name", "a", "snps", TRAINING.snps().subList(0, 10)),
                Map.of("name", "b", "snps", List.of("*"))));
    byte[] model = NewPeopleSample.fit("additive").with("sets", sets).run().succeeded().model();
    Answer answer = loco(model).with("refit", true).run().succeeded();
    double[][] values = answer.columns("loco");
    assertArrayEquals(fitOf("X", "additive"), values[0], 1e-7);
    double[][] variances = answer.rows("variance_components");
    assertTrue(Double.isNaN(variances[0][0]) && variances[0][1] >= 0);
    assertTrue(Double.isNaN(variances[1][1]) && variances[1][0] >= 0);
  }

  @Test
  void weightsAndRepeatedRecordsCountAsInTheFit() {
    int[] rows = IntStream.concat(IntStream.range(0, 44), IntStream.range(0, 20)).toArray();
    double[] y = Sample.select(TRAINING.y(), rows);
    double[][] weights = new double[rows.length][1];
    double[][] design = Sample.rows(TRAINING.design(), rows);
    for (int r = 0; r < rows.length; r++) {
      weights[r][0] = 1 + r % 3;
      y[r] += r < 44 ? 0 : Math.sin(r);
      design[r][1] += r < 44 ? 0 : Math.cos(3 * r);
    }
    Answer fit =
        NewPeopleSample.fit("additive")
            .matrix("y", Sample.column(y))
            .with("ids", Sample.select(TRAINING.ids(), rows))
            .covariates(design, TRAINING.terms())
            .matrix("weights", weights)
            .run()
            .succeeded();
    double[] s = fit.numbers("/variance_components/estimate");
    byte[] model = fit.model();
    double[][] values = loco(model).run().succeeded().columns("loco");
    // V, P and BLUP of the records by their definitions.
    double[][] people = sampleOf("X"::equals).additiveKernel();
    int n = rows.length;
    double[][] v = new double[n][n];
    for (int r = 0; r < n; r++) {
      for (int q = 0; q < n; q++) {
        v[r][q] = s[0] * people[rows[r]][rows[q]] + (r == q ? s[1] / weights[r][0] : 0);
      }
    }
    double[][] inverse = Sample.inverse(v);
    double[][] solved = Sample.times(inverse, design);
    double[][] information = Sample.inverse(Sample.times(Sample.transpose(design), solved));
    double[][] effects =
        Sample.times(information, Sample.times(Sample.transpose(solved), Sample.column(y)));
    double[][] fixed = Sample.times(design, effects);
    double[][] residual = new double[n][1];
    for (int r = 0; r < n; r++) {
      residual[r][0] = y[r] - fixed[r][0];
    }
    double[][] dual = Sample.times(inverse, residual);
    for (int i = 0; i < 44; i++) {
      double expected = 0;
      for (int r = 0; r < n; r++) {
        expected += s[0] * people[i][rows[r]] * dual[r][0];
      }
      assertEquals(expected, values[0][i], 1e-10);
    }
    loco(model).with("refit", true).fails("InvalidInput");
  }

  @Test
  void regenieFindsChromosomeCInLineCPlusOne() throws IOException {
    byte[] model = model("additive");
    Path prefix = folder.resolve("height");
    Answer answer = loco(model).with("path", prefix.toString()).run().succeeded();
    double[][] values = answer.columns("loco");
    Path loco = folder.resolve("height_1.loco");
    assertEquals(List.of("y1 " + loco), Files.readAllLines(folder.resolve("height_pred.list")));
    List<String> lines = Files.readAllLines(loco);
    assertEquals(24, lines.size());
    String[] header = lines.get(0).split(" ");
    assertEquals("FID_IID", header[0]);
    assertEquals(45, header.length);
    String id = TRAINING.ids().get(0);
    assertEquals(id + "_" + id, header[1]);
    double scale = values[0][0] / Double.parseDouble(lines.get(2).split(" ")[1]);
    for (int row = 1; row < 24; row++) {
      String[] cells = lines.get(row).split(" ");
      assertEquals(45, cells.length);
      assertEquals(row, Integer.parseInt(cells[0]));
      for (int i = 0; i < 44; i++) {
        double[] expected = row == 2 ? values[0] : row == 23 ? values[1] : null;
        if (expected != null) {
          assertEquals(expected[i], scale * Double.parseDouble(cells[i + 1]), 1e-12);
        }
      }
    }
    assertEquals(traitDeviation(), scale, 1e-10);
    double[] whole = NewPeopleSample.fit("additive").run().succeeded().columns("random_effects")[0];
    assertEquals(whole[5], scale * Double.parseDouble(lines.get(1).split(" ")[6]), 1e-10);
    assertEquals(
        4 - 1, Files.list(folder).count(), "the two files of regenie and that of PLINK, no other");
  }

  /** Returns the residual standard deviation of the trait on the design, by least squares. */
  private static double traitDeviation() {
    double[][] design = TRAINING.design();
    double[][] transposed = Sample.transpose(design);
    double[][] effects =
        Sample.times(
            Sample.inverse(Sample.times(transposed, design)),
            Sample.times(transposed, Sample.column(TRAINING.y())));
    double[][] fixed = Sample.times(design, effects);
    double squares = 0;
    for (int i = 0; i < 44; i++) {
      squares += Math.pow(TRAINING.y()[i] - fixed[i][0], 2);
    }
    return Math.sqrt(squares / (44 - 3));
  }

  @Test
  void regenieTakesXAndItsPartsForOneChromosome() throws IOException {
    List<String> parts =
        IntStream.range(0, 24)
            .mapToObj(j -> j < 10 ? "chr2" : j < 13 ? "PAR1" : j < 20 ? "chrX" : "MT")
            .toList();
    List<String> one = parts.stream().map(c -> c.equals("PAR1") ? "chrX" : c).toList();
    byte[] model = model("additive");
    Path prefix = folder.resolve("h");
    Call call = Call.task("loco").model(model).with("path", prefix.toString());
    Answer apart = call.with("chromosomes", parts).run().succeeded();
    List<String> lines = Files.readAllLines(folder.resolve("h_1.loco"));
    assertEquals(24, lines.size());
    assertEquals(4, apart.columns("loco").length);
    assertTrue(apart.says("its file lacks: MT"));
    double[][] together =
        Call.task("loco").model(model).with("chromosomes", one).run().succeeded().columns("loco");
    double deviation = traitDeviation();
    String[] ofX = lines.get(23).split(" ");
    for (int i = 0; i < 44; i++) {
      double expected = together[1][i] / deviation;
      assertEquals(expected, Double.parseDouble(ofX[i + 1]), 1e-10);
    }
  }

  @Test
  void pathsThatRegenieCannotReadAreTold() throws IOException {
    Path prefix = Files.createDirectory(folder.resolve("my data")).resolve("h");
    Answer answer = loco(model("additive")).with("path", prefix.toString()).run().succeeded();
    assertTrue(answer.says("the path in it has a blank"));
  }

  @Test
  void peopleOfARidgeRegressionCountByTheirWeightsInMediansToo() {
    double[][] weights = new double[44][1];
    Arrays.setAll(weights, i -> new double[] {1 + i * i % 7});
    double[][] values = loco(ridge(TRAINING, weights).model()).run().succeeded().columns("loco");
    double[] expected = ridge(sampleOf("X"::equals), weights).columns("random_effects")[0];
    assertArrayEquals(expected, values[0], 1e-10);
  }

  private static Answer ridge(Sample sample, double[][] weights) {
    return Call.fit("ntk_krr", sample)
        .with("kernel", "gaussian")
        .with("scale", "sd")
        .with("penalty", 0.5)
        .matrix("weights", weights)
        .run()
        .succeeded();
  }

  @Test
  void familyIdsComeFromTheFam() throws IOException {
    StringBuilder fam = new StringBuilder();
    for (int i = 43; i >= 0; i--) {
      fam.append("F" + i + " " + TRAINING.ids().get(i) + " 0 0 0 -9\n");
    }
    Path file = Files.writeString(folder.resolve("study.fam"), fam);
    Path prefix = folder.resolve("h");
    byte[] model = model("additive");
    loco(model).with("path", prefix.toString()).with("fam", file.toString()).run().succeeded();
    String header = Files.readAllLines(folder.resolve("h_1.loco")).get(0);
    assertTrue(header.startsWith("FID_IID F0_" + TRAINING.ids().get(0) + " F1_"), header);
    List<String> pheno = Files.readAllLines(folder.resolve("h.pheno"));
    assertEquals("#FID\tIID\ty1_without_2\ty1_without_X", pheno.get(0));
    assertTrue(pheno.get(1).startsWith("F0\t" + TRAINING.ids().get(0) + "\t"));
    Path other = Files.writeString(folder.resolve("other.fam"), "F X 0 0 0 -9\n");
    loco(model)
        .with("path", folder.resolve("z").toString())
        .with("fam", other.toString())
        .fails("InvalidInput");
    assertTrue(Files.notExists(folder.resolve("z_1.loco")));
  }

  @Test
  void whatHasNoChromosomesIsRefused() {
    byte[] model = model("additive");
    Call.task("loco").model(model).fails("InvalidInput");
    List<String> gaps = new ArrayList<>(CHROMOSOMES);
    gaps.set(3, null);
    Call.task("loco").model(model).with("chromosomes", gaps).fails("InvalidInput");
    Call.task("loco")
        .model(model)
        .with("chromosomes", CHROMOSOMES.subList(1, 24))
        .fails("InvalidInput");
    Call.task("loco")
        .model(model)
        .with("chromosomes", CHROMOSOMES.stream().map(c -> "1").toList())
        .fails("InvalidInput");
    Map<String, double[][]> own = new LinkedHashMap<>();
    own.put("mine", TRAINING.additiveKernel());
    byte[] given =
        Call.fit("ntk_lmm", TRAINING).kernels(own, TRAINING.ids()).run().succeeded().model();
    loco(given).fails("InvalidInput");
    byte[] ridge =
        Call.fit("ntk_krr", TRAINING).with("kernel", "additive").run().succeeded().model();
    loco(ridge).run().succeeded();
    loco(ridge).with("refit", true).fails("InvalidInput");
    loco(model).with("path", folder.resolve("no/h").toString()).fails("InvalidInput");
  }
}
