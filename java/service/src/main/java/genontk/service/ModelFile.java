package genontk.service;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.BridgeFailed;
import genontk.error.InvalidInput;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Genotypes;
import genontk.genotype.PackedGenotypes;
import genontk.genotype.PlinkBed;
import genontk.genotype.Snp;
import genontk.genotype.Standardization;
import genontk.linalg.Matrix;
import genontk.variance.Records;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A fitted model as bytes: a zip of JSON, .npy and .bed entries, described in docs/model-file.md.
 */
final class ModelFile {

  private static final String FORMAT = "genontk-model";
  private static final int FORMAT_VERSION = 1;
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final long MOST_BYTES = Integer.MAX_VALUE - 1024;
  private static final String MODEL = "model.json";
  private static final String SNPS = "snps.json";
  private static final String DUAL = "dual.npy";
  private static final String DESIGN = "design.npy";
  private static final String WEIGHTS = "weights.npy";
  private static final String WITHIN = "within.npy";
  private static final String STANDARDIZATION = "standardization.npy";
  private static final String PACKED = "genotypes.bed";
  private static final String DOSAGES = "genotypes.npy";

  private ModelFile() {}

  /** The first entry: what the file is, and the model's scalars. */
  record Header(String format, int formatVersion, FittedModel.Summary model) {}

  /** The SNPs, an array a column. */
  record SnpTable(
      List<String> id,
      List<String> chromosome,
      long[] position,
      List<String> allele1,
      List<String> allele2,
      int[] columns) {

    SnpTable {
      int size = id == null ? -1 : id.size();
      for (List<String> column : Arrays.asList(chromosome, allele1, allele2)) {
        require(column != null && column.size() == size, SNPS);
      }
      require(position != null && position.length == size, SNPS);
      require(columns != null && columns.length == size, SNPS);
    }
  }

