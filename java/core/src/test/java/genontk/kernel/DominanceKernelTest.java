package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.genotype.Coding;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Scale;
import genontk.genotype.SnpColumns;
import genontk.genotype.SnpFilter;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The dominance kernel against its definition by Vitezica et al. (2013) and that of GCTA. */
class DominanceKernelTest {

  private static final int SNPS = 30;

  private static Matrix genotypes(int n, double missing, long seed) {
    Matrix genotypes = TestData.genotypes(n, SNPS, seed);
    Random random = new Random(seed);
    for (int k = 0; k < n * SNPS; k++) {
      if (random.nextDouble() < missing) {
        genotypes.data()[k] = Double.NaN;
      }
    }
    return genotypes;
  }

  private static Standardization learn(Matrix genotypes, Scale scale) {
    return Standardization.learn(
        new DosageMatrix(genotypes, null, null),
        Dense.range(genotypes.rows()),
        scale,
        SnpFilter.none(),
        Execution.quiet());
  }

  private static StandardizedGenotypes joined(
      Matrix genotypes, Standardization standardization, boolean[] flips) {
    SnpColumns columns = new SnpColumns(standardization.columns(), flips, List.of());
    return StandardizedGenotypes.joined(
        new DosageMatrix(genotypes, null, null),
        Dense.range(genotypes.rows()),
        columns,
        standardization);
  }

  private static StandardizedGenotypes joined(Matrix genotypes, Standardization standardization) {
    return joined(genotypes, standardization, new boolean[SNPS]);
  }

  private static double frequency(Matrix training, int snp) {
    double sum = 0;
    int count = 0;
    for (double g : training.columnValues(snp)) {
      sum += Double.isNaN(g) ? 0 : g;
      count += Double.isNaN(g) ? 0 : 1;
    }
    return sum / count / 2;
  }

  private static double code(double g, double f) {
    return g == 0 ? -2 * f * f : g == 1 ? 2 * f * (1 - f) : g == 2 ? -2 * (1 - f) * (1 - f) : 0;
  }

  private static double divisor(Matrix training, int snp, Scale scale) {
    double f = frequency(training, snp);
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (double g : training.columnValues(snp)) {
      if (!Double.isNaN(g)) {
        sum += code(g, f);
        squares += code(g, f) * code(g, f);
        count++;
      }
    }
    return switch (scale) {
      case NONE, CENTER -> 1;
      case SD -> Math.sqrt((squares - sum * sum / count) / (count - 1));
      case HWE -> 2 * f * (1 - f);
    };
  }

  /** Returns the mean product over all SNPs, or over those observed in both people. */
  private static double[][] byDefinition(
      Matrix rows, Matrix columns, Matrix training, Scale scale, boolean perPair) {
    double[][] kernel = new double[rows.rows()][columns.rows()];
    for (int i = 0; i < kernel.length; i++) {
      for (int j = 0; j < kernel[i].length; j++) {
        int shared = 0;
        for (int s = 0; s < SNPS; s++) {
          double f = frequency(training, s);
          double d = divisor(training, s, scale);
          kernel[i][j] += code(rows.get(i, s), f) / d * code(columns.get(j, s), f) / d;
          shared += Double.isNaN(rows.get(i, s) + columns.get(j, s)) ? 0 : 1;
        }
        kernel[i][j] /= perPair ? shared : SNPS;
      }
    }
    return kernel;
  }

