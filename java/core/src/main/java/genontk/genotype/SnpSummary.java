package genontk.genotype;

import genontk.error.InvalidInput;

/**
 * A summary of one SNP among given people. A person of weight 2 counts as two people.
 *
 * @param people the number of people
 * @param missing the number of missing genotypes
 * @param mean the mean of the observed genotypes
 * @param sd the sample standard deviation of the observed genotypes
 * @param minimum the least observed genotype
 * @param maximum the largest observed genotype
 * @param pair the genotypes of the people with two copies of the chromosome; null if a genotype is
 *     none of 0, 1 and 2
 * @param alleleCount the number of observed copies of allele 1
 * @param alleles the number of observed alleles
 * @param dominanceSd the sample standard deviation of the dominance codes ({@link DominanceCode})
 */
public record SnpSummary(
    double people,
    double missing,
    double mean,
    double sd,
    double minimum,
    double maximum,
    SnpCounts pair,
    double alleleCount,
    double alleles,
    double dominanceSd) {

  static SnpSummary of(SnpCounts all, SnpCounts pair, double alleleCount, double alleles) {
    return new SnpSummary(
        all.observed() + all.missing(),
        all.missing(),
        all.mean(),
        all.sd(),
        all.none() > 0 ? 0 : all.one() > 0 ? 1 : 2,
        all.two() > 0 ? 2 : all.one() > 0 ? 1 : 0,
        pair,
        alleleCount,
        alleles,
        DominanceCode.at(all.mean() / 2).sd(all));
  }

  /**
   * Summarises dosages.
   *
   * @param weights the weights of these people, or null where all are 1
   */
  static SnpSummary of(double[] values, int[] people, double[] weights) {
    double missing = 0;
    double observed = 0;
    double sum = 0;
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < people.length; k++) {
      double value = values[people[k]];
      double weight = weights == null ? 1 : weights[k];
      if (Double.isNaN(value)) {
        missing += weight;
      } else {
        observed += weight;
        sum += weight * value;
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
      }
    }
    double mean = sum / observed;
    double squares = 0;
    for (int k = 0; k < people.length; k++) {
      double value = values[people[k]];
      if (!Double.isNaN(value)) {
        squares += (weights == null ? 1 : weights[k]) * ((value - mean) * (value - mean));
      }
    }
    return new SnpSummary(
        observed + missing,
        missing,
        mean,
        Math.sqrt(squares / (observed - 1)),
        minimum,
        maximum,
        null,
        sum,
        2 * observed,
        DominanceCode.at(mean / 2).sd(values, people, weights));
  }

  /** Returns the frequency of allele 1; it may lie outside 0 to 1 if dosages were scaled. */
  public double frequency() {
    return alleleCount / alleles;
  }

  /** Returns the frequency of the rarer allele. */
  public double minorFrequency() {
    return Math.min(frequency(), 1 - frequency());
  }

  /**
   * Returns the p value of the exact test of Hardy-Weinberg equilibrium ({@link HardyWeinberg});
   * NaN for dosages, and if nobody with two copies of the chromosome is observed.
   *
   * @param mid whether it is the mid p value
   */
  public double hardyWeinberg(boolean mid) {
    return pair == null || pair.observed() == 0
        ? Double.NaN
        : HardyWeinberg.p(pair.none(), pair.one(), pair.two(), mid);
  }

  /** Returns the reason to drop the SNP, or null to keep it. */
  String reasonToDrop(SnpFilter filter, Scale scale, Snp snp) {
    if (missing == people) {
      return "missing in everyone";
    }
    if (missing / people > filter.maxMissing()) {
      return "missing in more than max_missing";
    }
    if (missing > 0 && !filter.missingAllowed()) {
      throw InvalidInput.of(
          "SNP '%s' is missing in %.3g %% of people, and missing = 'error' was asked for. Use"
              + " missing = 'mean', or drop them by max_missing.",
          snp.id(), 100 * missing / people);
    }
    if (minimum == maximum && scale != Scale.NONE) {
      return "monomorphic";
    }
    if (filter.minFrequency() > 0) {
      requireCounts(snp, "maf");
      if (minorFrequency() < filter.minFrequency()) {
        return "minor allele frequency below maf";
      }
    }
    if (filter.minHardyWeinberg() > 0) {
      requireCalls(snp);
      if (hardyWeinberg(filter.mid()) < filter.minHardyWeinberg()) {
        return "p value of Hardy-Weinberg equilibrium below hwe";
      }
    }
    return null;
  }

  private void requireCalls(Snp snp) {
    if (pair == null) {
      throw InvalidInput.of(
          "SNP '%s' has genotypes other than 0, 1 and 2; hwe takes counts alone. Leave it out for"
              + " dosages.",
          snp.id());
    }
  }

  /** Returns the number that is subtracted from a genotype. */
  double center(Scale scale) {
    return scale == Scale.NONE ? 0 : mean;
  }

  /** Returns the number by which a centred genotype is divided. */
  double deviation(Scale scale, Snp snp) {
    return switch (scale) {
      case NONE, CENTER -> 1;
      case SD -> {
        requireDeviation(snp);
        yield sd;
      }
      case HWE -> {
        requireCounts(snp, "scale = 'hwe'");
        double frequency = mean / 2;
        yield Math.sqrt(2 * frequency * (1 - frequency));
      }
    };
  }

  /**
   * Returns the number by which a dominance code is divided; NaN where genotypes are neither counts
   * nor dosages from 0 to 2. Codes that do not vary are not scaled by their standard deviation.
   */
  double dominanceDeviation(Scale scale) {
    if (!(minimum >= 0 && maximum <= 2)) {
      return Double.NaN;
    }
    return switch (scale) {
      case NONE -> Double.NaN;
      case CENTER -> 1;
      case SD -> dominanceSd > 0 ? dominanceSd : 1;
      case HWE -> mean * (1 - mean / 2);
    };
  }

  /** Checks that there is a sample standard deviation: weights may be too small for one. */
  private void requireDeviation(Snp snp) {
    if (!(people - missing > 1)) {
      throw InvalidInput.of(
          "The weights of the people with SNP '%s' sum to %s, and scale = 'sd' divides by their sum"
              + " less 1. Give weights that count people, or scale = 'center'.",
          snp.id(), people - missing);
    }
  }

  /** Checks that the mean gives a frequency: that of counts and dosages does. */
  private void requireCounts(Snp snp, String option) {
    if (!(mean > 0 && mean < 2)) {
      throw InvalidInput.of(
          "SNP '%s' has the mean %s; %s takes counts or dosages from 0 to 2. Leave it out for"
              + " genotypes that were centred or scaled before.",
          snp.id(), mean, option);
    }
  }
}