  /**
   * Writes a fitted model, and leaves the stream open.
   *
   * @param dual V^-1 (y - Zb) (n)
   * @param given for each component the user's own kernel (n x n), or null
   */
  static void write(
      FittedModel.Summary summary,
      TrainingKernels training,
      double[] dual,
      List<Matrix> given,
      OutputStream out)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.BEST_SPEED);
    entry(zip, MODEL, text(new Header(FORMAT, FORMAT_VERSION, summary)));
    entry(zip, DUAL, bytes(Matrix.column(dual)));
    design(zip, training.people(), summary.terms());
    for (int k = 0; k < given.size(); k++) {
      if (given.get(k) != null) {
        kernel(zip, kernelEntry(k), given.get(k));
      }
    }
    if (given.contains(null)) {
      genotypes(zip, training);
    }
    zip.finish();
  }

  /** Writes a kernel as it is: no byte of it is copied first, and doubles hardly compress. */
  private static void kernel(ZipOutputStream zip, String name, Matrix kernel) throws IOException {
    requireSize(kernel);
    zip.setLevel(Deflater.NO_COMPRESSION);
    begin(zip, name);
    Npy.write(kernel, zip);
    zip.closeEntry();
    zip.setLevel(Deflater.BEST_SPEED);
  }

  private static void design(ZipOutputStream zip, TrainingPeople people, List<String> terms)
      throws IOException {
    Matrix design = people.design(terms);
    Records records = people.records();
    entry(zip, DESIGN, bytes(records.isPlain() ? design : records.means(design)));
    if (!records.isPlain()) {
      entry(zip, WEIGHTS, bytes(Matrix.column(records.totals())));
      entry(zip, WITHIN, bytes(records.within(design)));
    }
  }

  /** The kernel of component k, counted from 1. */
  private static String kernelEntry(int k) {
    return "kernel-" + (k + 1) + ".npy";
  }

  private static void genotypes(ZipOutputStream zip, TrainingKernels training) throws IOException {
    Standardization standardization = training.standardization();
    int[] people = training.people().sourceRows().get(0);
    entry(zip, SNPS, text(table(standardization)));
    entry(
        zip,
        STANDARDIZATION,
        bytes(Matrix.ofColumns(standardization.means(), standardization.deviations())));
    Optional<byte[]> packed =
        PackedGenotypes.pack(training.genotypes(), people, standardization.columns());
    if (packed.isPresent()) {
      entry(zip, PACKED, packed.get());
    } else {
      entry(zip, DOSAGES, bytes(dosages(training.genotypes(), people, standardization.columns())));
    }
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    begin(zip, name);
    zip.write(content);
    zip.closeEntry();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(EPOCH); // the same fit has the same bytes whenever it is made
    zip.putNextEntry(entry);
  }

  private static byte[] text(Object json) {
    return Json.write(json).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a matrix as the bytes of an .npy file. */
  static byte[] bytes(Matrix matrix) {
    requireSize(matrix);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Npy.write(matrix, bytes);
    } catch (IOException e) {
      throw new BridgeFailed("A matrix could not be packed: " + e.getMessage() + ".", e);
    }
    return bytes.toByteArray();
  }

  private static void requireSize(Matrix matrix) {
    if (8L * matrix.rows() * matrix.columns() > MOST_BYTES) {
      throw new InvalidInput(
          "A "
              + matrix.rows()
              + " x "
              + matrix.columns()
              + " matrix is too large to be kept in a fit of this version (2 GB at most). Give"
              + " fewer people, or genotypes of 0, 1 and 2, which are packed.");
    }
  }

  private static SnpTable table(Standardization standardization) {
    List<Snp> snps = standardization.snps();
    return new SnpTable(
        snps.stream().map(Snp::id).toList(),
        snps.stream().map(Snp::chromosome).toList(),
        snps.stream().mapToLong(Snp::position).toArray(),
        snps.stream().map(Snp::allele1).toList(),
        snps.stream().map(Snp::allele2).toList(),
        standardization.columns());
  }

  private static Matrix dosages(Genotypes genotypes, int[] people, int[] columns) {
    Matrix dosages = Matrix.zeros(people.length, columns.length);
    double[] values = new double[genotypes.people()];
    for (int j = 0; j < columns.length; j++) {
      genotypes.read(columns[j], values);
      for (int i = 0; i < people.length; i++) {
        dosages.set(i, j, values[people[i]]);
      }
    }
    return dosages;
  }

  /**
   * Reads a model.
   *
   * @throws InvalidInput if the bytes are no model, a damaged one, or one of a newer format
   */
  static FittedModel read(byte[] bytes) {
    Map<String, byte[]> entries = entries(bytes);
    requireKnownFormat(Json.tree(text(entries, MODEL), "The model's " + MODEL));
    Header header = Json.read(text(entries, MODEL), Header.class, "The model's " + MODEL);
    FittedModel.Summary summary = header.model();
    double[] dual = matrix(entries, DUAL).toArray();
    Matrix design = matrix(entries, DESIGN);
    requireWhole(summary, dual.length, design);
    FittedModel.RecordPrecision precision = precision(entries, summary, dual.length);
    List<Matrix> given = givenKernels(entries, summary.components(), dual.length);
    if (!given.contains(null)) {
      return new FittedModel(summary, dual, design, precision, null, null, given);
    }
    SnpTable table = Json.read(text(entries, SNPS), SnpTable.class, "The model's " + SNPS);
    List<Snp> snps =
        IntStream.range(0, table.id().size())
            .mapToObj(
                j ->
                    new Snp(
                        table.id().get(j),
                        table.chromosome().get(j),
                        table.position()[j],
                        table.allele1().get(j),
                        table.allele2().get(j)))
            .toList();
    Matrix parameters = matrix(entries, STANDARDIZATION);
    require(parameters.rows() == snps.size() && parameters.columns() == 2, STANDARDIZATION);
    Standardization standardization =
        new Standardization(
            snps,
            table.columns(),
            parameters.columnValues(0),
            parameters.columnValues(1),
            List.of(),
            List.of());
    Genotypes genotypes =
        entries.containsKey(PACKED)
            ? PlinkBed.wrap(entries.get(PACKED), summary.people(), snps)
            : new DosageMatrix(
                matrix(entries, DOSAGES), summary.people(), snps, summary.namedSnps());
    return new FittedModel(summary, dual, design, precision, standardization, genotypes, given);
  }

  private static FittedModel.RecordPrecision precision(
      Map<String, byte[]> entries, FittedModel.Summary summary, int people) {
    if (summary.records() == null) {
      return null;
    }
    double[] weights = matrix(entries, WEIGHTS).toArray();
    require(weights.length == people && summary.records() >= people, WEIGHTS);
    require(Arrays.stream(weights).allMatch(weight -> weight > 0), WEIGHTS);
    Matrix within = matrix(entries, WITHIN);
    require(isSquare(within, summary.terms().size()), WITHIN);
    return new FittedModel.RecordPrecision(weights, within);
  }

  /** Returns each component's own kernel, null for those that are made from genotypes. */
  private static List<Matrix> givenKernels(
      Map<String, byte[]> entries, List<FittedModel.Component> components, int people) {
    List<Matrix> given = new ArrayList<>();
    for (int k = 0; k < components.size(); k++) {
      FittedModel.Component component = components.get(k);
      require(component != null && component.name() != null, MODEL);
      if (component.isGiven()) {
        Matrix kernel = matrix(entries, kernelEntry(k));
        require(component.rows() != null && isSquare(kernel, people), kernelEntry(k));
        given.add(kernel);
      } else {
        require(component.kernel().isComplete(), MODEL);
        given.add(null);
      }
    }
    return given;
  }

  /** Looks at the format alone, since a newer one may hold fields that are unknown here. */
  private static void requireKnownFormat(JsonNode header) {
    String format = header.path("format").asText();
    int version = header.path("format_version").asInt(Integer.MAX_VALUE);
    if (!FORMAT.equals(format) || version > FORMAT_VERSION) {
      throw new InvalidInput(
          "The model has the format '"
              + format
              + "' "
              + header.path("format_version")
              + "; this version reads '"
              + FORMAT
              + "' up to "
              + FORMAT_VERSION
              + ". Update genontk.");
    }
  }

  private static void requireWhole(FittedModel.Summary summary, int people, Matrix design) {
    require(
        summary != null
            && summary.kernel() != null
            && summary.components() != null
            && !summary.components().isEmpty()
            && summary.terms() != null
            && summary.fixedEffects() != null
            && summary.people() != null,
        MODEL);
    require(summary.people().size() == people, DUAL);
    int terms = summary.terms().size();
    require(summary.fixedEffects().length == terms, MODEL);
    require(design.rows() == people && design.columns() == terms, DESIGN);
  }

  private static boolean isSquare(Matrix kernel, int order) {
    return kernel.rows() == order && kernel.columns() == order;
  }

  private static void require(boolean holds, String entry) {
    if (!holds) {
      throw new InvalidInput(
          "The model's " + entry + " does not fit its other entries; it is damaged. Fit it again.");
    }
  }

  private static Map<String, byte[]> entries(byte[] bytes) {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException | IllegalArgumentException e) { // the latter of names that are no text
      throw new InvalidInput("The model is damaged: " + e.getMessage() + ". Fit it again.", e);
    }
    if (entries.isEmpty()) {
      throw new InvalidInput(
          "The bytes given as a model are none of genontk's; give those of a fit.");
    }
    return entries;
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) {
    byte[] content = entries.get(name);
    if (content == null) {
      throw new InvalidInput(
          "The model lacks its entry " + name + "; it is damaged. Fit it again.");
    }
    return content;
  }

  private static String text(Map<String, byte[]> entries, String name) {
    return new String(entry(entries, name), StandardCharsets.UTF_8);
  }

  private static Matrix matrix(Map<String, byte[]> entries, String name) {
    byte[] content = entry(entries, name);
    try {
      return Npy.read(new ByteArrayInputStream(content), "The model's " + name, content.length);
    } catch (IOException e) {
      throw new InvalidInput(
          "The model's " + name + " could not be read: " + e.getMessage() + ".", e);
    }
  }
}
