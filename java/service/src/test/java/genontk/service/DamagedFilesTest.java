package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.service.Call.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Damaged and forged files: each is refused by one of the six errors or read as it is. None
 * crashes, hangs, exhausts memory or writes anything. junit-platform.properties sets the number of
 * tries.
 */
class DamagedFilesTest {

  private static final Sample SAMPLE = Sample.of(13, 7, 3);
  private static final Set<String> REFUSALS = Set.of("InvalidInput", "OutOfMemory");
  private static final String[] FORGED = {
    "0", "-1", "1e308", "2147483647", "9223372036854775807", "NaN", "null", "[]", "{}", "../../x"
  };
  private static final List<byte[]> MODELS = new ArrayList<>();
  private static Path folder;

  @BeforeContainer
  static void files() throws IOException {
    folder = Files.createTempDirectory("genontk-damaged");
    SAMPLE.plink(folder, "good");
    for (String kernel : new String[] {"additive+ntk", "gaussian"}) {
      MODELS.add(fit(SAMPLE.genotypes()).with("kernel", kernel).run().succeeded().model());
    }
    double[][] dosages = Sample.copy(SAMPLE.genotypes());
    dosages[0][0] += 0.25;
    MODELS.add(fit(dosages).run().succeeded().model());
    MODELS.add(
        fit(SAMPLE.genotypes())
            .with("ntk", "empirical")
            .with("width", 8)
            .run()
            .succeeded()
            .model());
    Path effects = folder.resolve("effects.genontk");
    byte[] additive = fit(SAMPLE.genotypes()).with("kernel", "additive").run().succeeded().model();
    Call.task("save_model")
        .model(additive)
        .with("path", effects.toString())
        .with("effects_only", true)
        .run()
        .succeeded();
    MODELS.add(Files.readAllBytes(effects));
  }

  @AfterContainer
  static void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Call fit(double[][] genotypes) {
    return Call.fit("ntk_lmm", SAMPLE).genotypes(genotypes, SAMPLE.ids(), SAMPLE.snps());
  }

  /** A change of some bytes at a place relative to the length of the content. */
  record Mutation(int kind, double place, int value) {

    byte[] apply(byte[] bytes) {
      int at = (int) (place * bytes.length);
      byte[] rest = Arrays.copyOfRange(bytes, Math.min(at, bytes.length), bytes.length);
      byte[] start = Arrays.copyOf(bytes, at);
      byte[] forged = FORGED[value % FORGED.length].getBytes(StandardCharsets.US_ASCII);
      return switch (kind) {
        case 0 -> start; // truncated
        case 1 -> join(start, new byte[] {(byte) value}, rest);
        case 2 -> join(start, forged, rest);
        case 3 -> join(start, rest, rest);
        case 4 ->
            join(start, Arrays.copyOfRange(rest, Math.min(rest.length, value % 9), rest.length));
        case 5 -> replaceNumber(start, forged, rest);
        default -> flip(bytes, at, value);
      };
    }

    /** Replaces the next number in a text by a forged one. */
    private static byte[] replaceNumber(byte[] start, byte[] forged, byte[] rest) {
      int from = 0;
      while (from < rest.length && !Character.isDigit(rest[from])) {
        from++;
      }
      int to = from;
      while (to < rest.length && Character.isDigit(rest[to])) {
        to++;
      }
      return join(
          start, Arrays.copyOf(rest, from), forged, Arrays.copyOfRange(rest, to, rest.length));
    }

    private static byte[] flip(byte[] bytes, int at, int value) {
      byte[] flipped = bytes.clone();
      if (at < flipped.length) {
        flipped[at] ^= (byte) (1 << value % 8);
      }
      return flipped;
    }

