package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.linalg.Matrix;
import genontk.service.Call.Answer;
import genontk.service.wire.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits from files, and the people, SNPs and covariates that a fit leaves out. */
class FitInputsTest {

  private static final Sample SAMPLE = Sample.of(60, 30, 1);

  private static final int N = 60;

  @TempDir Path folder;

  /** Matrices by file and by memory give the same numbers. */
  @Test
  void filesGiveTheNumbersOfMemory() throws IOException {
    Answer memory = Call.fit("ntk_lmm", SAMPLE).run().succeeded();
    Path delivery = Files.createDirectory(folder.resolve("delivery"));
    List<Answer> answers = new ArrayList<>();
    for (String order : new String[] {"fortran", "C", "integers"}) {
      Path y = npy("y" + order, Sample.column(SAMPLE.y()), "fortran");
      Path z = npy("z" + order, SAMPLE.design(), order.equals("C") ? "C" : "fortran");
      Path g = npy("g" + order, SAMPLE.genotypes(), order);
      answers.add(
          Call.task("ntk_lmm")
              .with("kernel", "ntk")
              .with("delivery", "npy")
              .with("folder", delivery.toString())
              .with("y", Map.of("npy", y.toString()))
              .with("ids", SAMPLE.ids())
              .with(
                  "covariates",
                  Map.of("values", Map.of("npy", z.toString()), "names", SAMPLE.terms()))
              .with(
                  "genotypes",
                  Map.of(
                      "values",
                      Map.of("npy", g.toString()),
                      "ids",
                      SAMPLE.ids(),
                      "snps",
                      SAMPLE.snps()))
              .run()
              .succeeded());
    }
    double[][] columns = memory.columns("people");
    double[] people = new double[columns.length * N];
    for (int j = 0; j < columns.length; j++) {
      System.arraycopy(columns[j], 0, people, j * N, N);
    }
    for (Answer answer : answers) {
      assertEquals(
          memory.json().get("variance_components"), answer.json().get("variance_components"));
      Path file = Path.of(answer.json().at("/matrices/people/npy").asText());
      assertEquals(delivery, file.getParent());
      Matrix delivered = Npy.read(file);
      assertArrayEquals(people, delivered.data());
      assertArrayEquals(
          memoryModel(), Files.readAllBytes(Path.of(answer.json().get("model").asText())));
    }
    try (Stream<Path> files = Files.list(delivery)) {
      assertEquals(
          Set.of(
              "people.npy",
              "fixed_effects_covariance.npy",
              "variance_components_covariance.npy",
              "random_effects.npy",
              "model.genontk"),
          new TreeSet<>(files.map(file -> file.getFileName().toString()).toList()));
    }
  }

  private static byte[] memoryModel() {
    return Call.fit("ntk_lmm", SAMPLE).run().succeeded().model();
  }

  private Path npy(String name, double[][] values, String order) throws IOException {
    int rows = values.length;
    int columns = values[0].length;
    boolean bytes = order.equals("integers");
    String header =
        "{'descr': '"
            + (bytes ? "|i1" : "<f8")
            + "', 'fortran_order': "
            + (order.equals("fortran") ? "True" : "False")
            + ", 'shape': ("
            + rows
            + ", "
            + columns
            + "), }\n";
    ByteBuffer buffer =
        ByteBuffer.allocate(10 + header.length() + 8 * rows * columns)
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    buffer.putShort((short) header.length());
    buffer.put(header.getBytes(StandardCharsets.US_ASCII));
    for (int k = 0; k < rows * columns; k++) {
      double value =
          order.equals("fortran") ? values[k % rows][k / rows] : values[k / columns][k % columns];
      buffer = bytes ? buffer.put((byte) value) : buffer.putDouble(value);
    }
    Path file = folder.resolve(name + ".npy");
    Files.write(file, Arrays.copyOf(buffer.array(), buffer.position()));
    return file;
  }

  @Test
  void aBedGivesTheNumbersOfAMatrix() throws IOException {
    Path bed = SAMPLE.plink(folder, "study");
    Answer matrix = Call.fit("ntk_lmm", SAMPLE).run().succeeded();
    Answer file = Call.fit("ntk_lmm", SAMPLE).bed(bed).run().succeeded();
    assertArrayEquals(matrix.fitted(), file.fitted());
    assertEquals(matrix.json().get("variance_components"), file.json().get("variance_components"));
  }

  @Test
  void snpsThatWereDroppedAreListedWithTheirReason() {
    double[][] genotypes = Sample.copy(SAMPLE.genotypes());
    for (double[] row : genotypes) {
      row[4] = 2;
    }
    for (int i = 0; i < 59; i++) {
      genotypes[i][7] = 0;
    }
    genotypes[59][7] = 1;
    Answer answer =
        Call.fit("ntk_lmm", SAMPLE)
            .genotypes(genotypes, SAMPLE.ids(), SAMPLE.snps())
            .with("maf", 0.05)
            .run()
            .succeeded();
    assertEquals(List.of("snp", "snp"), answer.texts("/dropped/type"));
    assertEquals(List.of("s5", "s8"), answer.texts("/dropped/id"));
    assertEquals(28, answer.json().get("n_snps").asInt());
  }

  @Test
  void peopleWithTheMeanEverywhereAndPeopleWithMuchMissingAreNamed() {
    double[][] genotypes = Sample.copy(SAMPLE.genotypes());
    Arrays.fill(genotypes[12], Double.NaN);
    for (int j = 0; j < 4; j++) {
      genotypes[33][j] = Double.NaN;
    }
    Answer answer =
        Call.fit("ntk_lmm", SAMPLE)
            .genotypes(genotypes, SAMPLE.ids(), SAMPLE.snps())
            .run()
            .succeeded();
    assertTrue(answer.says("'P13'"));
    assertTrue(answer.says("P13, P34"));
  }

  @Test
  void redundantCovariatesAreDroppedAndNamed() {
    double[][] design = new double[N][];
    for (int i = 0; i < N; i++) {
      double[] z = SAMPLE.design()[i];
      design[i] = new double[] {z[0], z[1], 2 * z[1] - 3, z[2]};
    }
    Answer answer =
        Call.fit("ntk_lmm", SAMPLE)
            .covariates(design, List.of("(Intercept)", "age", "twice", "sex"))
            .run()
            .succeeded();
    assertTrue(answer.says("twice"));
    assertEquals(List.of("(Intercept)", "age", "sex"), answer.texts("/fixed_effects/term"));
    assertArrayEquals(
        Call.fit("ntk_lmm", SAMPLE).run().succeeded().fitted(), answer.fitted(), 1e-9);
  }
}
