package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.Dense;
import genontk.TestData;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Scale;
import genontk.genotype.SnpColumns;
import genontk.genotype.SnpFilter;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The additive kernel against the relationship matrix of GCTA (Yang et al. 2011, eq. 3) and of
 * --make-rel in PLINK 2, whose option cov leaves out the variances.
 *
 * <p>The matrix is the mean of (g_i - 2f)(g_j - 2f) / (2f(1 - f)) over the SNPs observed in both
 * people.
 */
class RelationshipMatrixTest {

  private static Matrix genotypes(int n, int p, double missing, long seed) {
    Matrix genotypes = TestData.genotypes(n, p, seed);
    Random random = new Random(seed);
    for (int k = 0; k < n * p; k++) {
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

  private static StandardizedGenotypes joined(Matrix genotypes, Standardization standardization) {
    return StandardizedGenotypes.joined(
        new DosageMatrix(genotypes, null, null),
        Dense.range(genotypes.rows()),
        SnpColumns.asTrained(standardization.columns()),
        standardization);
  }

  /** Returns the mean of SNP j and the divisor of a centred genotype, from the definition. */
  private static double[] meanAndDeviation(Matrix training, int j, Scale scale) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (double g : training.columnValues(j)) {
      if (!Double.isNaN(g)) {
        sum += g;
        squares += g * g;
        count++;
      }
    }
    double mean = sum / count;
    double frequency = mean / 2;
    double deviation =
        switch (scale) {
          case NONE, CENTER -> 1;
          case SD -> Math.sqrt((squares - count * mean * mean) / (count - 1));
          case HWE -> Math.sqrt(2 * frequency * (1 - frequency));
        };
    return new double[] {mean, deviation};
  }

  private static double[][] byDefinition(
      Matrix rows, Matrix columns, Matrix training, Scale scale, boolean perPair) {
    double[][] sums = new double[rows.rows()][columns.rows()];
    int[][] counts = new int[rows.rows()][columns.rows()];
    for (int s = 0; s < training.columns(); s++) {
      double[] learnt = meanAndDeviation(training, s, scale);
      for (int i = 0; i < rows.rows(); i++) {
        for (int j = 0; j < columns.rows(); j++) {
          double product =
              (rows.get(i, s) - learnt[0])
                  / learnt[1]
                  * (columns.get(j, s) - learnt[0])
                  / learnt[1];
          if (!Double.isNaN(product)) {
            sums[i][j] += product;
            counts[i][j]++;
          }
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums[i].length; j++) {
        int divisor = perPair ? counts[i][j] : training.columns();
        sums[i][j] = divisor == 0 ? 0 : sums[i][j] / divisor;
      }
    }
    return sums;
  }

  @ParameterizedTest
  @EnumSource(value = Scale.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void itIsTheRelationshipMatrixWithAndWithoutPairwiseDivisors(Scale scale) {
    Matrix training = genotypes(31, 50, 0.2, 1);
    Matrix fresh = genotypes(9, 50, 0.5, 2);
    Standardization standardization = learn(training, scale);
    assertEquals(50, standardization.snps().size());
    StandardizedGenotypes x = joined(training, standardization);
    StandardizedGenotypes others = joined(fresh, standardization);
    for (boolean perPair : new boolean[] {false, true}) {
      AdditiveKernel kernel = new AdditiveKernel(perPair);
      Kernels.Trained trained = Computed.trained(x, new NeuralTangentKernel(1), kernel);
      double[][] square = Dense.of(trained.matrices().get(1));
      double[][] expected = byDefinition(training, training, training, scale, perPair);
      assertTrue(Dense.distance(expected, square) < 1e-13);
      Kernels.Cross cross = Computed.crossed(others, x, kernel);
      double[][] block = byDefinition(fresh, training, training, scale, perPair);
      assertTrue(Dense.distance(block, Dense.of(cross.matrices().get(0))) < 1e-13);
      double[][] own = byDefinition(fresh, fresh, training, scale, perPair);
      for (int i = 0; i < 9; i++) {
        assertEquals(own[i][i], cross.diagonals().get(0)[i], 1e-13);
      }
    }
  }

  @Test
  void twoPeopleWhoShareNoSnpHaveNoRelationship() {
    Matrix genotypes = genotypes(60, 6, 0, 3);
    for (int j = 0; j < 6; j++) {
      genotypes.set(j < 3 ? 0 : 1, j, Double.NaN);
    }
    StandardizedGenotypes x = joined(genotypes, learn(genotypes, Scale.CENTER));
    double[][] square = Computed.square(new AdditiveKernel(true), x);
    assertEquals(0, square[0][1]);
    assertArrayEquals(new int[] {3, 3, 0}, Arrays.copyOf(x.missing(), 3));
  }

  @Test
  void withoutMissingGenotypesBothDivisorsAreTheSame() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(40, 20, 4));
    assertEquals(
        0,
        Dense.distance(
            Computed.square(new AdditiveKernel(), x),
            Computed.square(new AdditiveKernel(true), x)));
  }
}
