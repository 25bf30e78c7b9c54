package genontk.service.model;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.design.Records;
import genontk.error.InvalidInput;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Genotypes;
import genontk.genotype.PackedGenotypes;
import genontk.genotype.PlinkBed;
import genontk.genotype.Snp;
import genontk.genotype.Standardization;
import genontk.linalg.Matrix;
import genontk.run.MemoryBudget;
import genontk.service.result.FitAccount;
import genontk.service.training.TrainingKernels;
import genontk.service.training.TrainingPeople;
import genontk.service.wire.Archive;
import genontk.service.wire.Json;
import genontk.service.wire.Npy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A fitted model as bytes: a zip of JSON, .npy and .bed entries, described in docs/model-file.md.
 */
public final class ModelFile {

  private static final String FORMAT = "genontk-model";
  private static final int FORMAT_VERSION = 1;
  private static final String MODEL = "model.json";
  private static final String FIT = "fit.json";
  private static final String SNPS = "snps.json";
  private static final String DUAL = "dual.npy";
  private static final String DESIGN = "design.npy";
  private static final String WEIGHTS = "weights.npy";
  private static final String WITHIN = "within.npy";
  private static final String STANDARDIZATION = "standardization.npy";
  private static final String PACKED = "genotypes.bed";
  private static final String DOSAGES = "genotypes.npy";
  private static final String EFFECTS = "effects.npy";
  private static final Pattern ENTRIES =
      Pattern.compile(
          "(model|fit|snps)\\.json|(dual|design|weights|within|standardization|effects|kernel-\\d{1,4})\\.npy"
              + "|genotypes\\.(bed|npy)");

  /** JSON as a tree of objects takes many times what its text takes. */
  private static final int JSON_GROWTH = 20;

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
   * @param account what a loaded model tells of the fit
   */
  public static void write(
      FittedModel.Summary summary,
      TrainingKernels training,
      double[] dual,
      List<Archive.Stored> given,
      FitAccount account,
      OutputStream out)
      throws IOException {
    Archive.Writer archive =
        new Archive.Writer(out)
            .add(MODEL, header(summary))
            .add(FIT, text(account))
            .add(DUAL, Matrix.column(dual));
    design(archive, training.people(), summary.terms());
    for (int k = 0; k < given.size(); k++) {
      if (given.get(k) != null) {
        archive.add(kernelEntry(k), given.get(k));
      }
    }
    if (given.contains(null)) {
      genotypes(archive, training);
    }
    archive.finish();
  }

  /** Writes the model with other scalars and another account, its other entries as they are. */
  static void rewrite(
      byte[] model, FittedModel.Summary summary, FitAccount account, OutputStream out)
      throws IOException {
    Archive.Writer archive =
        new Archive.Writer(out).add(MODEL, header(summary)).add(FIT, text(account));
    for (Map.Entry<String, byte[]> entry : entries(model).entrySet()) {
      if (!entry.getKey().equals(MODEL) && !entry.getKey().equals(FIT)) {
        archive.add(entry.getKey(), entry.getValue());
      }
    }
    archive.finish();
  }

  /**
   * Writes what is left of a model without its people: the effects of its SNPs.
   *
   * @param effects of each SNP on the scale of its standardised genotypes (p)
   */
  static void writeEffects(
      byte[] model,
      FittedModel.Summary summary,
      FitAccount account,
      double[] effects,
      OutputStream out)
      throws IOException {
    Map<String, byte[]> entries = entries(model);
    new Archive.Writer(out)
        .add(MODEL, header(summary))
        .add(FIT, text(account))
        .add(EFFECTS, Matrix.column(effects))
        .add(SNPS, entry(entries, SNPS))
        .add(STANDARDIZATION, entry(entries, STANDARDIZATION))
        .finish();
  }

  private static byte[] header(FittedModel.Summary summary) {
    return text(new Header(FORMAT, FORMAT_VERSION, summary));
  }

  private static void design(Archive.Writer archive, TrainingPeople people, List<String> terms)
      throws IOException {
    Matrix design = people.design(terms);
    Records records = people.records();
    archive.add(DESIGN, records.isPlain() ? design : records.means(design));
    if (!records.isPlain()) {
      archive.add(WEIGHTS, Matrix.column(records.totals()));
      archive.add(WITHIN, records.within(design));
    }
  }

  /** The kernel of component k, counted from 1. */
  private static String kernelEntry(int k) {
    return "kernel-" + (k + 1) + ".npy";
  }

  private static void genotypes(Archive.Writer archive, TrainingKernels training)
      throws IOException {
    Standardization standardization = training.standardization();
    int[] people = training.people().sourceRows().get(0);
    archive.add(SNPS, text(table(standardization)));
    archive.add(
        STANDARDIZATION, Matrix.ofColumns(standardization.means(), standardization.deviations()));
    Optional<byte[]> packed =
        PackedGenotypes.pack(training.genotypes(), people, standardization.columns());
    if (packed.isPresent()) {
      archive.add(PACKED, packed.get());
    } else {
      archive.add(DOSAGES, dosages(training.genotypes(), people, standardization.columns()));
    }
  }

