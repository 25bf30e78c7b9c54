package genontk.service;

import genontk.genotype.Dropped;
import genontk.linalg.LinearAlgebra;
import genontk.mixed.Blup;
import genontk.mixed.LinearMixedModel;
import genontk.ridge.Folds;
import genontk.ridge.PenaltyPath;
import genontk.ridge.RidgeFit;
import genontk.variance.FixedEffects;
import genontk.variance.Heritability;
import genontk.variance.VarianceComponents;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The result of a fit, as docs/bridges.md describes it. Seconds and memory are added when the job
 * ends.
 */
record FitResult(
    String task,
    String version,
    int nPeople,
    int nSnps,
    String kernel,
    String backend,
    int threads,
    boolean converged,
    int iterations,
    double logLikelihood,
    VarianceTable varianceComponents,
    HeritabilityTable heritability,
    FixedEffectsTable fixedEffects,
    List<String> components,
    List<String> people,
    DroppedTable dropped,
    List<String> messages,
    Options options,
    Map<String, Exchange.DeliveredMatrix> matrices,
    String model,
    Double penalty,
    Double share,
    String rule,
    PathTable path,
    int[] folds) {

  record VarianceTable(
      List<String> component,
      double[] estimate,
      double[] stdError,
      double[] lower,
      double[] upper,
      double[] unconstrained,
      boolean[] boundary) {}

  record HeritabilityTable(
      List<String> component,
      double[] estimate,
      double[] stdError,
      double[] lower,
      double[] upper,
      double[] rawRatio,
      double[] rawRatioStdError) {}

  record FixedEffectsTable(
      List<String> term,
      double[] estimate,
      double[] stdError,
      double[] statistic,
      double[] pValue) {

    /** Tests each effect against 0 by t with n - q degrees of freedom. */
    static FixedEffectsTable of(FixedEffects fixed, Blup blup) {
      int q = fixed.rank();
      TDistribution t = TDistribution.of(fixed.people() - q);
      double[] errors = new double[q];
      double[] statistics = new double[q];
      double[] pValues = new double[q];
      for (int j = 0; j < q; j++) {
        errors[j] = Math.sqrt(blup.fixedEffectsCovariance().get(j, j));
        statistics[j] = blup.fixedEffects()[j] / errors[j];
        pValues[j] = 2 * t.survivalProbability(Math.abs(statistics[j]));
      }
      return new FixedEffectsTable(fixed.names(), blup.fixedEffects(), errors, statistics, pValues);
    }
  }

  record DroppedTable(List<String> type, List<String> id, List<String> reason) {}

  record PathTable(
      double[] penalty,
      double[] error,
      double[] stdError,
      double[] correlation,
      double[] df,
      double[] share,
      List<String> kernel) {}

  /** Gathers a result. */
  static final class Builder {

    private final String task;
    private final Options options;
    private final LinearAlgebra algebra;
    private final FixedEffects fixed;
    private FixedEffectsTable fixedEffects;
    private VarianceTable variances;
    private HeritabilityTable heritability;
    private double logLikelihood = Double.NaN;
    private int iterations;
    private Double penalty;
    private PathTable path;
    private int[] folds;

    Builder(String task, Options options, LinearAlgebra algebra, FixedEffects fixed) {
      this.task = task;
      this.options = options;
      this.algebra = algebra;
      this.fixed = fixed;
    }

    void mixedModel(LinearMixedModel.Fit fit) {
      VarianceComponents components = fit.variances();
      double[] errors = {components.standardError(0), components.standardError(1)};
      variances =
          new VarianceTable(
              List.of(options.kernel(), "residual"),
              components.estimate(),
              errors,
              components.lower(),
              components.upper(),
              components.unconstrained(),
              components.boundary());
      Heritability shares = components.heritability();
      heritability =
          new HeritabilityTable(
              List.of(options.kernel(), "total"),
              shares.estimate(),
              shares.standardError(),
              shares.lower(),
              shares.upper(),
              shares.rawRatio(),
              shares.rawRatioStandardError());
      fixedEffects = FixedEffectsTable.of(fixed, fit.blup());
      logLikelihood = components.logLikelihood();
      iterations = components.iterations();
    }

    void ridge(RidgeFit fit, Folds chosen, Blup blup) {
      double scale = fit.scales()[0];
      double genetic = fit.variances()[0];
      double residual = fit.penalty() * genetic;
      double[] none = {Double.NaN, Double.NaN};
      double share = genetic * scale / (genetic * scale + residual);
      double raw = genetic / (genetic + residual);
      variances =
          new VarianceTable(
              List.of(options.kernel(), "residual"),
              new double[] {genetic, residual},
              none,
              none,
              none,
              new double[] {genetic, residual},
              new boolean[2]);
      heritability =
          new HeritabilityTable(
              List.of(options.kernel(), "total"),
              new double[] {share, share},
              none,
              none,
              none,
              new double[] {raw, raw},
              none);
      fixedEffects = FixedEffectsTable.of(fixed, blup);
      penalty = fit.penalty();
      path = path(fit.paths().get(0));
      folds = Arrays.stream(chosen.labels()).map(label -> label + 1).toArray();
    }

    private PathTable path(PenaltyPath found) {
      int length = found.penalty().length;
      double[] shares = new double[length];
      Arrays.fill(shares, Double.NaN);
      return new PathTable(
          found.penalty(),
          found.error(),
          found.standardError(),
          found.correlation(),
          found.degreesOfFreedom(),
          shares,
          Collections.nCopies(length, options.kernel()));
    }

    FitResult build(
        List<String> people,
        int snps,
        List<Dropped> dropped,
        List<String> messages,
        Map<String, Exchange.DeliveredMatrix> matrices,
        String model) {
      return new FitResult(
          task,
          Version.CURRENT,
          people.size(),
          snps,
          options.kernel(),
          algebra.name(),
          options.threads(),
          true,
          iterations,
          logLikelihood,
          variances,
          heritability,
          fixedEffects,
          List.of(options.kernel()),
          people,
          new DroppedTable(
              dropped.stream().map(Dropped::type).toList(),
              dropped.stream().map(Dropped::id).toList(),
              dropped.stream().map(Dropped::reason).toList()),
          List.copyOf(messages),
          options,
          matrices,
          model,
          penalty,
          null,
          penalty == null ? null : options.rule(),
          path,
          folds);
    }
  }
}
