package genontk.service.model;

import genontk.error.InvalidInput;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Genotypes;
import genontk.genotype.PlinkBed;
import genontk.genotype.Snp;
import genontk.genotype.Standardization;
import genontk.linalg.Matrix;
import genontk.run.MemoryBudget;
import genontk.service.result.FitAccount;
import genontk.service.wire.Archive;
import genontk.service.wire.Json;
import genontk.service.wire.Npy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads the bytes that {@link ModelFile} writes. */
public final class ModelReader {

  /** JSON as a tree of objects takes this many times the memory of its text. */
  private static final int JSON_GROWTH = 20;

  private ModelReader() {}

  /**
   * Reads a model.
   *
   * @throws InvalidInput if the bytes are no model, a damaged one, or one of a newer format
   */
  public static FittedModel read(byte[] bytes) {
    Map<String, byte[]> entries = entries(bytes);
    FittedModel.Summary summary =
        json(entries, ModelEntries.MODEL, ModelEntries.Header.class).model();
    ModelChecks.requireWhole(summary);
    return entries.containsKey(ModelEntries.EFFECTS)
        ? effects(entries, summary)
        : kernels(entries, summary);
  }

  /** Returns what a model tells of its fit. */
  public static FitAccount account(byte[] bytes) {
    return json(entries(bytes), ModelEntries.FIT, FitAccount.class);
  }

  /** Returns a model's entries by name, once its format and their names are known. */
  static Map<String, byte[]> entries(byte[] bytes) {
    Map<String, byte[]> entries = Archive.read(bytes);
    // A newer format may have other entries, so the format is looked at first.
    ModelChecks.requireKnownFormat(
        Json.tree(text(entries, ModelEntries.MODEL), what(ModelEntries.MODEL)));
    ModelChecks.requireKnownNames(entries.keySet());
    return entries;
  }

  private static FittedModel effects(Map<String, byte[]> entries, FittedModel.Summary summary) {
    Standardization standardization = standardization(entries);
    int snps = standardization.snps().size();
    ModelChecks.requireSnps(summary, snps);
    Matrix effects = matrix(entries, ModelEntries.EFFECTS);
    ModelChecks.require(
        effects.rows() == snps && effects.columns() == (summary.hasDominance() ? 2 : 1),
        ModelEntries.EFFECTS);
    return FittedModel.ofEffects(summary, standardization, effects);
  }

  private static FittedModel kernels(Map<String, byte[]> entries, FittedModel.Summary summary) {
    double[] dual = matrix(entries, ModelEntries.DUAL).toArray();
    ModelChecks.require(summary.nPeople() == dual.length, ModelEntries.DUAL);
    Matrix design = matrix(entries, ModelEntries.DESIGN);
    ModelChecks.require(
        design.rows() == dual.length && design.columns() == summary.terms().size(),
        ModelEntries.DESIGN);
    FittedModel.RecordPrecision recordPrecision = recordPrecision(entries, summary);
    List<Matrix> given = givenKernels(entries, summary);
    boolean needsGenotypes = summary.components().stream().anyMatch(FittedModel.Component::isMade);
    Standardization standardization = needsGenotypes ? standardization(entries) : null;
    Genotypes genotypes =
        needsGenotypes ? genotypes(entries, summary, standardization.snps()) : null;
    return FittedModel.ofKernels(
        summary, dual, design, recordPrecision, standardization, genotypes, given);
  }

  private static Genotypes genotypes(
      Map<String, byte[]> entries, FittedModel.Summary summary, List<Snp> snps) {
    ModelChecks.requireSnps(summary, snps.size());
    return entries.containsKey(ModelEntries.PACKED)
        ? PlinkBed.wrap(entries.get(ModelEntries.PACKED), summary.names(), snps)
        : new DosageMatrix(
            matrix(entries, ModelEntries.DOSAGES), summary.names(), snps, summary.namedSnps());
  }

  private static Standardization standardization(Map<String, byte[]> entries) {
    ModelEntries.SnpTable table = json(entries, ModelEntries.SNPS, ModelEntries.SnpTable.class);
    ModelChecks.require(table.isWhole(), ModelEntries.SNPS);
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
    Matrix parameters = matrix(entries, ModelEntries.STANDARDIZATION);
    boolean dominance = parameters.columns() == 3;
    ModelChecks.require(
        parameters.rows() == snps.size() && (dominance || parameters.columns() == 2),
        ModelEntries.STANDARDIZATION);
    double[] none = new double[snps.size()];
    Arrays.fill(none, Double.NaN);
    return new Standardization(
        snps,
        table.columns(),
        parameters.columnValues(0),
        parameters.columnValues(1),
        dominance ? parameters.columnValues(2) : none);
  }

  private static FittedModel.RecordPrecision recordPrecision(
      Map<String, byte[]> entries, FittedModel.Summary summary) {
    if (summary.records() == null) {
      return null;
    }
    int people = summary.nPeople();
    double[] weights = matrix(entries, ModelEntries.WEIGHTS).toArray();
    ModelChecks.require(
        weights.length == people
            && summary.records() >= people
            && Arrays.stream(weights).allMatch(weight -> weight > 0),
        ModelEntries.WEIGHTS);
    Matrix within = matrix(entries, ModelEntries.WITHIN);
    ModelChecks.requireSquare(within, summary.terms().size(), ModelEntries.WITHIN);
    return new FittedModel.RecordPrecision(weights, within);
  }

  /** Returns each component's matrix of the user's own, null for other kernels. */
  private static List<Matrix> givenKernels(
      Map<String, byte[]> entries, FittedModel.Summary summary) {
    List<Matrix> given = new ArrayList<>();
    for (int k = 0; k < summary.components().size(); k++) {
      FittedModel.Component component = summary.components().get(k);
      ModelChecks.requireWhole(component, summary.nPeople());
      Matrix kernel = component.isGiven() ? matrix(entries, ModelEntries.kernel(k)) : null;
      if (kernel != null) {
        ModelChecks.requireSquare(kernel, summary.nPeople(), ModelEntries.kernel(k));
      }
      given.add(kernel);
    }
    return given;
  }

  /**
   * Returns an entry.
   *
   * @throws InvalidInput if the model has none of that name
   */
  static byte[] entry(Map<String, byte[]> entries, String name) {
    byte[] content = entries.get(name);
    if (content == null) {
      throw InvalidInput.of("The model lacks its entry %s; it is damaged. Fit it again.", name);
    }
    return content;
  }

  private static <T> T json(Map<String, byte[]> entries, String name, Class<T> type) {
    return Json.read(text(entries, name), type, what(name));
  }

  private static String text(Map<String, byte[]> entries, String name) {
    byte[] content = entry(entries, name);
    MemoryBudget.require((long) JSON_GROWTH * content.length, what(name));
    return new String(content, StandardCharsets.UTF_8);
  }

  private static Matrix matrix(Map<String, byte[]> entries, String name) {
    byte[] content = entry(entries, name);
    try {
      return Npy.read(new ByteArrayInputStream(content), what(name), content.length);
    } catch (IOException e) {
      throw InvalidInput.of(e, "The model's %s could not be read: %s.", name, e.getMessage());
    }
  }

  private static String what(String entry) {
    return "The model's " + entry;
  }
}
