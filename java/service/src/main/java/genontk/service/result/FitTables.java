package genontk.service.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import genontk.design.FixedEffects;
import genontk.genotype.Dropped;
import genontk.linalg.Matrix;
import genontk.mixed.Blup;
import genontk.variance.component.Heritability;
import genontk.variance.component.Liability;
import genontk.variance.component.VarianceComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/** The tables of a fit, one array per column. */
public final class FitTables {

  private FitTables() {}

  public record VarianceTable(
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

  record LikelihoodRatioTable(List<String> component, double[] statistic, double[] pValue) {}

  /** Heritability on the scale of liability. */
  record LiabilityTable(
      List<String> component,
      double[] estimate,
      double[] stdError,
      double[] lower,
      double[] upper) {}

  /**
   * The tables on variances.
   *
   * @param heritabilityLiability heritability on the scale of liability; null without a prevalence
   * @param likelihoodRatio tests of the components; null where the method has none
   * @param covariance covariance of the estimates; null where the variances follow from a penalty
   */
  public record Variances(
      VarianceTable varianceComponents,
      HeritabilityTable heritability,
      LiabilityTable heritabilityLiability,
      LikelihoodRatioTable likelihoodRatio,
      @JsonIgnore Matrix covariance) {

    /**
     * Returns the tables of a mixed model.
     *
     * @param liability the scale of liability, or null
     */
    public static Variances of(
        List<String> names, VarianceComponents components, Liability liability) {
      double[] errors =
          IntStream.rangeClosed(0, names.size()).mapToDouble(components::standardError).toArray();
      Heritability shares = components.heritability();
      boolean tested =
          Arrays.stream(components.likelihoodRatio().statistic()).allMatch(Double::isFinite);
      return new Variances(
          new VarianceTable(
              with(names, "residual"),
              components.estimate(),
              errors,
              components.lower(),
              components.upper(),
              components.unconstrained(),
              components.boundary()),
          new HeritabilityTable(
              with(names, "total"),
              shares.estimate(),
              shares.standardError(),
              shares.lower(),
              shares.upper(),
              shares.rawRatio(),
              shares.rawRatioStandardError()),
          liability == null
              ? null
              : new LiabilityTable(
                  with(names, "total"),
                  liability.of(shares.estimate()),
                  liability.of(shares.standardError()),
                  liability.of(shares.lower()),
                  liability.of(shares.upper())),
          tested
              ? new LikelihoodRatioTable(
                  names,
                  components.likelihoodRatio().statistic(),
                  components.likelihoodRatio().pValue())
              : null,
          components.covariance());
    }

    /**
     * Returns the tables of the variances that a penalty is equivalent to. They have no errors,
     * intervals or tests.
     *
     * @param variances s_k of each kernel, then s_e
     * @param scales c_k of each kernel
     */
    public static Variances of(List<String> names, double[] variances, double[] scales) {
      int kernels = names.size();
      double[] none = new double[kernels + 1];
      Arrays.fill(none, Double.NaN);
      double[] unit = new double[kernels];
      Arrays.fill(unit, 1);
      return new Variances(
          new VarianceTable(
              with(names, "residual"),
              variances,
              none,
              none,
              none,
              variances,
              new boolean[kernels + 1]),
          new HeritabilityTable(
              with(names, "total"),
              shares(variances, scales),
              none,
              none,
              none,
              shares(variances, unit),
              none),
          null,
          null,
          null);
    }

    private static double[] shares(double[] variances, double[] scales) {
      double total = variances[scales.length];
      for (int k = 0; k < scales.length; k++) {
        total += variances[k] * scales[k];
      }
      double[] shares = new double[scales.length + 1];
      for (int k = 0; k < scales.length; k++) {
        shares[k] = variances[k] * scales[k] / total;
        shares[scales.length] += shares[k];
      }
      return shares;
    }

    private static List<String> with(List<String> names, String last) {
      List<String> all = new ArrayList<>(names);
      all.add(last);
      return List.copyOf(all);
    }
  }

  public record FixedEffectsTable(
      List<String> term,
      double[] estimate,
      double[] stdError,
      double[] statistic,
      double[] pValue) {

    /** Tests each effect against 0 by Student's t with n - q degrees of freedom. */
    public static FixedEffectsTable of(FixedEffects fixed, Blup blup) {
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

  public record DroppedTable(List<String> type, List<String> id, List<String> reason) {

    public static DroppedTable of(List<Dropped> dropped) {
      return new DroppedTable(
          dropped.stream().map(Dropped::type).toList(),
          dropped.stream().map(Dropped::id).toList(),
          dropped.stream().map(Dropped::reason).toList());
    }
  }
}
