package genontk.service.model;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Coding;
import genontk.genotype.Snp;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The task snp_effects: the effects of SNPs in a model's additive and dominance kernels.
 *
 * <p>The effect of a standardised SNP is eta_t ~ N(0, s/p). Its BLUP is s/p x_t' dual, of variance
 * (s/p)^2 x_t'P x_t and of prediction error variance s/p less that (Gualdron Duarte et al. 2014).
 * Everything is divided by what the SNP was divided by, so that effects are per copy or per unit of
 * the code.
 */
public record EffectsTask(
    Request request, Exchange exchange, LinearAlgebra algebra, Execution execution)
    implements Task {

  private static final List<String> COLUMNS =
      List.of(
          "component",
          "snp",
          "mean",
          "effect",
          "std_error",
          "statistic",
          "p_value",
          "pev",
          "share");

  /**
   * Effects are delivered as the matrix {@code snp_effects}, one row per component and SNP.
   *
   * @param components names to which the column component points, counted from 1
   * @param snps the SNPs to which the column snp points, counted from 1
   * @param messages notes for the user
   */
  record Result(
      List<String> components,
      SnpTable snps,
      List<String> messages,
      Map<String, Exchange.DeliveredMatrix> matrices) {}

  /** The SNPs, one array per column. */
  record SnpTable(
      List<String> id,
      List<String> chromosome,
      long[] position,
      List<String> allele1,
      List<String> allele2) {

    static SnpTable of(List<Snp> snps) {
      return new SnpTable(
          snps.stream().map(Snp::id).toList(),
          snps.stream().map(Snp::chromosome).toList(),
          snps.stream().mapToLong(Snp::position).toArray(),
          snps.stream().map(Snp::allele1).toList(),
          snps.stream().map(Snp::allele2).toList());
    }
  }

  @Override
  public Result run() {
    FittedModel model = ModelReader.read(exchange.model(request.prediction().model()));
    List<String> names = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    if (model.effects() != null) {
      addEffectsAlone(model, names, rows);
      messages.add(
          "The model holds the effects of SNPs alone: standard errors and shares of variance need"
              + " the fit, or a file that was saved without effects_only.");
    } else {
      addEffects(model, names, rows);
    }
    Matrix table = Matrix.zeros(rows.size(), COLUMNS.size());
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < COLUMNS.size(); j++) {
        table.set(i, j, rows.get(i)[j]);
      }
    }
    exchange.deliver("snp_effects", table, COLUMNS);
    return new Result(
        names,
        SnpTable.of(model.standardization().snps().stream().map(Snp::withPlaceOfName).toList()),
        messages,
        exchange.delivered());
  }

  /** Adds the effects of a model that holds nothing else, where components of a coding are one. */
  private void addEffectsAlone(FittedModel model, List<String> names, List<double[]> rows) {
    for (Coding coding : Coding.values()) {
      List<String> summed =
          model.summary().components().stream()
              .filter(component -> component.kernel().coding() == coding)
              .map(FittedModel.Component::name)
              .toList();
      if (summed.isEmpty()) {
        continue;
      }
      names.add(String.join("+", summed));
      double[] effects = SnpEffects.perUnit(model, coding);
      for (int j = 0; j < effects.length; j++) {
        double[] row = new double[COLUMNS.size()];
        Arrays.fill(row, Double.NaN);
        row[0] = names.size();
        row[1] = j + 1.0;
        row[2] = model.standardization().means()[j];
        row[3] = effects[j];
        rows.add(row);
      }
    }
  }

  private void addEffects(FittedModel model, List<String> names, List<double[]> rows) {
    List<FittedModel.Component> linear =
        model.summary().components().stream()
            .filter(component -> component.isMade() && component.kernel().hasSnpEffects())
            .toList();
    if (linear.isEmpty()) {
      throw InvalidInput.of(
          "The kernel '%s' is no sum over SNPs, so that its SNPs have no effects. Fit with kernel ="
              + " 'additive', 'dominance' or a sum with one of these, and missing = 'mean'.",
          model.summary().kernel());
    }
    int n = model.dual().length;
    int kernels = model.summary().components().size();
    MemoryBudget.require(
        MemoryBudget.doubles((kernels + 2.0) * n * n + 2.0 * SnpEffects.BLOCK * n),
        Message.of("The effects of SNPs in a fit of %s people", n));
    List<Matrix> matrices = ModelKernelsTask.trainingKernels(model, algebra, execution);
    double total = EffectAccuracy.traitVariance(model, matrices, algebra, execution);
    ModelCovariance covariance = new ModelCovariance(model, model.genetic(matrices), algebra);
    Map<Coding, EffectAccuracy> products = new EnumMap<>(Coding.class);
    for (FittedModel.Component component : linear) {
      Coding coding = component.kernel().coding();
      EffectAccuracy of =
          products.computeIfAbsent(
              coding,
              missing ->
                  EffectAccuracy.of(
                      model, covariance, model.training().coded(missing), algebra, execution));
      names.add(component.name());
      addComponent(model, component, of, total, names.size(), rows);
    }
  }

  private static void addComponent(
      FittedModel model,
      FittedModel.Component component,
      EffectAccuracy of,
      double total,
      int place,
      List<double[]> rows) {
    double[] divisors = SnpEffects.divisors(model.standardization(), component.kernel().coding());
    int[] snps = component.snpsOf(divisors.length);
    double prior = component.variance() / snps.length;
    IntStream.of(snps)
        .mapToObj(
            j -> {
              double effect = prior * of.products()[j];
              double variance = prior * prior * Math.max(0, of.explained()[j]);
              double error = Math.sqrt(variance);
              double statistic = error > 0 ? effect / error : Double.NaN;
              return new double[] {
                place,
                j + 1,
                model.standardization().means()[j],
                effect / divisors[j],
                error / divisors[j],
                statistic,
                2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(statistic)),
                Math.max(0, prior - variance) / (divisors[j] * divisors[j]),
                effect * effect * of.variances()[j] / total
              };
            })
        .forEach(rows::add);
  }
}