  private static byte[] text(Object json) {
    return Json.write(json).getBytes(StandardCharsets.UTF_8);
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
  public static FittedModel read(byte[] bytes) {
    Map<String, byte[]> entries = entries(bytes);
    Header header = Json.read(text(entries, MODEL), Header.class, "The model's " + MODEL);
    FittedModel.Summary summary = header.model();
    requireWhole(summary);
    if (entries.containsKey(EFFECTS)) {
      Standardization standardization = standardization(entries);
      requireSnps(summary, standardization.snps().size());
      double[] effects = matrix(entries, EFFECTS).toArray();
      require(effects.length == standardization.snps().size(), EFFECTS);
      return FittedModel.ofEffects(summary, standardization, effects);
    }
    double[] dual = matrix(entries, DUAL).toArray();
    Matrix design = matrix(entries, DESIGN);
    require(summary.nPeople() == dual.length, DUAL);
    require(design.rows() == dual.length && design.columns() == summary.terms().size(), DESIGN);
    FittedModel.RecordPrecision precision = precision(entries, summary, dual.length);
    List<Matrix> given = givenKernels(entries, summary.components(), dual.length);
    if (!given.contains(null)) {
      return FittedModel.ofKernels(summary, dual, design, precision, null, null, given);
    }
    Standardization standardization = standardization(entries);
    List<Snp> snps = standardization.snps();
    requireSnps(summary, snps.size());
    Genotypes genotypes =
        entries.containsKey(PACKED)
            ? PlinkBed.wrap(entries.get(PACKED), summary.names(), snps)
            : new DosageMatrix(
                matrix(entries, DOSAGES), summary.names(), snps, summary.namedSnps());
    return FittedModel.ofKernels(
        summary, dual, design, precision, standardization, genotypes, given);
  }

  /** Returns what a model tells of its fit. */
  static FitAccount account(byte[] bytes) {
    Map<String, byte[]> entries = entries(bytes);
    return Json.read(text(entries, FIT), FitAccount.class, "The model's " + FIT);
  }

  private static Standardization standardization(Map<String, byte[]> entries) {
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
    return new Standardization(
        snps,
        table.columns(),
        parameters.columnValues(0),
        parameters.columnValues(1),
        List.of(),
        List.of());
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
      throw InvalidInput.of(
          "The model has the format '%s' %s; this version reads '%s' up to %s. Update genontk.",
          format, header.path("format_version"), FORMAT, FORMAT_VERSION);
    }
  }

  private static void requireWhole(FittedModel.Summary summary) {
    require(
        summary != null
            && summary.kernel() != null
            && summary.components() != null
            && !summary.components().isEmpty()
            && summary.terms() != null
            && summary.fixedEffects() != null,
        MODEL);
    require(summary.people() == null || summary.people().size() == summary.nPeople(), MODEL);
    require(summary.fixedEffects().length == summary.terms().size(), MODEL);
  }

  private static void requireSnps(FittedModel.Summary summary, int kept) {
    for (FittedModel.Component component : summary.components()) {
      int[] snps = component == null ? new int[0] : component.snpsOf(kept);
      require(snps.length > 0 && Arrays.stream(snps).allMatch(j -> j >= 0 && j < kept), MODEL);
    }
  }

  private static boolean isSquare(Matrix kernel, int order) {
    return kernel.rows() == order && kernel.columns() == order;
  }

  private static void require(boolean holds, String entry) {
    if (!holds) {
      throw InvalidInput.of(
          "The model's %s does not fit its other entries; it is damaged. Fit it again.", entry);
    }
  }

  /** Returns the entries; a newer format may have others, so that it is looked at first. */
  private static Map<String, byte[]> entries(byte[] bytes) {
    Map<String, byte[]> entries = Archive.read(bytes);
    requireKnownFormat(Json.tree(text(entries, MODEL), "The model's " + MODEL));
    if (!entries.keySet().stream().allMatch(name -> ENTRIES.matcher(name).matches())) {
      throw new InvalidInput(
          "The model holds an entry of a name that no model has; it is damaged or forged. Fetch it"
              + " again from whom you trust.");
    }
    return entries;
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) {
    byte[] content = entries.get(name);
    if (content == null) {
      throw InvalidInput.of("The model lacks its entry %s; it is damaged. Fit it again.", name);
    }
    return content;
  }

  private static String text(Map<String, byte[]> entries, String name) {
    byte[] content = entry(entries, name);
    MemoryBudget.require((long) JSON_GROWTH * content.length, "The model's " + name);
    return new String(content, StandardCharsets.UTF_8);
  }

  private static Matrix matrix(Map<String, byte[]> entries, String name) {
    byte[] content = entry(entries, name);
    try {
      return Npy.read(new ByteArrayInputStream(content), "The model's " + name, content.length);
    } catch (IOException e) {
      throw InvalidInput.of(e, "The model's %s could not be read: %s.", name, e.getMessage());
    }
  }
}
