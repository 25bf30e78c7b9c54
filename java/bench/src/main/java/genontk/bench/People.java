package genontk.bench;

import genontk.genotype.DosageMatrix;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Simulated people, always the same for the same numbers of people and SNPs. */
final class People {

  private static final double LEAST_FREQUENCY = 0.1;

  private People() {}

  /** Returns centred genotypes (n x p): counts of 0, 1 and 2 at frequencies from .1 to .9. */
  static StandardizedGenotypes simulate(int n, int p) {
    SplittableRandom random = new SplittableRandom(1);
    Matrix genotypes = Matrix.zeros(n, p);
    for (int j = 0; j < p; j++) {
      double frequency = LEAST_FREQUENCY + (1 - 2 * LEAST_FREQUENCY) * random.nextDouble();
      for (int i = 0; i < n; i++) {
        int first = random.nextDouble() < frequency ? 1 : 0;
        int second = random.nextDouble() < frequency ? 1 : 0;
        genotypes.set(i, j, first + second);
      }
    }
    DosageMatrix dosages = new DosageMatrix(genotypes, null, null);
    int[] everyone = new int[n];
    Arrays.setAll(everyone, i -> i);
    return StandardizedGenotypes.training(
        dosages,
        everyone,
        Standardization.learn(
            dosages, everyone, Scale.CENTER, SnpFilter.none(), Execution.quiet()));
  }

  /** Returns X as a whole (n x p). */
  static Matrix values(StandardizedGenotypes x, Execution execution) {
    Matrix values = Matrix.zeros(x.people(), x.snps());
    x.read(0, values, execution.threads());
    return values;
  }
}
