package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import genontk.service.Call.Answer;
import genontk.service.wire.Npy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** The bytes of a fitted model, whole and damaged. */
class ModelBytesTest {

  private static final Sample SAMPLE = Sample.of(24, 10, 7);
  private static final byte[] MODEL = Call.fit("ntk_lmm", SAMPLE).run().succeeded().model();

  private static Answer predict(byte[] model) {
    return Call.task("predict")
        .model(model)
        .with("ids", SAMPLE.ids())
        .covariates(SAMPLE.design(), SAMPLE.terms())
        .genotypes(SAMPLE.genotypes(), SAMPLE.ids(), SAMPLE.snps())
        .run();
  }

  static Map<String, byte[]> entries(byte[] model) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /** Packs entries with their present checksums. */
  static byte[] zip(Map<String, byte[]> entries) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>(entries);
    all.remove("SHA256SUMS");
    StringBuilder sums = new StringBuilder();
    all.forEach((name, content) -> sums.append(sha256(content)).append("  ").append(name + "\n"));
    all.put("SHA256SUMS", sums.toString().getBytes(StandardCharsets.UTF_8));
    return zipAsTheyAre(all);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] zipAsTheyAre(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] edited(Consumer<ObjectNode> edit) throws IOException {
    Map<String, byte[]> entries = entries(MODEL);
    ObjectNode header = (ObjectNode) Call.JSON.readTree(entries.get("model.json"));
    edit.accept(header);
    entries.put("model.json", header.toString().getBytes(StandardCharsets.UTF_8));
    return zip(entries);
  }

  @Test
  void theEntriesAreThoseOfTheirDescription() throws IOException {
    Map<String, byte[]> entries = entries(MODEL);
    assertEquals(
        Set.of(
            "model.json",
            "fit.json",
            "SHA256SUMS",
            "dual.npy",
            "design.npy",
            "snps.json",
            "standardization.npy",
            "genotypes.bed"),
        entries.keySet());
    JsonNode header = Call.JSON.readTree(entries.get("model.json"));
    assertEquals("genontk-model", header.get("format").asText());
    assertEquals(1, header.get("format_version").asInt());
    assertEquals("ntk", header.at("/model/kernel").asText());
    assertEquals(24, header.at("/model/people").size());
    assertEquals(3 + 10 * 6, entries.get("genotypes.bed").length);
  }

  @Test
  void repackedAndReorderedEntriesAreTheSameModel() throws IOException {
    double[] expected = predict(MODEL).succeeded().columns("prediction")[0];
    Map<String, byte[]> reversed = new LinkedHashMap<>();
    List<String> names = new java.util.ArrayList<>(entries(MODEL).keySet());
    java.util.Collections.reverse(names);
    for (String name : names) {
      reversed.put(name, entries(MODEL).get(name));
    }
    assertArrayEquals(expected, predict(zip(reversed)).succeeded().columns("prediction")[0]);
  }

  @Test
  void theSameFitHasTheSameBytes() throws IOException {
    byte[] again = Call.fit("ntk_lmm", SAMPLE).run().succeeded().model();
    assertArrayEquals(MODEL, again);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(MODEL))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertEquals(1980, entry.getTimeLocal().getYear(), "no clock is in the bytes");
      }
    }
  }

  @Test
  void aNewerFormatIsRefusedWithTheAdviceToUpdate() throws IOException {
    Answer newer = predict(edited(header -> header.put("format_version", 2)));
    newer.failed("InvalidInput");
    assertTrue(newer.message().contains("Update"), newer.message());
    Answer other =
        predict(
            edited(
                header -> {
                  header.put("format_version", 2);
                  header.put("checksum", "abc");
                  ((ObjectNode) header.get("model")).put("weights", true);
                }));
    other.failed("InvalidInput");
    assertTrue(other.message().contains("Update"), other.message());
    Map<String, byte[]> entries = entries(edited(header -> header.put("format_version", 2)));
    entries.put("weights.npy", new byte[8]);
    Answer larger = predict(zip(entries)).failed("InvalidInput");
    assertTrue(larger.message().contains("Update"), larger.message());
    predict(edited(header -> header.put("format", "other"))).failed("InvalidInput");
  }

  @Test
  void headersThatLackOrForgeSomethingAreRefused() throws IOException {
    for (String field : List.of("format", "format_version", "model")) {
      predict(edited(header -> header.remove(field))).failed("InvalidInput");
    }
    for (String field :
        List.of("kernel", "components", "terms", "fixed_effects", "n_people", "residual")) {
      Answer answer = predict(edited(header -> ((ObjectNode) header.get("model")).remove(field)));
      answer.failed("InvalidInput");
    }
    for (String field : List.of("name", "variance", "kernel")) {
      predict(edited(header -> component(header).remove(field))).failed("InvalidInput");
    }
    for (String field : List.of("kernel", "depth", "unit_diagonal")) {
      predict(edited(header -> parameters(header).remove(field))).failed("InvalidInput");
    }
    predict(edited(header -> parameters(header).put("kernel", "cosine"))).failed("InvalidInput");
    predict(edited(header -> parameters(header).put("depth", 77))).failed("InvalidInput");
  }

  private static ObjectNode component(ObjectNode header) {
    return (ObjectNode) header.at("/model/components/0");
  }

  private static ObjectNode parameters(ObjectNode header) {
    return (ObjectNode) component(header).get("kernel");
  }

  @Test
  void missingEntriesAreNamed() throws IOException {
    for (String name : entries(MODEL).keySet()) {
      Map<String, byte[]> entries = entries(MODEL);
      entries.remove(name);
      Answer answer = predict(zipAsTheyAre(entries)).failed("InvalidInput");
      assertTrue(answer.message().contains(name), answer.message());
      if (!name.equals("SHA256SUMS") && !name.equals("fit.json")) {
        predict(zip(entries)).failed("InvalidInput");
      }
    }
  }

  @Test
  void everyEntryIsComparedWithItsChecksum() throws IOException {
    for (String name : entries(MODEL).keySet()) {
      Map<String, byte[]> entries = entries(MODEL);
      byte[] changed = entries.get(name).clone();
      changed[changed.length / 2] ^= 1;
      entries.put(name, changed);
      Answer answer = predict(zipAsTheyAre(entries)).failed("InvalidInput");
      assertTrue(answer.message().contains("damaged"), answer.message());
    }
  }

  @Test
  void entriesThatNoModelHasAreRefused() throws IOException {
    for (String name : List.of("../../evil.sh", "/etc/cron.d/evil", "kernel-1.npy/../../x")) {
      Map<String, byte[]> entries = entries(MODEL);
      entries.put(name, new byte[] {1});
      predict(zip(entries)).failed("InvalidInput");
    }
  }

  @Test
  void entriesOfOtherSizesAreRefused() throws IOException {
    double[][] one = {{1}};
    ByteArrayOutputStream npy = new ByteArrayOutputStream();
    Npy.write(new genontk.linalg.Matrix(Sample.flat(one), 1, 1), npy);
    for (String name : List.of("dual.npy", "design.npy", "standardization.npy")) {
      Map<String, byte[]> entries = entries(MODEL);
      entries.put(name, npy.toByteArray());
      predict(zip(entries)).failed("InvalidInput");
    }
    Map<String, byte[]> entries = entries(MODEL);
    entries.put("genotypes.bed", new byte[20]);
    predict(zip(entries)).failed("InvalidInput");
  }

  @Test
  void bytesThatAreNoModelAreRefused() {
    for (byte[] bytes :
        new byte[][] {
          {}, {1, 2, 3}, "PK\3\4".getBytes(StandardCharsets.US_ASCII), new byte[5000]
        }) {
      predict(bytes).failed("InvalidInput");
    }
  }

  /** Bytes cut before the end of the last entry lack an entry; cut later, only the directory. */
  @Test
  void truncatedBytesAreRefusedOrWhole() {
    double[] expected = predict(MODEL).succeeded().columns("prediction")[0];
    int refused = 0;
    for (int length = 0; length < MODEL.length; length += 7) {
      Answer answer = predict(Arrays.copyOf(MODEL, length));
      if (answer.json().has("error")) {
        answer.failed("InvalidInput");
        refused++;
      } else {
        assertArrayEquals(expected, answer.columns("prediction")[0], "cut at " + length);
      }
    }
    assertTrue(refused > 0.6 * MODEL.length / 7, "refused " + refused);
  }

  /** The checks of the zip find a flipped bit, or it changes no number. */
  @Test
  void damagedBytesAreRefusedOrHarmless() {
    double[] expected = predict(MODEL).succeeded().columns("prediction")[0];
    Random random = new Random(3);
    int refused = 0;
    for (int round = 0; round < 600; round++) {
      byte[] damaged = MODEL.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Answer answer = predict(damaged);
      if (answer.json().has("error")) {
        answer.failed("InvalidInput");
        refused++;
      } else {
        assertArrayEquals(expected, answer.columns("prediction")[0]);
      }
    }
    assertTrue(refused > 300, "refused " + refused);
  }

  @Test
  void theModelHoldsNoPathAndNoTrait() {
    String text = new String(MODEL, StandardCharsets.ISO_8859_1);
    assertFalse(text.contains(System.getProperty("java.io.tmpdir")));
  }
}
