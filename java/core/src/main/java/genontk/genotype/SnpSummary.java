package genontk.genotype;

import genontk.error.InvalidInput;
import genontk.run.Execution;

/**
 * What the given people have at one SNP.
 *
 * @param people how many people
 * @param missing how many of them miss it
 * @param mean the mean of the others
 * @param sd their sample standard deviation
 * @param minimum their least value
 * @param maximum their largest value
 */
record SnpSummary(int people, int missing, double mean, double sd, double minimum, double maximum) {

  private static final int SNPS_PER_TASK = 256;

  /** Summarises every SNP. */
  static SnpSummary[] of(Genotypes genotypes, int[] people, Execution execution) {
    int p = genotypes.snps().size();
    SnpSummary[] summaries = new SnpSummary[p];
    execution
        .threads()
        .forEach(
            (p + SNPS_PER_TASK - 1) / SNPS_PER_TASK,
            task -> {
              double[] values = new double[genotypes.people()];
              int first = task * SNPS_PER_TASK;
              execution.step("genotypes", (double) first / p);
              for (int j = first; j < Math.min(p, first + SNPS_PER_TASK); j++) {
                genotypes.read(j, values);
                summaries[j] = of(values, people);
              }
            });
    return summaries;
  }

  /** Counts the missing genotypes of each of the given people. */
  static int[] missingByPerson(Genotypes genotypes, int[] people) {
    int[] missing = new int[people.length];
    double[] values = new double[genotypes.people()];
    for (int j = 0; j < genotypes.snps().size(); j++) {
      genotypes.read(j, values);
      for (int i = 0; i < people.length; i++) {
        if (Double.isNaN(values[people[i]])) {
          missing[i]++;
        }
      }
    }
    return missing;
  }

  private static SnpSummary of(double[] values, int[] people) {
    int missing = 0;
    double sum = 0;
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    for (int i : people) {
      if (Double.isNaN(values[i])) {
        missing++;
      } else {
        sum += values[i];
        minimum = Math.min(minimum, values[i]);
        maximum = Math.max(maximum, values[i]);
      }
    }
    int observed = people.length - missing;
    double mean = sum / observed;
    double squares = 0;
    for (int i : people) {
      if (!Double.isNaN(values[i])) {
        squares += (values[i] - mean) * (values[i] - mean);
      }
    }
    return new SnpSummary(
        people.length, missing, mean, Math.sqrt(squares / (observed - 1)), minimum, maximum);
  }

  /** Returns why the SNP is left out, or null if it is kept. */
  String reasonToDrop(SnpFilter filter, Scale scale, Snp snp) {
    if (missing == people) {
      return "missing in everyone";
    }
    if ((double) missing / people > filter.maxMissing()) {
      return "missing in more than max_missing";
    }
    if (missing > 0 && !filter.missingAllowed()) {
      throw new InvalidInput(
          "SNP '"
              + snp.id()
              + "' is missing in "
              + missing
              + " of "
              + people
              + " people, and missing = 'error' was asked for. Use missing = 'mean', or drop them"
              + " by max_missing.");
    }
    if (minimum == maximum && scale != Scale.NONE) {
      return "monomorphic";
    }
    if (filter.minFrequency() == 0) {
      return null;
    }
    requireCounts(snp, "maf");
    return Math.min(mean / 2, 1 - mean / 2) < filter.minFrequency()
        ? "minor allele frequency below maf"
        : null;
  }

  /** Returns what is taken off a genotype. */
  double center(Scale scale) {
    return scale == Scale.NONE ? 0 : mean;
  }

  /** Returns what a centred genotype is divided by. */
  double deviation(Scale scale, Snp snp) {
    return switch (scale) {
      case NONE, CENTER -> 1;
      case SD -> sd;
      case HWE -> {
        requireCounts(snp, "scale = 'hwe'");
        double frequency = mean / 2;
        yield Math.sqrt(2 * frequency * (1 - frequency));
      }
    };
  }

  /** A frequency can be told from counts and dosages alone. */
  private void requireCounts(Snp snp, String option) {
    if (!(mean > 0 && mean < 2)) {
      throw new InvalidInput(
          "SNP '"
              + snp.id()
              + "' has the mean "
              + mean
              + "; "
              + option
              + " takes counts or dosages from 0 to 2. Leave it out for genotypes that were centred"
              + " or scaled before.");
    }
  }
}
