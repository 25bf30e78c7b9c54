package genontk.bench;

import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.AdditiveKernel;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.kernel.NeuralTangentKernel;
import genontk.kernel.NonAdditiveKernel;
import genontk.kernel.Precision;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import genontk.variance.component.Intervals;
import genontk.variance.component.VarianceComponents;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.moment.MomentEstimate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A mixed model with given kernels and an intercept. It estimates variances with intervals and
 * tests and, unless {@code alone}, genetic values with their accuracy. MINQUE(0) gives the
 * variances only. The result is the first raw ratio s_1 / (sum s_k + s_e).
 */
record MixedWork(
    String kind,
    VarianceMethod method,
    Intervals intervals,
    boolean alone,
    List<Matrix> kernels,
    double[] y,
    FixedEffects fixed,
    Machine machine)
    implements Work {

  private static final int SNPS = 500;
  private static final int MANY_SNPS = 5000;

  /** Returns the work on n people: {@code kind} is additive, many (SNPs), ntk or split. */
  static MixedWork of(
      String kind,
      VarianceMethod method,
      Intervals intervals,
      boolean alone,
      int n,
      Machine machine) {
    StandardizedGenotypes x = People.simulate(n, kind.equals("many") ? MANY_SNPS : SNPS);
    List<Kernel> wanted =
        switch (kind) {
          case "additive", "many" -> List.of(new AdditiveKernel());
          case "ntk" -> List.of(new NeuralTangentKernel(2));
          default -> List.of(new AdditiveKernel(), new NonAdditiveKernel(2));
        };
    List<Matrix> kernels =
        Kernels.train(wanted, x, Precision.DOUBLE, machine.algebra(), machine.execution())
            .matrices();
    Matrix intercept = Matrix.zeros(n, 1);
    Arrays.fill(intercept.data(), 1);
    return new MixedWork(
        kind,
        method,
        intervals,
        alone,
        kernels,
        trait(People.values(x, machine.execution())),
        FixedEffects.of(intercept, List.of("(Intercept)")),
        machine);
  }

  /** Returns an additive trait of heritability .5. */
  private static double[] trait(Matrix x) {
    SplittableRandom random = new SplittableRandom(2);
    double[] y = new double[x.rows()];
    for (int j = 0; j < x.columns(); j++) {
      double effect = random.nextDouble(-1, 1);
      for (int i = 0; i < y.length; i++) {
        y[i] += effect * x.get(i, j);
      }
    }
    double square = Arrays.stream(y).map(g -> g * g).average().orElseThrow();
    Arrays.setAll(y, i -> y[i] / Math.sqrt(square) + random.nextGaussian());
    return y;
  }

  @Override
  public Matrix run() {
    if (method == VarianceMethod.MINQUE0) {
      double[] moments =
          MomentEstimate.of(kernels, fixed, y, true, machine.algebra(), machine.execution())
              .estimate();
      return Matrix.column(moments[0] / (moments[0] + moments[1]));
    }
    return Matrix.column(variances().heritability().rawRatio()[0]);
  }

  private VarianceComponents variances() {
    Records records = Records.oneEach(y.length);
    LinearAlgebra algebra = machine.algebra();
    Execution execution = machine.execution();
    return alone
        ? method.variances(kernels, fixed, y, intervals, algebra, execution)
        : method
            .estimate(
                ScaledKernels.of(kernels, records, fixed, y, algebra, execution), true, intervals)
            .variances();
  }

  @Override
  public Map<String, Matrix> inputs() {
    int n = y.length;
    return Map.of(kind + "-kernel-" + n, kernels.get(0), "trait-" + n, Matrix.column(y));
  }
}
