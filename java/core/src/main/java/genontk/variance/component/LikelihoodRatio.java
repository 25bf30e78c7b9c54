package genontk.variance.component;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The likelihood-ratio test of each genetic component: s_k = 0 against s_k > 0, the other
 * components refitted.
 *
 * <p>The p-value is that of a 50:50 mixture of chi-squared with 0 and with 1 degree of freedom
 * (Self and Liang 1987), which is conservative: more than half of the statistics are 0 where s_k
 * is.
 *
 * @param statistic twice the difference of the restricted log-likelihoods, at least 0; NaN where
 *     the estimator is not REML
 * @param pValue its p-value; 1 where the statistic is 0
 */
public record LikelihoodRatio(double[] statistic, double[] pValue) {

  /** Tests a maximum against the maxima without each component. */
  public static LikelihoodRatio of(double maximum, double... without) {
    double[] statistic = new double[without.length];
    double[] pValue = new double[without.length];
    ChiSquaredDistribution one = ChiSquaredDistribution.of(1);
    for (int k = 0; k < without.length; k++) {
      statistic[k] = Math.max(0, 2 * (maximum - without[k]));
      pValue[k] = statistic[k] > 0 ? one.survivalProbability(statistic[k]) / 2 : 1;
    }
    return new LikelihoodRatio(statistic, pValue);
  }

  /** Returns an absent test for each of this many components. */
  public static LikelihoodRatio none(int components) {
    double[] none = new double[components];
    Arrays.fill(none, Double.NaN);
    return new LikelihoodRatio(none, none.clone());
  }
}
