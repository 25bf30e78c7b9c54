package genontk.service.model;

import genontk.design.Records;
import genontk.genotype.Genotypes;
import genontk.genotype.PackedGenotypes;
import genontk.genotype.Snp;
import genontk.genotype.Standardization;
import genontk.linalg.Matrix;
import genontk.service.result.FitAccount;
import genontk.service.training.TrainingKernels;
import genontk.service.training.TrainingPeople;
import genontk.service.wire.Archive;
import genontk.service.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a fitted model as bytes: a zip of JSON, .npy and .bed entries, described in
 * docs/model-file.md.
 */
public final class ModelFile {

  private ModelFile() {}

  /**
   * Writes a fitted model, and leaves the stream open.
   *
   * @param dual V^-1 (y - Zb) (n)
   * @param given for each component the user's own kernel (n x n), or null
   * @param account the account of the fit, for a loaded model to print
   */
  public static void write(
      FittedModel.Summary summary,
      TrainingKernels training,
      double[] dual,
      List<Archive.Stored> given,
      FitAccount account,
      OutputStream out)
      throws IOException {
    Archive.Writer archive = begin(summary, account, out);
    archive.add(ModelEntries.DUAL, Matrix.column(dual));
    design(archive, training.people(), summary.terms());
    for (int k = 0; k < given.size(); k++) {
      if (given.get(k) != null) {
        archive.add(ModelEntries.kernel(k), given.get(k));
      }
    }
    if (summary.components().stream().anyMatch(FittedModel.Component::isMade)) {
      genotypes(archive, training, summary.hasDominance());
    }
    archive.finish();
  }

  /** Writes the model with another summary and account; its other entries stay as they are. */
  static void rewrite(
      byte[] model, FittedModel.Summary summary, FitAccount account, OutputStream out)
      throws IOException {
    Archive.Writer archive = begin(summary, account, out);
    for (Map.Entry<String, byte[]> entry : ModelReader.entries(model).entrySet()) {
      if (!entry.getKey().equals(ModelEntries.MODEL) && !entry.getKey().equals(ModelEntries.FIT)) {
        archive.add(entry.getKey(), entry.getValue());
      }
    }
    archive.finish();
  }

  /**
   * Writes a model without people: the effects of its SNPs.
   *
   * @param effects the effect of each SNP on the scale of its standardised genotypes, one column
   *     per coding
   */
  static void writeEffects(
      byte[] model,
      FittedModel.Summary summary,
      FitAccount account,
      Matrix effects,
      OutputStream out)
      throws IOException {
    Map<String, byte[]> entries = ModelReader.entries(model);
    begin(summary, account, out)
        .add(ModelEntries.EFFECTS, effects)
        .add(ModelEntries.SNPS, ModelReader.entry(entries, ModelEntries.SNPS))
        .add(ModelEntries.STANDARDIZATION, ModelReader.entry(entries, ModelEntries.STANDARDIZATION))
        .finish();
  }

  /** Begins an archive with the two entries that every model has. */
  private static Archive.Writer begin(
      FittedModel.Summary summary, FitAccount account, OutputStream out) throws IOException {
    ModelEntries.Header header =
        new ModelEntries.Header(ModelEntries.FORMAT, ModelEntries.FORMAT_VERSION, summary);
    return new Archive.Writer(out)
        .add(ModelEntries.MODEL, text(header))
        .add(ModelEntries.FIT, text(account));
  }

  private static void design(Archive.Writer archive, TrainingPeople people, List<String> terms)
      throws IOException {
    Matrix design = people.design(terms);
    Records records = people.records();
    archive.add(ModelEntries.DESIGN, records.isPlain() ? design : records.means(design));
    if (!records.isPlain()) {
      archive.add(ModelEntries.WEIGHTS, Matrix.column(records.totals()));
      archive.add(ModelEntries.WITHIN, records.within(design));
    }
  }

  private static void genotypes(Archive.Writer archive, TrainingKernels training, boolean dominance)
      throws IOException {
    Standardization standardization = training.standardization();
    int[] people = training.people().sourceRows().get(0);
    archive.add(ModelEntries.SNPS, text(table(standardization)));
    archive.add(
        ModelEntries.STANDARDIZATION,
        dominance
            ? Matrix.ofColumns(
                standardization.means(),
                standardization.deviations(),
                standardization.dominanceDeviations())
            : Matrix.ofColumns(standardization.means(), standardization.deviations()));
    Optional<byte[]> packed =
        PackedGenotypes.pack(training.genotypes(), people, standardization.columns());
    if (packed.isPresent()) {
      archive.add(ModelEntries.PACKED, packed.get());
    } else {
      archive.add(
          ModelEntries.DOSAGES, dosages(training.genotypes(), people, standardization.columns()));
    }
  }

  private static byte[] text(Object json) {
    return Json.write(json).getBytes(StandardCharsets.UTF_8);
  }

  private static ModelEntries.SnpTable table(Standardization standardization) {
    List<Snp> snps = standardization.snps();
    return new ModelEntries.SnpTable(
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
}