  @ParameterizedTest
  @EnumSource(value = Scale.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void itIsTheMeanProductOfTheCodesWithAndWithoutPairwiseDivisors(Scale scale) {
    Matrix training = genotypes(25, 0.1, 1);
    Matrix fresh = genotypes(8, 0.2, 2);
    Standardization standardization = learn(training, scale);
    StandardizedGenotypes x = joined(training, standardization);
    StandardizedGenotypes others = joined(fresh, standardization);
    for (boolean perPair : new boolean[] {false, true}) {
      DominanceKernel kernel = new DominanceKernel(perPair);
      Kernels.Trained trained =
          Computed.trained(x, kernel, new AdditiveKernel(), new NeuralTangentKernel(2));
      double[][] expected = byDefinition(training, training, training, scale, perPair);
      assertTrue(Dense.distance(expected, Dense.of(trained.matrices().get(0))) < 1e-13);
      Kernels.Cross cross = Computed.crossed(others, x, kernel);
      double[][] block = byDefinition(fresh, training, training, scale, perPair);
      assertTrue(Dense.distance(block, Dense.of(cross.matrices().get(0))) < 1e-13);
      double[][] own = byDefinition(fresh, fresh, training, scale, perPair);
      for (int i = 0; i < own.length; i++) {
        assertEquals(own[i][i], cross.diagonals().get(0)[i], 1e-13 * own[i][i]);
      }
    }
  }

  @Test
  void otherKernelsBesideItAreWhatTheyAreAlone() {
    StandardizedGenotypes x = TestData.centred(genotypes(25, 0, 3));
    Kernels.Trained all =
        Computed.trained(
            x, new AdditiveKernel(), new DominanceKernel(false), new NeuralTangentKernel(2));
    double[][] additive = Computed.square(new AdditiveKernel(), x);
    double[][] ntk = Computed.square(new NeuralTangentKernel(2), x);
    assertEquals(0, Dense.distance(additive, Dense.of(all.matrices().get(0))));
    assertEquals(0, Dense.distance(ntk, Dense.of(all.matrices().get(2))));
  }

  @Test
  void theOtherCountedAlleleGivesTheSameCodes() {
    Matrix training = genotypes(25, 0, 4);
    Standardization standardization = learn(training, Scale.HWE);
    Matrix other = Matrix.zeros(25, SNPS);
    boolean[] flips = new boolean[SNPS];
    for (int j = 0; j < SNPS; j++) {
      flips[j] = j % 2 == 0;
      for (int i = 0; i < 25; i++) {
        other.set(i, j, flips[j] ? 2 - training.get(i, j) : training.get(i, j));
      }
    }
    DominanceKernel kernel = new DominanceKernel(false);
    double[][] expected = Computed.square(kernel, joined(training, standardization));
    double[][] flipped = Computed.square(kernel, joined(other, standardization, flips));
    assertEquals(0, Dense.distance(expected, flipped));
    double[][] learnt = Computed.square(kernel, joined(other, learn(other, Scale.HWE)));
    assertTrue(Dense.distance(expected, learnt) < 1e-13);
  }

  @Test
  void aDosageLiesBetweenTheCodesOfItsTwoGenotypes() {
    Matrix training = genotypes(25, 0, 5);
    Standardization standardization = learn(training, Scale.CENTER);
    Matrix fresh = Matrix.zeros(2, SNPS);
    for (int j = 0; j < SNPS; j++) {
      fresh.set(0, j, 0.3);
      fresh.set(1, j, 1.6);
    }
    double[][] codes = TestData.values(joined(fresh, standardization).coded(Coding.DOMINANCE));
    for (int j = 0; j < SNPS; j++) {
      double f = frequency(training, j);
      assertEquals(0.7 * code(0, f) + 0.3 * code(1, f), codes[0][j], 1e-14);
      assertEquals(0.4 * code(1, f) + 0.6 * code(2, f), codes[1][j], 1e-14);
    }
  }

  @Test
  void codesThatDoNotVaryAreNotScaledByTheirStandardDeviation() {
    Matrix inbred = Matrix.zeros(20, SNPS);
    for (int k = 0; k < 20 * SNPS; k++) {
      inbred.data()[k] = k % 2 == 0 ? 0 : 2;
    }
    double[][] kernel =
        Computed.square(new DominanceKernel(false), joined(inbred, learn(inbred, Scale.SD)));
    assertEquals(0.25, kernel[0][1], 1e-15);
    assertEquals(0.25, kernel[0][0], 1e-15);
  }

  @Test
  void centredGenotypesAreRefused() {
    Matrix genotypes = genotypes(20, 0, 6);
    for (int k = 0; k < 20 * SNPS; k++) {
      genotypes.data()[k] -= 1;
    }
    StandardizedGenotypes x = joined(genotypes, learn(genotypes, Scale.CENTER));
    assertThrows(InvalidInput.class, () -> Computed.square(new DominanceKernel(false), x));
    assertThrows(
        InvalidInput.class,
        () -> Computed.trained(x, new AdditiveKernel(), new DominanceKernel(false)));
  }
}
