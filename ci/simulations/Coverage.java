import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.variance.component.VarianceComponents;
import genontk.variance.solution.ModelSolver;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.AdditiveKernel;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.kernel.NeuralTangentKernel;
import genontk.kernel.NonAdditiveKernel;
import genontk.kernel.Precision;
import genontk.linalg.Backends;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.SymmetricEigen;
import genontk.mixed.Blup;
import genontk.mixed.LinearMixedModel;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Simulates traits with given variances, fits them by REML and counts how often intervals hold the truth.
 *
 * <p>Coverage is the share of simulations whose interval holds the truth; PEV is compared with the
 * mean square of g* - g, both centred, over people and simulations, at the estimated and at the true variances.
 */
public final class Coverage {

  private static final Execution EXECUTION = Execution.quiet();
  private static final LinearAlgebra ALGEBRA = Backends.choose("auto").backend().on(EXECUTION);

  private final List<Matrix> kernels;
  private final List<Matrix> roots = new ArrayList<>();
  private final Records records;
  private final Matrix design;
  private final double[] truth;

  private Coverage(List<Matrix> kernels, Records records, double... truth) {
    this.kernels = kernels;
    this.records = records;
    this.truth = truth;
    for (Matrix kernel : kernels) {
      roots.add(root(kernel));
    }
    this.design = Matrix.zeros(records.count(), 2);
    Random random = new Random(9);
    for (int r = 0; r < records.count(); r++) {
      design.set(r, 0, 1);
      design.set(r, 1, random.nextGaussian());
    }
  }

  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[0]);
    System.out.printf("%d simulations per model. Coverage of 95 %% intervals, in percent:%n%n", runs);
    System.out.println(
        "| model | people | variances | each component's interval | each h2's, total last |"
            + " mean h2 (truth) | PEV / realised | at the true variances |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    Kernel additive = new AdditiveKernel();
    Kernel other = new NonAdditiveKernel(2);
    List<Matrix> one = kernels(300, 60, additive);
    show("additive", new Coverage(one, Records.oneEach(300), 0.5 / scale(one), 0.5), runs);
    List<Matrix> ntk = kernels(300, 20, new NeuralTangentKernel(2));
    show("ntk", new Coverage(ntk, Records.oneEach(300), 0.5 / scale(ntk), 0.5), runs);
    show("additive, weights", new Coverage(one, weighted(300), 0.5 / scale(one), 0.5), runs);
    List<Matrix> few = kernels(150, 40, additive);
    show("additive, records", new Coverage(few, repeated(150, 250), 0.5 / scale(few), 0.5), runs);
    List<Matrix> two = kernels(320, 12, additive, other);
    double a = meanDiagonal(two.get(0));
    double b = meanDiagonal(two.get(1));
    show("additive+ntk", new Coverage(two, Records.oneEach(320), 0.35 / a, 0.3 / b, 0.35), runs);
  }

  private static Records weighted(int n) {
    double[] weights = new double[n];
    Arrays.setAll(weights, i -> i % 2 == 0 ? 0.5 : 2);
    return new Records(n, null, weights);
  }

  private static Records repeated(int people, int count) {
    int[] person = new int[count];
    Arrays.setAll(person, r -> r % people);
    return new Records(people, person, null);
  }

  private static List<Matrix> kernels(int n, int p, Kernel... kernels) {
    Random random = new Random(n + p);
    Matrix genotypes = Matrix.zeros(n, p);
    for (int j = 0; j < p; j++) {
      double frequency = 0.1 + 0.8 * random.nextDouble();
      for (int i = 0; i < n; i++) {
        int first = random.nextDouble() < frequency ? 1 : 0;
        int second = random.nextDouble() < frequency ? 1 : 0;
        genotypes.set(i, j, first + second);
      }
    }
    DosageMatrix dosages = new DosageMatrix(genotypes, null, null);
    int[] everyone = new int[n];
    Arrays.setAll(everyone, i -> i);
    Standardization learnt =
        Standardization.learn(dosages, everyone, Scale.CENTER, SnpFilter.none(), EXECUTION);
    StandardizedGenotypes x = StandardizedGenotypes.training(dosages, everyone, learnt);
    return Kernels.train(List.of(kernels), x, Precision.DOUBLE, ALGEBRA, EXECUTION).matrices();
  }

  private static double scale(List<Matrix> one) {
    return meanDiagonal(one.get(0));
  }

  private static double meanDiagonal(Matrix kernel) {
    double sum = 0;
    for (int i = 0; i < kernel.rows(); i++) {
      sum += kernel.get(i, i) / kernel.rows();
    }
    return sum;
  }

  /** Returns U D^1/2, whose square is the kernel. */
  private static Matrix root(Matrix kernel) {
    SymmetricEigen eigen = ALGEBRA.eigen(kernel.copy());
    Matrix root = eigen.vectors().copy();
    for (int j = 0; j < root.columns(); j++) {
      double length = Math.sqrt(Math.max(0, eigen.values()[j]));
      for (int i = 0; i < root.rows(); i++) {
        root.set(i, j, length * root.get(i, j));
      }
    }
    return root;
  }

  private static void show(String name, Coverage model, int runs) {
    int count = model.truth.length;
    int[] components = new int[count];
    int[] shares = new int[count];
    double[] mean = new double[count];
    double[] expected = null;
    double[] errors = new double[2];
    double[] atTruth = new double[2];
    for (int run = 0; run < runs; run++) {
      double[][] random = new double[count][];
      double[] y = model.trait(new Random(1000L * run + 17), random);
      LinearMixedModel.Fit fit =
          new LinearMixedModel(VarianceMethod.REML, true)
              .fit(
                  model.kernels,
                  model.records,
                  model.fixed(),
                  y,
                  ALGEBRA,
                  EXECUTION);
      VarianceComponents found = fit.variances();
      expected = model.shares(found.scales());
      for (int k = 0; k < count; k++) {
        components[k] += in(model.truth[k], found.lower()[k], found.upper()[k]);
        double low = found.heritability().lower()[k];
        shares[k] += in(expected[k], low, found.heritability().upper()[k]);
        mean[k] += found.heritability().estimate()[k] / runs;
      }
      addErrors(fit.blup(), random[count - 1], errors);
      addErrors(model.atTruth(y), random[count - 1], atTruth);
    }
    System.out.printf(
        "| %s | %d | %s | %s | %s | %s | %.3f | %.3f |%n",
        name,
        model.records.people(),
        text(model.truth, "%.2f"),
        percent(components, runs),
        percent(shares, runs),
        text(mean, "%.3f") + " (" + text(expected, "%.3f") + ")",
        errors[0] / errors[1],
        atTruth[0] / atTruth[1]);
  }

  /** Returns y, and the sum of the random effects of people in the last place of {@code random}. */
  private double[] trait(Random random, double[][] effects) {
    int n = records.people();
    double[] sum = new double[n];
    for (int k = 0; k < kernels.size(); k++) {
      Matrix normal = Matrix.zeros(n, 1);
      Arrays.setAll(normal.data(), i -> random.nextGaussian());
      Matrix g = ALGEBRA.product(roots.get(k), false, normal, false);
      for (int i = 0; i < n; i++) {
        sum[i] += Math.sqrt(truth[k]) * g.get(i, 0);
      }
    }
    effects[truth.length - 1] = sum;
    double[] y = new double[records.count()];
    for (int r = 0; r < y.length; r++) {
      double e = Math.sqrt(truth[truth.length - 1] / records.weight(r)) * random.nextGaussian();
      y[r] = 1 + 0.5 * design.get(r, 1) + sum[records.personOf(r)] + e;
    }
    return y;
  }

  /** Returns s_k c_k / (sum s c + s_e) of the truth. */
  private double[] shares(double[] scales) {
    double total = 0;
    for (int k = 0; k < truth.length; k++) {
      total += truth[k] * scales[k];
    }
    double[] shares = new double[truth.length];
    for (int k = 0; k < truth.length - 1; k++) {
      shares[k] = truth[k] * scales[k] / total;
      shares[truth.length - 1] += shares[k];
    }
    return shares;
  }

  private FixedEffects fixed() {
    return FixedEffects.of(records.scaled(design), List.of("1", "x"));
  }

  /** Returns the predictions at the true variances. */
  private Blup atTruth(double[] y) {
    return Blup.of(
        ModelSolver.at(kernels, records, fixed(), y, truth, ALGEBRA, EXECUTION), y);
  }

  private static void addErrors(Blup blup, double[] g, double[] errors) {
    double[] found = blup.total().values();
    double mean = 0;
    for (int i = 0; i < g.length; i++) {
      mean += (found[i] - g[i]) / g.length;
    }
    for (int i = 0; i < g.length; i++) {
      errors[0] += blup.total().predictionErrorVariance()[i];
      errors[1] += Math.pow(found[i] - g[i] - mean, 2);
    }
  }

  private static int in(double value, double lower, double upper) {
    return value >= lower && value <= upper ? 1 : 0;
  }

  private static String percent(int[] counts, int runs) {
    return text(Arrays.stream(counts).mapToDouble(c -> 100.0 * c / runs).toArray(), "%.1f");
  }

  private static String text(double[] values, String format) {
    return String.join(
        ", ", Arrays.stream(values).mapToObj(value -> String.format(format, value)).toList());
  }
}
