package genontk.service.loco;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.kernel.Kernels;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.service.model.FittedModel;
import genontk.service.model.ModelKernelsTask;
import genontk.service.model.ModelReader;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Task;
import genontk.variance.VarianceMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The task loco: each person's genetic value by the model whose kernels leave one chromosome out,
 * for every chromosome (Yang et al. 2014).
 */
public record LocoTask(
    Request request, Exchange exchange, LinearAlgebra algebra, Execution execution)
    implements Task {

  /**
   * Genetic values are delivered as the matrix {@code loco} (people x chromosomes), the variances
   * that they come from as {@code variance_components} (chromosomes x components and residual).
   *
   * @param people IDs of the rows, or null
   * @param chromosomes the columns
   * @param files paths of the files that were written
   * @param messages notes for the user
   */
  record Result(
      List<String> people,
      List<String> chromosomes,
      List<String> files,
      List<String> messages,
      Map<String, Exchange.DeliveredMatrix> matrices) {}

  @Override
  public Result run() {
    byte[] bytes = exchange.model(request.prediction().model());
    FittedModel model = ModelReader.read(bytes);
    JsonNode told = ModelReader.account(bytes).result();
    requireGenotypes(model);
    LocoModel.Options options = request.prediction().refit() ? options(told) : null;
    Chromosomes chromosomes = Chromosomes.of(model, request.prediction().chromosomes());
    List<String> messages = new ArrayList<>();
    LocoFiles files = files(model, told, messages);
    tellGiven(model, messages);
    requireMemory(model);
    List<Matrix> whole = ModelKernelsTask.trainingKernels(model, algebra, execution);
    LocoModel solver = LocoModel.of(model, whole, algebra, execution);
    KernelsWithout kernels = new KernelsWithout(model, chromosomes, whole, algebra, execution);
    List<String> names = chromosomes.names();
    Without without =
        gone -> {
          List<Matrix> left = kernels.of(gone);
          return options == null ? solver.kept(left) : solver.refitted(left, options);
        };
    Matrix values = Matrix.zeros(model.dual().length, names.size());
    Matrix variances = Matrix.zeros(names.size(), whole.size() + 1);
    for (int c = 0; c < names.size(); c++) {
      execution.step("loco", (double) c / names.size());
      LocoModel.Solved solved = without.solve(List.of(names.get(c)));
      System.arraycopy(solved.values(), 0, values.data(), values.start(c), values.rows());
      for (int k = 0; k <= whole.size(); k++) {
        variances.set(c, k, solved.variances()[k]);
      }
    }
    List<String> written = new ArrayList<>();
    if (files != null) {
      SortedMap<Integer, double[]> numbered = numbered(chromosomes, values, without, messages);
      double[] all = solver.kept(whole).values();
      written.addAll(files.writeRegenie(numbered, all, solver.traitDeviation()));
      written.addAll(files.writePlink(names, values, solver.residual()));
    }
    exchange.deliver("loco", values, names);
    List<String> components = new ArrayList<>(names(model));
    components.add("residual");
    exchange.deliver("variance_components", variances, components);
    return new Result(model.summary().people(), names, written, messages, exchange.delivered());
  }

  /** Solves the model without some chromosomes. */
  private interface Without {
    LocoModel.Solved solve(List<String> gone);
  }

  /** Returns the values without each chromosome by its number in regenie. */
  private static SortedMap<Integer, double[]> numbered(
      Chromosomes chromosomes, Matrix values, Without without, List<String> messages) {
    SortedMap<Integer, double[]> numbered = new TreeMap<>();
    List<String> unknown = new ArrayList<>(chromosomes.names());
    chromosomes
        .numbered()
        .forEach(
            (number, names) -> {
              unknown.removeAll(names);
              int column = chromosomes.names().indexOf(names.get(0));
              numbered.put(
                  number,
                  names.size() == 1 ? values.columnValues(column) : without.solve(names).values());
            });
    if (!unknown.isEmpty()) {
      messages.add(
          Message.of(
              "regenie knows chromosomes by number, X, Y, XY, PAR1 and PAR2; its file lacks: %s.",
              String.join(", ", unknown)));
    }
    return numbered;
  }

  private static List<String> names(FittedModel model) {
    return model.summary().components().stream().map(FittedModel.Component::name).toList();
  }

  private static void requireGenotypes(FittedModel model) {
    if (model.effects() != null) {
      throw new InvalidInput(
          "The model holds the effects of SNPs alone, and no genotypes to leave a chromosome out"
              + " of. Use the fit, or a file that was saved without effects_only.");
    }
    if (!model.needsGenotypes()) {
      throw InvalidInput.of(
          "The kernel '%s' is a matrix, out of which no chromosome can be left. Fit with a kernel"
              + " that is made from genotypes, such as 'additive'.",
          model.summary().kernel());
    }
  }

  private static void tellGiven(FittedModel model, List<String> messages) {
    List<String> given =
        model.summary().components().stream()
            .filter(FittedModel.Component::isGiven)
            .map(FittedModel.Component::name)
            .toList();
    if (!given.isEmpty()) {
      messages.add(
          Message.of(
              "Matrices of your own stay as they are, with all chromosomes: %s.",
              String.join(", ", given)));
    }
  }

  private static LocoModel.Options options(JsonNode told) {
    if (!told.path("task").asText().equals("ntk_lmm")) {
      throw new InvalidInput(
          "refit = TRUE was given for a fit by ntk_krr, which estimates no variances; leave it out,"
              + " or fit by ntk_lmm.");
    }
    JsonNode options = told.path("options");
    return new LocoModel.Options(
        VarianceMethod.named(options.path("method").asText()),
        options.path("constrain").asBoolean(true));
  }

  private LocoFiles files(FittedModel model, JsonNode told, List<String> messages) {
    String prefix = request.files().path();
    String fam = request.files().fam();
    if (prefix == null && fam == null) {
      return null;
    }
    if (prefix == null || prefix.isBlank()) {
      throw new InvalidInput("file is empty; give the beginning of the paths of the files.");
    }
    if (model.summary().people() == null) {
      throw new InvalidInput(
          "The people's IDs were left out of the model, and the files need them. Use the fit, or a"
              + " model that was saved with IDs.");
    }
    if (fam == null) {
      messages.add(
          "In the files the people's IDs stand for family IDs too. Give fam, the .fam of the"
              + " genotypes, where they differ.");
    }
    LocoFiles files =
        LocoFiles.of(prefix, told.path("y_name").asText(), model.summary().people(), fam);
    if (!files.regenieReadsList()) {
      messages.add(
          Message.of(
              "regenie cannot read '%s', since the path in it has a blank. Give a file without, or"
                  + " edit that path.",
              files.list()));
    }
    return files;
  }

  private void requireMemory(FittedModel model) {
    double n = model.dual().length;
    int kernels = model.summary().components().size();
    double training =
        model.snpGroups().stream()
            .mapToDouble(
                group ->
                    Kernels.trainDoubles(
                        group.kernels(), (int) n, model.standardization().snps().size()))
            .max()
            .orElse(0);
    MemoryBudget.require(
        MemoryBudget.doubles((2.0 * kernels + 4) * n * n + training),
        Message.of("The genetic values of %s people without each chromosome", (int) n));
  }
}
