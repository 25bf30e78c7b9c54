package genontk;

import genontk.design.FixedEffects;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.PlainLinearAlgebra;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import genontk.variance.onekernel.RestrictedSpectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random data for tests, always the same of the same seed. */
public final class TestData {

  private TestData() {}

  public static LinearAlgebra algebra() {
    return new PlainLinearAlgebra(Threads.of(1));
  }

  public static Execution threads(int count) {
    return new Execution(Threads.of(count), new Cancellation(), Progress.NONE);
  }

  public static double[] normal(int n, long seed) {
    Random random = new Random(seed);
    return random.doubles(n).map(ignored -> random.nextGaussian()).toArray();
  }

  public static Matrix normal(int rows, int columns, long seed) {
    return new Matrix(normal(rows * columns, seed), rows, columns);
  }

  /** Returns n x p counts of 0, 1, 2 at frequencies between .1 and .9. */
  public static Matrix genotypes(int n, int p, long seed) {
    Random random = new Random(seed);
    Matrix genotypes = Matrix.zeros(n, p);
    for (int j = 0; j < p; j++) {
      double frequency = 0.1 + 0.8 * random.nextDouble();
      for (int i = 0; i < n; i++) {
        int first = random.nextDouble() < frequency ? 1 : 0;
        int second = random.nextDouble() < frequency ? 1 : 0;
        genotypes.set(i, j, first + second);
      }
    }
    return genotypes;
  }

  /** Returns X (n x p): the matrix, centred. */
  public static StandardizedGenotypes centred(Matrix genotypes) {
    DosageMatrix dosages = new DosageMatrix(genotypes, null, null);
    int[] everyone = Dense.range(genotypes.rows());
    return StandardizedGenotypes.training(
        dosages,
        everyone,
        Standardization.learn(
            dosages, everyone, Scale.CENTER, SnpFilter.none(), Execution.quiet()));
  }

  /** Returns X as numbers. */
  public static double[][] values(StandardizedGenotypes x) {
    Matrix values = Matrix.zeros(x.people(), x.snps());
    x.read(0, values, Threads.of(1));
    return Dense.of(values);
  }

  /** Returns a positive semidefinite kernel of the given rank, its mean diagonal about 1. */
  public static double[][] kernel(int n, int rank, long seed) {
    double[][] x = Dense.of(normal(n, rank, seed));
    return Dense.combine(1.0 / rank, Dense.times(x, Dense.transpose(x)), 0, new double[n][n]);
  }

  /** Returns an n x q design: intercept, a covariate, a factor, and normal covariates. */
  public static double[][] design(int n, int q, long seed) {
    double[][] z = new double[n][q];
    Random random = new Random(seed);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < q; j++) {
        z[i][j] = j == 0 ? 1 : j == 2 ? i % 2 : 40 + 10 * random.nextGaussian();
      }
    }
    return z;
  }

  /** Returns y = Zb + g + e, g ~ N(0, s K), e ~ N(0, residual I), b = 1, 1/2, 1/3, ... */
  public static double[] trait(
      double[][] kernel, double[][] design, double genetic, double residual, long seed) {
    return traitFromRoot(choleskyRoot(kernel), design, genetic, residual, seed);
  }

  /** Returns the same from L, K = LL', which {@link #choleskyRoot} gives. */
  public static double[] traitFromRoot(
      double[][] root, double[][] design, double genetic, double residual, long seed) {
    double[] g = Dense.times(root, normal(root.length, seed));
    double[] e = normal(root.length, seed + 7919);
    double[] y = new double[root.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.sqrt(genetic) * g[i] + Math.sqrt(residual) * e[i];
      for (int j = 0; j < design[i].length; j++) {
        y[i] += design[i][j] / (j + 1);
      }
    }
    return y;
  }

  /** Returns L, K = LL'; directions in which K does not vary are left out. */
  public static double[][] choleskyRoot(double[][] kernel) {
    int n = kernel.length;
    double[][] root = new double[n][n];
    for (int j = 0; j < n; j++) {
      double pivot = kernel[j][j] - Dense.dot(root[j], root[j]);
      if (pivot <= 1e-10) {
        continue;
      }
      root[j][j] = Math.sqrt(pivot);
      for (int i = j + 1; i < n; i++) {
        root[i][j] = (kernel[i][j] - Dense.dot(root[i], root[j])) / root[j][j];
      }
    }
    return root;
  }

  public static FixedEffects fixed(double[][] design) {
    List<String> names = new ArrayList<>();
    for (int j = 0; j < design[0].length; j++) {
      names.add("z" + (j + 1));
    }
    Matrix z = Matrix.zeros(design.length, design[0].length);
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.columns(); j++) {
        z.set(i, j, design[i][j]);
      }
    }
    return FixedEffects.of(z, names);
  }

  public static RestrictedSpectrum spectrum(double[][] kernel, double[][] design) {
    return RestrictedSpectrum.of(Dense.matrix(kernel), fixed(design), algebra(), Execution.quiet());
  }

  public static int[] permutation(int n, long seed) {
    int[] order = Dense.range(n);
    Random random = new Random(seed);
    for (int i = n - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }
}