    private static byte[] join(byte[]... parts) {
      byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
      int end = 0;
      for (byte[] part : parts) {
        System.arraycopy(part, 0, all, end, part.length);
        end += part.length;
      }
      return all;
    }
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.integers().between(0, 255))
        .as(Mutation::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static byte[] mutated(byte[] bytes, List<Mutation> mutations) {
    byte[] changed = bytes;
    for (Mutation mutation : mutations) {
      changed = mutation.apply(changed);
    }
    return changed;
  }

  /** Returns the answer, or null where the file was refused. */
  private static Answer read(Call call) {
    Answer answer = call.run();
    if (!answer.json().has("error")) {
      return answer;
    }
    String type = answer.json().at("/error/type").asText();
    assertTrue(REFUSALS.contains(type), () -> answer.json().toString());
    boolean foreseen = !type.equals("OutOfMemory") || answer.message().contains(" needs ");
    assertTrue(foreseen, answer::message);
    return null;
  }

  private static Answer fileset(String suffix, byte[] changed) {
    try {
      for (String one : new String[] {".bed", ".bim", ".fam"}) {
        byte[] good = Files.readAllBytes(folder.resolve("good" + one));
        Files.write(folder.resolve("damaged" + one), one.equals(suffix) ? changed : good);
      }
      String bed = folder.resolve("damaged.bed").toString();
      Answer answer = read(Call.task("genotypes").bed(Path.of(bed)).with("values", true));
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(7, files.count());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] good(String suffix) {
    try {
      return Files.readAllBytes(folder.resolve("good" + suffix));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property
  void aDamagedBedIsRefusedOrReadAsItsBitsAre(@ForAll("mutations") List<Mutation> mutations) {
    byte[] bed = mutated(good(".bed"), mutations);
    Answer answer = fileset(".bed", bed);
    if (answer != null) {
      double[][] values = answer.columns("genotypes");
      double[] copies = {2, Double.NaN, 1, 0};
      for (int j = 0; j < 7; j++) {
        for (int i = 0; i < 13; i++) {
          assertEquals(copies[bed[3 + 4 * j + i / 4] >> 2 * (i % 4) & 3], values[j][i]);
        }
      }
    }
  }

  @Property
  void aDamagedBimIsRefusedOrReadAsItsWordsAre(@ForAll("mutations") List<Mutation> mutations) {
    byte[] bim = mutated(good(".bim"), mutations);
    Answer answer = fileset(".bim", bim);
    if (answer != null) {
      List<String[]> rows = rows(bim);
      assertEquals(rows.stream().map(row -> row[1]).toList(), answer.texts("/snps/id"));
      List<String> alleles = answer.texts("/snps/alleles");
      double[][] codes = answer.columns("snp_codes");
      for (int j = 0; j < rows.size(); j++) {
        assertEquals(rows.get(j)[4], alleles.get((int) codes[2][j] - 1));
        assertEquals(rows.get(j)[5], alleles.get((int) codes[3][j] - 1));
      }
    }
  }

  @Property
  void aDamagedFamIsRefusedOrReadAsItsWordsAre(@ForAll("mutations") List<Mutation> mutations) {
    byte[] fam = mutated(good(".fam"), mutations);
    Answer answer = fileset(".fam", fam);
    if (answer != null) {
      List<String[]> rows = rows(fam);
      boolean unique = rows.stream().map(row -> row[1]).distinct().count() == rows.size();
      assertEquals(
          rows.stream().map(row -> unique ? row[1] : row[0] + ":" + row[1]).toList(),
          answer.texts("/people"));
    }
  }

  @Property
  void aDamagedTableIsRefusedOrHasAValuePerPerson(@ForAll("mutations") List<Mutation> mutations)
      throws IOException {
    String table = "\"FID\",IID,y,site\nf,\"a\",1.5,\"New \"\"York\"\nf,b,-9,\nf,007,1e5,x\n";
    for (String text : new String[] {table, table.replace(',', '\t'), "# c\n1 2 .5\n1 3 NA\n"}) {
      byte[] bytes = mutated(text.getBytes(StandardCharsets.UTF_8), mutations);
      Path file = Files.write(folder.resolve("table.txt"), bytes);
      Answer answer = read(Call.task("phenotypes").with("paths", List.of(file.toString())));
      Files.delete(file);
      if (answer != null) {
        int people = answer.texts("/id").size();
        for (JsonNode column : answer.json().get("columns")) {
          JsonNode values = column.get(column.get("words").isNull() ? "numbers" : "words");
          assertEquals(people, values.size());
        }
      }
    }
  }

  private static List<String[]> rows(byte[] table) {
    return new String(table, StandardCharsets.UTF_8)
        .replace("\uFEFF", "")
        .lines()
        .map(line -> line.replaceFirst("^[\\x00-\\x20]+", "").split("[\\x00-\\x20]+"))
        .filter(row -> row.length > 1)
        .toList();
  }

  private static Answer predict(byte[] model) {
    return read(
        Call.task("predict")
            .model(model)
            .with("ids", SAMPLE.ids())
            .covariates(SAMPLE.design(), SAMPLE.terms())
            .genotypes(SAMPLE.genotypes(), SAMPLE.ids(), SAMPLE.snps()));
  }

  @Provide
  Arbitrary<byte[]> models() {
    return Arbitraries.integers().between(0, 4).map(MODELS::get);
  }

  @Property
  void aDamagedModelIsRefusedOrTheSame(
      @ForAll("models") byte[] model, @ForAll("mutations") List<Mutation> mutations) {
    Answer answer = predict(mutated(model, mutations));
    if (answer != null) {
      assertArrayEquals(predict(model).columns("prediction")[0], answer.columns("prediction")[0]);
    }
  }

  /** Forged entries have right checksums; a path out of the folder is never followed. */
  @Property
  void aForgedModelIsRefusedOrPredictsEveryone(
      @ForAll("models") byte[] model,
      @ForAll("mutations") List<Mutation> mutations,
      @ForAll("entry") int entry,
      @ForAll @IntRange(max = 9) int escapes)
      throws IOException {
    Map<String, byte[]> entries = ModelBytesTest.entries(model);
    List<String> names = new ArrayList<>(entries.keySet());
    String name = names.get(entry % names.size());
    entries.put(name, mutated(entries.get(name), mutations));
    String outside = "../escaped-" + folder.getFileName();
    if (escapes == 0) {
      entries.put(outside, entries.remove(name));
    }
    byte[] forged = ModelBytesTest.zip(entries);
    Answer answer = predict(forged);
    if (answer != null) {
      assertEquals(13, answer.columns("prediction")[0].length);
      assertTrue(escapes > 0);
    }
    Path file = Files.write(folder.resolve("forged.genontk"), forged);
    read(Call.task("load_model").with("path", file.toString()));
    Files.delete(file);
    assertFalse(Files.exists(folder.resolve(outside)));
  }

  @Provide
  Arbitrary<Integer> entry() {
    return Arbitraries.integers().between(0, 99);
  }
}
